#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/documents/document.hpp"

namespace shoujian {

/// A Word file of 97 to 2003 ([MS-DOC] in [MS-CFB]); what WPS Office calls .wps is the same.
///
/// file     the whole file; used during the call only
/// budget   the bytes of the streams that are read are taken here
/// returns  a Document, whose images are in order of appearance with their original bytes (one
/// shown
///          twice is there twice, never more), Foreign for Word 6 and 95, whose structures are
///          others, or Unreadable with `material.unreadable`, `.encrypted`, `.limit`. Headers,
///          footnotes and comments are not read
Reading read_doc(ByteSpan file, Budget& budget);

}  // namespace shoujian

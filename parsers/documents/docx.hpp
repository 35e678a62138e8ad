#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/documents/document.hpp"

namespace shoujian {

/// A Word file of 2007 and later (ECMA-376, transitional and strict): its package, and by docx_body
/// its text.
///
/// file     the whole .docx; used during the call only
/// budget   the bytes of the parts that are read are taken here
/// returns  a Document, whose images are in order of appearance (a part shown twice is there twice,
/// never more), or Unreadable with
///          `material.unreadable`, `.encrypted` or `.limit`. Damage to parts that carry no content
///          does not matter
Reading read_docx(ByteSpan file, Budget& budget);

}  // namespace shoujian

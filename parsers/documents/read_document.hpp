#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/documents/document.hpp"
#include "parsers/mail/message.hpp"

namespace shoujian {

/// Reads one file that is no archive (unpack has opened those).
///
/// file     used during the call only; pictures in the result share its owner
/// budget   unpacked bytes and entries are taken here
/// returns  content by kind, `Foreign` for a Word form in a shape that is not read here; never
/// throws; `problems` has `material.unreadable`, `.encrypted`,
/// `.unsupported`,
///          `.limit`, `.active`, `.temporary` as CONTRACT.md §3 means them
Reading read_document(const File& file, Budget& budget);

}  // namespace shoujian

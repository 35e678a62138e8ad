#pragma once

#include "daemon/reader_process.hpp"

namespace shoujian {

/// Lets the viewer look at the pages of scans that the reader found, and at pictures that may be
/// pages: measures, seals, crops and the pixels for the recogniser.
///
/// viewer   its executable and bounds
/// outcome  of read_in_child; its pieces get their `looks`, whose views lie in `outcome.pictures`.
///          A file on which the viewer died keeps what its structure says, and gets
///          `material.unjudged`
Result<Done> view_pages(const ReaderSettings& viewer, ReadOutcome& outcome);

}  // namespace shoujian

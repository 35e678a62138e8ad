#pragma once

#include "rules/facts.hpp"

namespace shoujian {

/// Whether the pages came from paper (notice, 报送要求: a stamped, scanned PDF): by what their
/// content streams draw and, where they were looked at, by their pixels. Sets `is_scan` and `dpi`.
///
/// A page-sized raster without visible text is a scan; live text or outlines are a program's page.
/// Pages that show an event's photo, and blank ones, say nothing. Where scanned and exported pages
/// stand together, or nothing is plain, `is_scan` stays empty: nobody is refused on a guess
void conclude(ScanFacts& scan);

/// A photo of something that is no sheet of paper; only where the pixels were looked at.
bool is_event_photo(const PageFacts& page);

}  // namespace shoujian

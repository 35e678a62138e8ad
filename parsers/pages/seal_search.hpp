#pragma once

#include "parsers/pages/page.hpp"
#include "parsers/pages/pixmap.hpp"

#include <vector>

namespace shoujian {

/// What a look for red seals on one page found.
struct SealSearch {
    bool colour = false;  ///< the page has colour at all: without it nothing can be said of red ink
    std::vector<SealSighting> seals;  ///< surest first, those found before those unsure
};

/// Looks for seals (公章, 业务专用章: a red ring, round or oval, with lettering along it) by shape
/// alone; red headings, signatures, fingerprints, name seals, pictures are none.
///
/// page     RGB, any size; what is larger than needed is made smaller (the long side is looked at
///          with about 1170 pixels, 100 dpi of an A4 page)
/// returns  evidence, never authenticity
SealSearch find_seals(const Pixmap& page);

}  // namespace shoujian

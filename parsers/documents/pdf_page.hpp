#pragma once

#include "parsers/pages/page.hpp"

#include <cstdint>

class QPDF;
class QPDFPageObjectHelper;

namespace shoujian {

/// What a page's content stream draws: pictures and what they cover, text that can be seen and text
/// that cannot, painted paths (ISO 32000-1, 8 and 9). No pixel is decoded.
///
/// most_pixels  of a picture; a page with a larger one, or with content too long to follow, is
///              `too_large`
/// throws       what qpdf throws
PageStructure structure_of(QPDF& pdf, QPDFPageObjectHelper& page, std::uint64_t most_pixels);

}  // namespace shoujian

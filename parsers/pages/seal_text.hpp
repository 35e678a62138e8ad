#pragma once

#include "parsers/pages/page.hpp"
#include "parsers/pages/pixmap.hpp"

#include <vector>

namespace shoujian {

/// The lettering along a seal's ring, unrolled into strips that a recogniser of lines can read:
/// grey, 48 px high, dark on light, cut where the ring has the widest gap between letters, so that
/// a seal may be turned as it likes. Black print under the seal is left out.
///
/// page      RGB, the one on which the seal was found, or the same at a higher resolution
/// sighting  as find_seals gave it
/// returns   one strip for each of three bands below the ring: letters differ in size, and which
/// band
///           fits shows only in the reading. None for a page without colour.
std::vector<Pixmap> unroll_lettering(const Pixmap& page, const SealSighting& sighting);

}  // namespace shoujian

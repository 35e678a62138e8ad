#pragma once

#include "parsers/pages/ellipse_fit.hpp"
#include "parsers/pages/redness.hpp"

namespace shoujian {

/// What is seen along and within an outline. Shares are of the directions from its centre that lie
/// on the page; distances and widths are shares of the radius.
struct SealMeasures {
    double visible = 0;   ///< share of the outline that lies on the page at all
    double ratio = 1;     ///< of the axes, short to long
    double strength = 0;  ///< redness of the ring, 0 to 255
    double cover = 0;     ///< share with ink on the outline, where black ink does not hide it
    double run = 0;       ///< longest unbroken piece of the outline
    double outer = 0;     ///< share whose first ink from outside is the outline
    double clear = 0;     ///< share without ink just outside
    double thick = 0;     ///< median width of the ring
    double wobble = 0;    ///< median distance of the ring's outer side from the ellipse
    double square =
        0;           ///< how far the outline swells four times a turn: the corners of a rectangle
    double gap = 0;  ///< least ink between ring and lettering, to the most in the lettering
    double letters = 0;  ///< strokes met along the circle in the lettering that meets most
    double band = 0;     ///< share of twelve sectors whose lettering begins at the same distance
    double filled = 0;   ///< share of 24 sectors with some ink, not too much, where lettering is
    double arc = 0;      ///< the longest row of such sectors
    double inner = 0;    ///< share of ink within the ring
    bool operator==(const SealMeasures&) const = default;
};

/// Measures along the outline; the page as it was when the outline was found.
SealMeasures measure_seal(const Redness& page, const Ellipse& outline);

}  // namespace shoujian

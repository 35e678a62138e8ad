#pragma once

#include "parsers/pages/pixmap.hpp"
#include "parsers/recognition/text_boxes.hpp"

#include <vector>

namespace shoujian {

/// Height of what a line reader is given, in pixels.
inline constexpr int strip_height = 48;

/// Widths of strips are multiples of this: the network's own step.
inline constexpr int strip_step = 8;

/// The line within a box, turned level: grey, 48 high, as wide as the line is, to the next whole
/// step. What lies outside of the page looks like its edge.
///
/// squeeze     share of the width that is left: time goes by width
/// most_width  a line that is still wider is squeezed into this
Pixmap crop_line(const Pixmap& page, const TextBox& box, double squeeze, int most_width);

/// A box too long for one strip as several, cut where there is least ink near the even places.
std::vector<TextBox> cut_long(const Pixmap& page, const TextBox& box, double most_aspect);

/// Characters that stand one below the other in an upright box, side by side as a line.
///
/// box      its direction points down
/// returns  empty where no two characters can be told apart
Pixmap lay_down(const Pixmap& page, const TextBox& box, int most_width);

}  // namespace shoujian

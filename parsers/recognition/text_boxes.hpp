#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace shoujian {

/// A rectangle round one line of text, at any angle, in pixels of the page that was looked at.
struct TextBox {
    double x = 0.0, y = 0.0;              ///< its middle
    double along_x = 1.0, along_y = 0.0;  ///< unit vector along its long side: rightwards, or down
    double length = 0.0, height = 0.0;    ///< the long side and the other
    double score = 0.0;                   ///< mean probability within, 0 to 1
    bool operator==(const TextBox&) const = default;
};

/// How a map of probabilities becomes boxes (differentiable binarisation, arXiv 1911.08947, section
/// 3.4); the values of PP-OCRv4's own configuration, but for `widen`.
struct BoxRules {
    float ink = 0.3F;  ///< a pixel counts from here on
    double least_score = 0.6;
    double least_side = 3.0;  ///< pixels of the map
    double widen = 1.5;  ///< the network marks shrunken text: area × this / circumference all round
    std::size_t most = 1000;  ///< boxes; the rest of a page is noise
};

/// map      width × height probabilities that a pixel lies within a line of text
/// returns  boxes in the order of their first pixels from the top
std::vector<TextBox> find_text_boxes(std::span<const float> map,
                                     int width,
                                     int height,
                                     const BoxRules& rules = {});

}  // namespace shoujian

#pragma once

#include "parsers/pages/pixmap.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace shoujian {

/// How red each pixel of a page is, and where black ink would hide red.
///
/// Redness is the logarithm of red to the stronger of green and blue, with the paper's own cast
/// taken away: a ratio, so that shadow changes nothing. 0 is paper, grey, blue or green; `full` is
/// 0.9 and more (ink of a fresh seal is 0.7 to 1.2).
struct Redness {
    static constexpr double full = 0.9;

    int width = 0, height = 0;
    std::vector<std::uint8_t> red;   ///< 0 to 255 (`full`)
    std::vector<std::uint8_t> dark;  ///< 255 on black ink, 0 on paper
    bool colour = false;             ///< some ink or print on the page has a colour of its own

    std::uint8_t red_at(int x, int y) const { return red[index(x, y)]; }
    std::uint8_t dark_at(int x, int y) const { return dark[index(x, y)]; }
    bool holds(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width)
               + static_cast<std::size_t>(x);
    }
};

/// The redness of an RGB page. A grey picture (one channel) has none.
Redness read_redness(const Pixmap& page);

/// The same page with `factor` times fewer pixels a side, each the mean of those it covers.
Redness coarser(const Redness& page, int factor);

/// The share of red ink in each cell of a grid laid over the page, row by row from the upper left:
/// `columns` times `rows` bytes, 0 (none) to 255 (all of the cell). Empty for an empty page.
std::string red_grid(const Redness& page, int columns, int rows);

}  // namespace shoujian

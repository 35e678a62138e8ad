#pragma once

#include "parsers/pages/page.hpp"
#include "parsers/recognition/text_boxes.hpp"

#include <cstddef>
#include <vector>

namespace shoujian {

/// Which way the lines of a page run: along (x, y), to the right of which is down.
struct Direction {
    double x = 1.0, y = 0.0;
    Direction reversed() const { return {-x, -y}; }
};

/// By the long sides of its boxes; which of both ways is not to be known from them. Rightwards, or
/// down.
Direction direction_of(const std::vector<TextBox>& boxes);

/// Clockwise quarter turns that bring a direction nearest to rightwards.
int quarter_turns(const Direction& direction);

/// Degrees clockwise that lines are still off level after those turns.
double skew_of(const Direction& direction);

/// A box as it is read: along the page's direction, where it is not clearly upright to it.
TextBox read_along(const TextBox& box, const Direction& direction);

/// Whether its characters stand one below the other.
bool stands(const TextBox& box, const Direction& direction);

/// Where a box lies on the page, once that is turned.
PagePlace place_of(const TextBox& box, int page_width, int page_height, int turned);

/// Boxes in the page's own frame, level: for what is above, below and beside.
struct Level {
    double left = 0, right = 0, top = 0, bottom = 0;
};
Level level(const TextBox& box, const Direction& direction);
bool is_below(const Level& upper,
              const Level& lower);  ///< the next line of the same paragraph or cell
bool is_beside(const Level& left, const Level& right);  ///< goes on in the same line

/// Indexes from the top, then from the left; what stands in one row counts as equally high.
std::vector<std::size_t> reading_order(const std::vector<Level>& boxes);

}  // namespace shoujian

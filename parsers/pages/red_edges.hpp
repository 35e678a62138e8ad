#pragma once

#include "parsers/pages/redness.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace shoujian {

/// Where redness grows: a pixel of an outline, and the direction into the ink (of length 1).
struct RedEdge {
    float x = 0, y = 0;
    float inward_x = 0, inward_y = 0;
    float strength = 0;  ///< of the step, as Redness::red counts
};

/// The outlines of red ink on a page, in rows from the top.
class RedEdges {
public:
    explicit RedEdges(const Redness& page);
    std::span<const RedEdge> all() const { return edges_; }
    /// Those of the rows from `top` to before `bottom`.
    std::span<const RedEdge> rows(double top, double bottom) const;
    int width() const { return width_; }
    int height() const { return static_cast<int>(row_starts_.size()) - 1; }

private:
    void find_in_row(const Redness& page, int y);
    int width_ = 0;
    std::vector<RedEdge> edges_;
    std::vector<std::size_t> row_starts_;
};

}  // namespace shoujian

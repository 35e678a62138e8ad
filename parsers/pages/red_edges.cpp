#include "parsers/pages/red_edges.hpp"

#include <algorithm>
#include <cmath>

namespace shoujian {
namespace {

constexpr float weakest_step = 10;          ///< of redness over 2 px: the edge of a faint seal
constexpr std::size_t most_edges = 50'000;  ///< of them, evenly thinned: a page of red pictures

}  // namespace

RedEdges::RedEdges(const Redness& page) : width_(page.width) {
    row_starts_.reserve(static_cast<std::size_t>(page.height) + 1);
    for (int y = 0; y < page.height; ++y) {
        row_starts_.push_back(edges_.size());
        if (y > 0 && y + 1 < page.height) find_in_row(page, y);
    }
    row_starts_.push_back(edges_.size());
    if (edges_.size() <= most_edges) return;
    const std::size_t step = edges_.size() / most_edges + 1;
    for (std::size_t i = 0; i * step < edges_.size(); ++i) edges_[i] = edges_[i * step];
    edges_.resize((edges_.size() + step - 1) / step);
    for (std::size_t& start : row_starts_) start = (start + step - 1) / step;
}

void RedEdges::find_in_row(const Redness& page, int y) {
    const std::uint8_t* above = page.red.data() + page.index(0, y - 1);
    const std::uint8_t* here = page.red.data() + page.index(0, y);
    const std::uint8_t* below = page.red.data() + page.index(0, y + 1);
    for (int x = 1; x + 1 < page.width; ++x) {
        const int left = above[x - 1] + 2 * here[x - 1] + below[x - 1];
        const int right = above[x + 1] + 2 * here[x + 1] + below[x + 1];
        const int top = above[x - 1] + 2 * above[x] + above[x + 1];
        const int bottom = below[x - 1] + 2 * below[x] + below[x + 1];
        const float dx = static_cast<float>(right - left) / 4,
                    dy = static_cast<float>(bottom - top) / 4;
        const float square = dx * dx + dy * dy;
        if (square < weakest_step * weakest_step) continue;
        const float strength = std::sqrt(square);
        edges_.push_back(
            {static_cast<float>(x), static_cast<float>(y), dx / strength, dy / strength, strength});
    }
}

std::span<const RedEdge> RedEdges::rows(double top, double bottom) const {
    const auto start = [&](double row) {
        return row_starts_[static_cast<std::size_t>(
            std::clamp(std::ceil(row), 0.0, static_cast<double>(height())))];
    };
    return std::span(edges_).subspan(start(top), start(std::max(top, bottom)) - start(top));
}

}  // namespace shoujian

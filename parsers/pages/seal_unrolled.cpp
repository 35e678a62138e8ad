#include "parsers/pages/seal_unrolled.hpp"

#include <cmath>
#include <numbers>

namespace shoujian {

Unrolled::Unrolled(const Redness& page, const Ellipse& outline)
    : red_(turns * samples), dark_(turns * samples) {
    for (std::size_t turn = 0; turn < turns; ++turn) {
        const double angle = static_cast<double>(turn) * 2 * std::numbers::pi / turns;
        const PointOnPage edge = outline.at(angle);
        visible_[turn] =
            page.holds(static_cast<int>(std::floor(edge.x)), static_cast<int>(std::floor(edge.y)));
        const double dx = (edge.x - outline.x) / per_radius, dy = (edge.y - outline.y) / per_radius;
        PointOnPage at{outline.x, outline.y};
        for (std::size_t i = 0; i < samples; ++i, at.x += dx, at.y += dy)
            sample(page, at, turn * samples + i);
    }
}

void Unrolled::sample(const Redness& page, PointOnPage at, std::size_t index) {
    if (at.x < 0 || at.y < 0) return;
    const int x = static_cast<int>(at.x), y = static_cast<int>(at.y);
    if (x + 1 >= page.width || y + 1 >= page.height) return;
    const int right = static_cast<int>((at.x - x) * 256), down = static_cast<int>((at.y - y) * 256);
    const std::uint8_t* row = page.red.data() + page.index(x, y);
    const std::uint8_t* next = row + page.width;
    const int upper = row[0] * (256 - right) + row[1] * right;
    const int lower = next[0] * (256 - right) + next[1] * right;
    red_[index] = static_cast<std::uint8_t>((upper * (256 - down) + lower * down) >> 16);
    dark_[index] = page.dark_at(x, y) > 127 ? 1 : 0;
}

}  // namespace shoujian

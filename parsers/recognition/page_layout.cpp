#include "parsers/recognition/page_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <tuple>
#include <utility>

namespace shoujian {

namespace {

/// Only what is this much longer than high says where its line runs.
constexpr double telling_aspect = 2.0;

/// What is longer than this and lies across is read across.
constexpr double upright_aspect = 1.5;

bool is_flat(const TextBox& box) {
    return std::abs(box.along_x) >= std::abs(box.along_y);
}

double degrees(double radians) {
    return radians * 180 / std::numbers::pi;
}

struct Angle {
    double radians = 0.0, weight = 0.0;
};

/// The middle one by weight.
double median(std::vector<Angle> angles) {
    std::ranges::sort(angles, {}, &Angle::radians);
    double all = 0, sum = 0;
    for (const Angle& one : angles) all += one.weight;
    for (const Angle& one : angles) {
        sum += one.weight;
        if (2 * sum >= all) return one.radians;
    }
    return 0;
}

int ten_thousandths(double at, int size) {
    return static_cast<int>(std::lround(std::clamp(at / size, 0.0, 1.0) * 10'000));
}

}  // namespace

Direction direction_of(const std::vector<TextBox>& boxes) {
    double flat = 0, upright = 0;
    for (const TextBox& box : boxes)
        if (box.length >= telling_aspect * box.height)
            (is_flat(box) ? flat : upright) += box.length;
    const bool lies = flat >= upright;
    std::vector<Angle> angles;
    for (const TextBox& box : boxes)
        if (box.length >= telling_aspect * box.height && is_flat(box) == lies)
            angles.push_back({std::atan2(box.along_y, box.along_x), box.length});
    if (angles.empty()) return {};
    const double angle = median(std::move(angles));
    return {std::cos(angle), std::sin(angle)};
}

int quarter_turns(const Direction& direction) {
    const double turns = degrees(std::atan2(direction.y, direction.x)) / 90;
    return (4 - static_cast<int>(std::lround(turns))) % 4;
}

double skew_of(const Direction& direction) {
    const double angle = degrees(std::atan2(direction.y, direction.x));
    return angle - 90 * std::round(angle / 90);
}

bool stands(const TextBox& box, const Direction& direction) {
    const double along = std::abs(box.along_x * direction.x + box.along_y * direction.y);
    return along < std::numbers::sqrt2 / 2 && box.length >= upright_aspect * box.height;
}

TextBox read_along(const TextBox& box, const Direction& direction) {
    TextBox out = box;
    const double along = box.along_x * direction.x + box.along_y * direction.y;
    const double across = -box.along_x * direction.y + box.along_y * direction.x;
    const bool upright = std::abs(along) < std::abs(across);
    if (upright && box.length < upright_aspect * box.height) {
        std::swap(out.length, out.height);
        out.along_x = box.along_y, out.along_y = -box.along_x;
        if (across < 0) out.along_x = -out.along_x, out.along_y = -out.along_y;
    } else if (upright ? across < 0 : along < 0) {
        out.along_x = -out.along_x, out.along_y = -out.along_y;
    }
    return out;
}

PagePlace place_of(const TextBox& box, int page_width, int page_height, int turned) {
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    const std::array<std::pair<int, int>, 4> corners{{{-1, -1}, {-1, 1}, {1, -1}, {1, 1}}};
    for (const auto& [a, b] : corners) {
        const double u = a * box.length / 2, v = b * box.height / 2;
        double x = box.x + u * box.along_x - v * box.along_y;
        double y = box.y + u * box.along_y + v * box.along_x;
        if (turned == 1) std::tie(x, y) = std::pair(page_height - y, x);
        if (turned == 2) std::tie(x, y) = std::pair(page_width - x, page_height - y);
        if (turned == 3) std::tie(x, y) = std::pair(y, page_width - x);
        left = std::min(left, x), right = std::max(right, x);
        top = std::min(top, y), bottom = std::max(bottom, y);
    }
    if (turned % 2 == 1) std::swap(page_width, page_height);
    PagePlace out{ten_thousandths(left, page_width), ten_thousandths(top, page_height), 0, 0};
    out.width = ten_thousandths(right, page_width) - out.left;
    out.height = ten_thousandths(bottom, page_height) - out.top;
    return out;
}

Level level(const TextBox& box, const Direction& direction) {
    const double u = box.x * direction.x + box.y * direction.y;
    const double v = -box.x * direction.y + box.y * direction.x;
    const double along = std::abs(box.along_x * direction.x + box.along_y * direction.y);
    const double across = std::abs(-box.along_x * direction.y + box.along_y * direction.x);
    const double half_width = (box.length * along + box.height * across) / 2;
    const double half_height = (box.length * across + box.height * along) / 2;
    return {u - half_width, u + half_width, v - half_height, v + half_height};
}

bool is_below(const Level& upper, const Level& lower) {
    const double shared = std::min(upper.right, lower.right) - std::max(upper.left, lower.left);
    const double narrower = std::min(upper.right - upper.left, lower.right - lower.left);
    const double height = std::min(upper.bottom - upper.top, lower.bottom - lower.top);
    const double gap = lower.top - upper.bottom;
    return shared > narrower / 2 && gap > -height / 2 && gap < height * 0.8;
}

bool is_beside(const Level& left, const Level& right) {
    const double shared = std::min(left.bottom, right.bottom) - std::max(left.top, right.top);
    const double height = std::min(left.bottom - left.top, right.bottom - right.top);
    const double gap = right.left - left.right;
    return shared > height / 2 && gap > -height && gap < height * 2;
}

std::vector<std::size_t> reading_order(const std::vector<Level>& boxes) {
    std::vector<std::size_t> out(boxes.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    const auto middle = [&](std::size_t i) { return (boxes[i].top + boxes[i].bottom) / 2; };
    std::ranges::sort(out, {}, middle);
    for (std::size_t from = 0; from < out.size();) {
        // A row ends where the next box lies wholly below the middle of its first.
        std::size_t to = from + 1;
        while (to < out.size() && boxes[out[to]].top < middle(out[from])) ++to;
        std::sort(out.begin() + static_cast<std::ptrdiff_t>(from),
                  out.begin() + static_cast<std::ptrdiff_t>(to),
                  [&](std::size_t a, std::size_t b) { return boxes[a].left < boxes[b].left; });
        from = to;
    }
    return out;
}

}  // namespace shoujian

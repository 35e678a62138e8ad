#include "parsers/recognition/text_boxes.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace shoujian {

namespace {

struct Point {
    double x = 0.0, y = 0.0;
};

double cross(const Point& o, const Point& a, const Point& b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

/// Pixels that hang together: the ends of each row's runs, which suffice for its hull.
struct Blob {
    std::vector<Point> ends;
    double sum = 0.0;
    std::size_t pixels = 0;
};

class Blobs {
public:
    Blobs(std::span<const float> map, int width, int height, float ink)
        : map_(map), width_(width), height_(height), ink_(ink), seen_(map.size()) {}

    std::vector<Blob> all(std::size_t most) {
        std::vector<Blob> out;
        for (int y = 0; y < height_; ++y)
            for (int x = 0; x < width_ && out.size() < most; ++x)
                if (is_new(x, y)) out.push_back(flood(x, y));
        return out;
    }

private:
    std::size_t at(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_)
               + static_cast<std::size_t>(x);
    }
    bool is_new(int x, int y) const { return map_[at(x, y)] > ink_ && seen_[at(x, y)] == 0; }

    /// Takes the run through a pixel, and remembers where the rows above and below go on from it.
    void take_run(int x, int y, Blob& blob) {
        int left = x, right = x;
        while (left > 0 && is_new(left - 1, y)) --left;
        while (right + 1 < width_ && is_new(right + 1, y)) ++right;
        for (int i = left; i <= right; ++i) {
            seen_[at(i, y)] = 1;
            blob.sum += static_cast<double>(map_[at(i, y)]);
        }
        blob.pixels += static_cast<std::size_t>(right - left + 1);
        for (const int edge : {y, y + 1}) {
            blob.ends.push_back({static_cast<double>(left), static_cast<double>(edge)});
            blob.ends.push_back({static_cast<double>(right + 1), static_cast<double>(edge)});
        }
        for (const int row : {y - 1, y + 1}) {
            if (row < 0 || row >= height_) continue;
            for (int i = std::max(0, left - 1); i <= std::min(width_ - 1, right + 1); ++i)
                if (is_new(i, row)) waiting_.push_back({i, row});
        }
    }

    Blob flood(int x, int y) {
        Blob out;
        waiting_.assign(1, {x, y});
        while (!waiting_.empty()) {
            const auto [px, py] = waiting_.back();
            waiting_.pop_back();
            if (is_new(px, py)) take_run(px, py, out);
        }
        return out;
    }

    struct Pixel {
        int x, y;
    };
    std::span<const float> map_;
    int width_, height_;
    float ink_;
    std::vector<std::uint8_t> seen_;
    std::vector<Pixel> waiting_;
};

/// Andrew's monotone chain; counter-clockwise where y grows upwards.
std::vector<Point> hull_of(std::vector<Point> points) {
    std::ranges::sort(points, [](const Point& a, const Point& b) {
        return a.x < b.x || (a.x == b.x && a.y < b.y);
    });
    std::vector<Point> out;
    const auto chain = [&](auto begin, auto end) {
        const std::size_t first = out.size();
        for (auto p = begin; p != end; ++p) {
            while (out.size() >= first + 2 && cross(out[out.size() - 2], out.back(), *p) <= 0)
                out.pop_back();
            out.push_back(*p);
        }
        out.pop_back();
    };
    chain(points.begin(), points.end());
    chain(points.rbegin(), points.rend());
    return out;
}

/// The smallest rectangle round a hull has a side along one of the hull's (Freeman and Shapira,
/// 1975).
TextBox rectangle_round(const std::vector<Point>& hull) {
    TextBox best;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < hull.size(); ++i) {
        const Point& a = hull[i];
        const Point& b = hull[(i + 1) % hull.size()];
        const double side = std::hypot(b.x - a.x, b.y - a.y);
        const double ux = (b.x - a.x) / side, uy = (b.y - a.y) / side;
        double low_u = 0, high_u = 0, low_v = 0, high_v = 0;
        for (const Point& p : hull) {
            const double u = (p.x - a.x) * ux + (p.y - a.y) * uy;
            const double v = -(p.x - a.x) * uy + (p.y - a.y) * ux;
            low_u = std::min(low_u, u), high_u = std::max(high_u, u);
            low_v = std::min(low_v, v), high_v = std::max(high_v, v);
        }
        const double length = high_u - low_u, height = high_v - low_v;
        if (length * height >= least) continue;
        least = length * height;
        const double u = (low_u + high_u) / 2, v = (low_v + high_v) / 2;
        best = {a.x + u * ux - v * uy, a.y + u * uy + v * ux, ux, uy, length, height, 0.0};
    }
    return best;
}

/// Along the long side, rightwards, or down where it stands upright.
void set_direction(TextBox& box) {
    if (box.height > box.length) {
        std::swap(box.length, box.height);
        box.along_x = -std::exchange(box.along_y, box.along_x);
    }
    const bool backwards =
        std::abs(box.along_x) > std::abs(box.along_y) ? box.along_x < 0 : box.along_y < 0;
    if (!backwards) return;
    box.along_x = -box.along_x;
    box.along_y = -box.along_y;
}

}  // namespace

std::vector<TextBox> find_text_boxes(std::span<const float> map,
                                     int width,
                                     int height,
                                     const BoxRules& rules) {
    std::vector<TextBox> out;
    for (Blob& blob : Blobs(map, width, height, rules.ink).all(rules.most)) {
        const double score = blob.sum / static_cast<double>(blob.pixels);
        if (score < rules.least_score) continue;
        TextBox box = rectangle_round(hull_of(std::move(blob.ends)));
        if (std::min(box.length, box.height) < rules.least_side) continue;
        const double margin =
            box.length * box.height * rules.widen / (2 * (box.length + box.height));
        box.length += 2 * margin;
        box.height += 2 * margin;
        box.score = score;
        set_direction(box);
        out.push_back(box);
    }
    return out;
}

}  // namespace shoujian

#include "tests/build/page_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace shoujian {
namespace {

constexpr double pi = std::numbers::pi;

std::uint8_t to_byte(double value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
}

}  // namespace

PageCanvas::PageCanvas(int width, int height, Colour paper)
    : page_{width, height, 3, {}}, paper_(paper) {
    page_.samples.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    wipe(0, 0, width, height);
}

void PageCanvas::fill(double x,
                      double y,
                      double reach,
                      const std::function<double(double, double)>& distance) {
    const int left = std::max(0, static_cast<int>(x - reach) - 1),
              top = std::max(0, static_cast<int>(y - reach) - 1);
    const int right = std::min(page_.width, static_cast<int>(x + reach) + 2);
    const int bottom = std::min(page_.height, static_cast<int>(y + reach) + 2);
    for (int py = top; py < bottom; ++py) {
        for (int px = left; px < right; ++px) {
            const double cover = std::clamp(0.5 - distance(px - x, py - y), 0.0, 1.0) * strength_;
            if (cover <= 0) continue;
            for (std::size_t c = 0; c < 3; ++c) {
                std::uint8_t& sample = page_.at(px, py)[c];
                sample = to_byte(sample * (1 - cover * (1 - ink_[c] / 255.0)));
            }
        }
    }
}

void PageCanvas::stroke(double x0, double y0, double x1, double y1, double width) {
    const double dx = x1 - x0, dy = y1 - y0, square = std::max(dx * dx + dy * dy, 1e-9);
    fill(x0, y0, std::sqrt(square) + width, [=](double x, double y) {
        const double along = std::clamp((x * dx + y * dy) / square, 0.0, 1.0);
        return std::hypot(x - along * dx, y - along * dy) - width / 2;
    });
}

unsigned PageCanvas::draw() {
    state_ = state_ * 1664525U + 1013904223U;
    return state_ >> 16;
}

/// Strokes across and down, as characters have them.
void PageCanvas::character(double x, double y, double size, double turn) {
    const double c = std::cos(turn), s = std::sin(turn), half = size * 0.42,
                 width = std::max(1.6, size * 0.1);
    const auto line = [&](double u0, double v0, double u1, double v1) {
        stroke(x + u0 * c - v0 * s, y + u0 * s + v0 * c, x + u1 * c - v1 * s, y + u1 * s + v1 * c,
               width);
    };
    const double down = half * (static_cast<double>(draw() % 5) - 2) / 4;
    line(-half, -half, half, -half);
    line(down, -half, down, half);
    line(-half, half * (static_cast<double>(draw() % 3) - 1) / 3, half, 0);
    if (draw() % 2 != 0) line(-half, half, half, half);
}

PageCanvas& PageCanvas::seal(const Seal& seal) {
    const double a = seal.radius, b = a * seal.ratio;
    const double c = std::cos(seal.turn), s = std::sin(seal.turn);
    fill(seal.x, seal.y, a, [=](double x, double y) {
        const double u = (x * c + y * s) / a, v = (y * c - x * s) / b;
        return std::abs(std::hypot(u, v) - 0.97) * std::min(a, b) - 0.027 * a;
    });
    const double size = a * 0.25, inset = a * 0.23;
    for (int i = 0; i < seal.letters; ++i) {
        const double angle = -pi / 2 + seal.letters_arc * ((i + 0.5) / seal.letters - 0.5);
        const double u = (a - inset) * std::cos(angle), v = (b - inset) * std::sin(angle);
        const double upright = std::atan2(std::sin(angle) / b, std::cos(angle) / a) + pi / 2;
        character(seal.x + u * c - v * s, seal.y + u * s + v * c, size, upright + seal.turn);
    }
    return seal.ratio < 1 ? *this : star(seal.x, seal.y, a * 0.3);
}

PageCanvas& PageCanvas::ring(const Ring& ring) {
    const double scale = std::min(ring.a, ring.b);
    fill(ring.x, ring.y, std::max(ring.a, ring.b) * (1 + 2 * ring.wobble) + ring.width,
         [=](double x, double y) {
             const double angle = std::atan2(y, x);
             const double stray =
                 ring.wobble * (std::sin(3 * angle + 1) + 0.6 * std::sin(5 * angle));
             return std::abs(std::hypot(x / ring.a, y / ring.b) - 1 - stray) * scale
                    - ring.width / 2;
         });
    return *this;
}

PageCanvas& PageCanvas::square_seal(double x, double y, double side, int characters_a_side) {
    const double half = side / 2, width = side * 0.045;
    stroke(x - half, y - half, x + half, y - half, width),
        stroke(x - half, y + half, x + half, y + half, width);
    stroke(x - half, y - half, x - half, y + half, width),
        stroke(x + half, y - half, x + half, y + half, width);
    const double step = side * 0.9 / characters_a_side;
    for (int row = 0; row < characters_a_side; ++row) {
        for (int column = 0; column < characters_a_side; ++column) {
            const double middle = (characters_a_side - 1) / 2.0;
            character(x + (column - middle) * step, y + (row - middle) * step, step, 0);
        }
    }
    return *this;
}

PageCanvas& PageCanvas::star(double x, double y, double radius) {
    fill(x, y, radius, [=](double dx, double dy) {
        const double sector = 2 * pi / 5;
        double angle = std::fmod(std::atan2(dy, dx) + pi / 2 + 4 * pi, sector);
        angle = std::min(angle, sector - angle);
        const double inner = 0.382 * radius, u = std::hypot(dx, dy) * std::cos(angle),
                     v = std::hypot(dx, dy) * std::sin(angle);
        // The side from the tip (radius, 0) to the notch between two tips.
        const double nx = inner * std::sin(sector / 2), ny = radius - inner * std::cos(sector / 2);
        return ((u - radius) * nx + v * ny) / std::hypot(nx, ny);
    });
    return *this;
}

PageCanvas& PageCanvas::disc(double x, double y, double radius) {
    fill(x, y, radius, [=](double dx, double dy) { return std::hypot(dx, dy) - radius; });
    return *this;
}

PageCanvas& PageCanvas::text(double x, double y, int characters, double size) {
    for (int i = 0; i < characters; ++i) character(x + (i + 0.5) * size * 1.05, y, size, 0);
    return *this;
}

PageCanvas& PageCanvas::wipe(int left, int top, int right, int bottom) {
    for (int y = std::max(top, 0); y < std::min(bottom, page_.height); ++y) {
        for (int x = std::max(left, 0); x < std::min(right, page_.width); ++x) {
            for (std::size_t c = 0; c < 3; ++c) page_.at(x, y)[c] = to_byte(paper_[c]);
        }
    }
    return *this;
}

PageCanvas& PageCanvas::grey() {
    for (std::size_t i = 0; i + 2 < page_.samples.size(); i += 3) {
        std::uint8_t* pixel = page_.samples.data() + i;
        const std::uint8_t level = to_byte(0.3 * pixel[0] + 0.59 * pixel[1] + 0.11 * pixel[2]);
        std::fill_n(pixel, 3, level);
    }
    return *this;
}

PageCanvas& PageCanvas::light(double red, double green, double blue) {
    const std::array<double, 3> factors{red, green, blue};
    for (std::size_t i = 0; i < page_.samples.size(); ++i) {
        page_.samples[i] = to_byte(page_.samples[i] * factors[i % 3]);
    }
    return *this;
}

PageCanvas& PageCanvas::noise(int amplitude) {
    const unsigned span = static_cast<unsigned>(2 * amplitude + 1);
    for (std::uint8_t& sample : page_.samples) {
        sample = to_byte(sample + static_cast<int>(draw() % span) - amplitude);
    }
    return *this;
}

}  // namespace shoujian

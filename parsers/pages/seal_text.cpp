#include "parsers/pages/seal_text.hpp"

#include "parsers/pages/ellipse_fit.hpp"
#include "parsers/pages/redness.hpp"
#include "parsers/pages/resample.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace shoujian {
namespace {

constexpr int strip_height = 48;  ///< what recognisers of lines are trained on
/// A picture of a seal need not be larger: letters are then twice as high as the strip.
constexpr int longest_side = 1000;
constexpr double full_turn = 2 * std::numbers::pi;

/// Between which shares of the radius the lettering is taken to lie.
struct Band {
    double from, to;
};
constexpr std::array<Band, 3> bands{{{0.50, 0.93}, {0.57, 0.90}, {0.44, 0.90}}};

/// A part of a page in pixels.
struct Cut {
    int left = 0, top = 0, width = 0, height = 0;
};

/// The seal with half its size of paper around it: paper tells the cast.
Cut around(const Pixmap& page, const PagePlace& place) {
    const auto side = [](int page_px, int from, int length) {
        const long long margin = length / 2;
        const auto px = [&](long long part) {
            return static_cast<int>(std::clamp(part, 0LL, 10'000LL) * page_px / 10'000);
        };
        return std::pair(px(from - margin), px(from + length + margin));
    };
    const auto [left, right] = side(page.width, place.left, place.width);
    const auto [top, bottom] = side(page.height, place.top, place.height);
    return {left, top, right - left, bottom - top};
}

Pixmap cut_out(const Pixmap& page, const Cut& cut) {
    Pixmap made{cut.width, cut.height, page.channels, {}};
    for (int y = 0; y < cut.height; ++y) {
        const std::uint8_t* row = page.at(cut.left, cut.top + y);
        made.samples.insert(made.samples.end(), row, row + cut.width * page.channels);
    }
    return made;
}

/// The ellipse of a sighting, in pixels of the cut at a scale.
Ellipse ellipse_of(const SealSighting& sighting, const Pixmap& page, const Cut& cut, double scale) {
    const PagePlace& place = sighting.place;
    const double half_width = place.width * page.width / 20'000.0 * scale;
    const double half_height = place.height * page.height / 20'000.0 * scale;
    const double ratio = std::clamp(sighting.ratio, 0.3, 1.0);
    Ellipse made;
    made.angle = sighting.turned_degrees * std::numbers::pi / 180;
    // Half the box's diagonal squared is the sum of the squares of the half axes.
    made.a = std::hypot(half_width, half_height) / std::hypot(1.0, ratio);
    made.b = made.a * ratio;
    made.x = (place.left * page.width / 10'000.0 - cut.left) * scale + half_width;
    made.y = (place.top * page.height / 10'000.0 - cut.top) * scale + half_height;
    return made;
}

/// Redness between pixels, 0 outside.
double red_at(const Redness& page, PointOnPage at) {
    if (at.x < 0 || at.y < 0) return 0;
    const int x = static_cast<int>(at.x), y = static_cast<int>(at.y);
    if (x + 1 >= page.width || y + 1 >= page.height) return 0;
    const double right = at.x - x, down = at.y - y;
    const double upper = page.red_at(x, y) * (1 - right) + page.red_at(x + 1, y) * right;
    const double lower = page.red_at(x, y + 1) * (1 - right) + page.red_at(x + 1, y + 1) * right;
    return upper * (1 - down) + lower * down;
}

/// A point of the lettering: on an oval it keeps its distance from the ring, not its share of it.
PointOnPage lettering_at(const Ellipse& seal, double turn, double distance) {
    const double inset = (1 - distance) * seal.b;
    return Ellipse{seal.x, seal.y, seal.a - inset, seal.b - inset, seal.angle}.at(turn);
}

/// Where in a turn the ink is, and how red most of it is.
struct Lettering {
    static constexpr std::size_t parts = 240;
    double start = 0;     ///< the middle of the widest gap, in radians
    double strength = 0;  ///< redness that is to be black
};

/// The middle of the longest row of parts without ink, as a share of the turn.
double widest_gap(const std::array<double, Lettering::parts>& ink) {
    constexpr double empty = 0.12;  // of the mean of all parts: noise, a hair
    double mean = 0;
    for (const double part : ink) mean += part / static_cast<double>(ink.size());
    std::size_t best = 0, best_end = 0, length = 0;
    for (std::size_t i = 0; i < 2 * ink.size(); ++i) {
        length = ink[i % ink.size()] <= empty * mean ? length + 1 : 0;
        if (length > best && length <= ink.size()) best = length, best_end = i;
    }
    const double middle = static_cast<double>(best_end) - static_cast<double>(best) / 2 + 0.5;
    return middle / static_cast<double>(ink.size());
}

Lettering look_at_lettering(const Redness& page, const Ellipse& seal) {
    constexpr double from = 0.58, to = 0.88, step = 0.02;
    constexpr double rank = 0.92;  // strokes are a fifth to a third of the band
    std::array<double, Lettering::parts> ink{};
    std::vector<double> values;
    for (std::size_t i = 0; i < ink.size(); ++i) {
        const double turn = full_turn * static_cast<double>(i) / Lettering::parts;
        for (double distance = from; distance < to; distance += step) {
            values.push_back(red_at(page, lettering_at(seal, turn, distance)));
            ink[i] += values.back();
        }
    }
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(rank * static_cast<double>(values.size()));
    std::nth_element(values.begin(), at, values.end());
    return {full_turn * widest_gap(ink), *at};
}

/// One band, the outer side up, clockwise from the start.
Pixmap unroll(const Redness& page,
              const Ellipse& seal,
              const Band& band,
              const Lettering& lettering) {
    constexpr double paper = 250;          // of the strip
    constexpr double least_strength = 12;  // fainter is noise: not to be made black
    // As long for its height as the lettering is on the page.
    const double middle = (seal.a + seal.b) / 2 - (1 - (band.from + band.to) / 2) * seal.b;
    const double width = full_turn * middle / ((band.to - band.from) * seal.b) * strip_height;
    Pixmap strip{static_cast<int>(std::lround(width)), strip_height, 1, {}};
    const double contrast = paper / std::max(lettering.strength, least_strength);
    for (int y = 0; y < strip.height; ++y) {
        const double distance = band.to - (band.to - band.from) * (y + 0.5) / strip.height;
        for (int x = 0; x < strip.width; ++x) {
            const double turn = lettering.start + full_turn * (x + 0.5) / strip.width;
            const double red = red_at(page, lettering_at(seal, turn, distance));
            strip.samples.push_back(
                static_cast<std::uint8_t>(std::max(0.0, paper - red * contrast)));
        }
    }
    return strip;
}

}  // namespace

std::vector<Pixmap> unroll_lettering(const Pixmap& page, const SealSighting& sighting) {
    if (page.empty() || page.channels != 3) return {};
    const Cut cut = around(page, sighting.place);
    if (cut.width < strip_height || cut.height < strip_height) return {};
    const Pixmap picture = shrink(cut_out(page, cut), longest_side);
    const double scale = static_cast<double>(picture.width) / cut.width;
    const Redness redness = read_redness(picture);
    const Ellipse seal = ellipse_of(sighting, page, cut, scale);
    const Lettering lettering = look_at_lettering(redness, seal);
    std::vector<Pixmap> strips;
    for (const Band& band : bands) strips.push_back(unroll(redness, seal, band, lettering));
    return strips;
}

}  // namespace shoujian

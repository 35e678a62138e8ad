#include "parsers/pages/page_look.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace shoujian {

namespace {

/// Every second pixel of every second row: shares need no more.
constexpr int step = 2;

struct Levels {
    int light, spread;  ///< of 255: the darkest sample, and between the darkest and the lightest
};

Levels levels_of(const std::uint8_t* at, int channels) {
    if (channels == 1) return {at[0], 0};
    const auto [low, high] = std::minmax({at[0], at[1], at[2]});
    return {low, high - low};
}

int grey_of(const std::uint8_t* at, int channels) {
    return channels == 1 ? at[0] : (at[0] * 77 + at[1] * 150 + at[2] * 29) >> 8;
}

/// How light paper is on this page: most pages are mostly paper, however it was lit.
int paper_level(const Pixmap& page) {
    std::array<int, 256> counts{};
    int all = 0;
    for (int y = 0; y < page.height; y += step)
        for (int x = 0; x < page.width; x += step) {
            ++counts[static_cast<std::size_t>(grey_of(page.at(x, y), page.channels))];
            ++all;
        }
    constexpr double lightest = 0.25;  // of all pixels
    int seen = 0;
    for (int level = 255; level > 0; --level) {
        seen += counts[static_cast<std::size_t>(level)];
        if (seen >= all * lightest) return level;
    }
    return 0;
}

/// The 95th percentile of the difference between neighbours.
double sharpness_of(const Pixmap& page) {
    std::array<int, 256> counts{};
    int all = 0;
    for (int y = 0; y < page.height; y += step)
        for (int x = 0; x + 1 < page.width; x += step) {
            const int change = std::abs(grey_of(page.at(x, y), page.channels)
                                        - grey_of(page.at(x + 1, y), page.channels));
            ++counts[static_cast<std::size_t>(change)];
            ++all;
        }
    constexpr double strongest = 0.05;
    int seen = 0;
    for (int change = 255; change > 0; --change) {
        seen += counts[static_cast<std::size_t>(change)];
        if (seen >= all * strongest) return change / 255.0;
    }
    return 0;
}

}  // namespace

PageLook measure(const Pixmap& page) {
    PageLook out;
    out.width_px = page.width;
    out.height_px = page.height;
    if (page.empty()) return out;
    const int paper = paper_level(page);
    constexpr double shade = 0.72, dark = 0.5;  // of the paper's level
    constexpr int cast = 48;                    // yellow lamps tint paper by less
    constexpr int strong = 60;
    int all = 0, papers = 0, whites = 0, inks = 0, vivid = 0;
    for (int y = 0; y < page.height; y += step)
        for (int x = 0; x < page.width; x += step) {
            const Levels levels = levels_of(page.at(x, y), page.channels);
            ++all;
            if (levels.light == 255) ++whites;
            if (levels.spread > strong) ++vivid;
            if (levels.light >= paper * shade && levels.spread <= cast && paper > 40) ++papers;
            if (grey_of(page.at(x, y), page.channels) < paper * dark) ++inks;
        }
    const double count = all;
    out.paper = papers / count;
    out.vivid = vivid / count;
    out.pure_white = whites / count;
    out.ink = inks / count;
    out.sharpness = sharpness_of(page);
    return out;
}

}  // namespace shoujian

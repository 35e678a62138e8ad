#include "parsers/pages/seal_measures.hpp"

#include "parsers/pages/seal_unrolled.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace shoujian {
namespace {

constexpr std::size_t turns = Unrolled::turns, per_radius = Unrolled::per_radius;
constexpr double ring_from = 0.92, ring_to = 1.04;  ///< where ink is the ring, in radii
constexpr double lettering_from = 0.56, lettering_to = 0.86;

constexpr std::size_t sample_at(double distance) {
    return Unrolled::sample_at(distance);
}

double quantile(std::vector<double> values, double rank) {
    if (values.empty()) return 0;
    const std::size_t index = std::min(
        values.size() - 1, static_cast<std::size_t>(rank * static_cast<double>(values.size())));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index),
                     values.end());
    return values[index];
}

/// How red the ring is: in most directions that have it, at least so much.
double ring_strength(const Unrolled& page) {
    constexpr double rank = 0.65;  // a third of a ring may be missing
    std::vector<double> reddest;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        if (!page.visible(turn)) continue;
        int best = 0;
        for (std::size_t i = sample_at(ring_from); i <= sample_at(ring_to); ++i)
            best = std::max<int>(best, page.red(turn, i));
        reddest.push_back(best);
    }
    return quantile(std::move(reddest), rank);
}

/// How red the lettering is, where most of the ink there is.
double lettering_strength(const Unrolled& page) {
    constexpr double rank = 0.93;
    std::vector<double> values;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        for (std::size_t i = sample_at(lettering_from); i <= sample_at(lettering_to); ++i)
            values.push_back(page.red(turn, i));
    }
    return quantile(std::move(values), rank);
}

/// What each direction shows of the ring.
struct RingView {
    std::array<bool, turns> inked{}, hidden{};
    std::array<double, turns> outside{};      ///< where its outer side lies
    std::array<std::size_t, turns> inside{};  ///< the first sample without ink below it
};

RingView look_at_ring(const Unrolled& page) {
    RingView view;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        view.inside[turn] = sample_at(ring_from);
        const auto first = page.first_ink(turn, ring_to, ring_from);
        view.inked[turn] = first.has_value();
        if (!first) {
            for (std::size_t i = sample_at(ring_from); i <= sample_at(1); ++i)
                view.hidden[turn] |= page.dark(turn, i);
            continue;
        }
        view.outside[turn] = page.crossing(turn, *first);
        std::size_t i = *first;
        while (i > 0 && page.ink(turn, i)) --i;
        view.inside[turn] = i;
    }
    return view;
}

/// The longest piece of the outline whose gaps are no wider than a hair of black ink.
double longest_run(const Unrolled& page, const RingView& view) {
    constexpr std::size_t gap = 3;
    std::size_t best = 0, length = 0, missing = 0;
    for (std::size_t i = 0; i < 2 * turns; ++i) {
        const std::size_t turn = i % turns;
        const bool there = page.visible(turn) && (view.inked[turn] || view.hidden[turn]);
        missing = there ? 0 : missing + 1;
        length = missing > gap ? 0 : length + 1;
        best = std::max(best, length);
    }
    return std::min(1.0, static_cast<double>(best) / turns);
}

void measure_ring(const Unrolled& page, const RingView& view, SealMeasures& out) {
    constexpr double first_look = 1.3, just_outside = 1.07, still_outside = 1.18;
    double visible = 0, open = 0, inked = 0, outer = 0, clear = 0;
    std::vector<double> widths, offsets;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        if (!page.visible(turn)) continue;
        ++visible;
        if (!page.ink_between(turn, just_outside, still_outside)) ++clear;
        if (view.hidden[turn]) continue;
        ++open;
        if (!view.inked[turn]) continue;
        ++inked;
        if (!page.ink_between(turn, ring_to + 1.0 / per_radius, first_look)) ++outer;
        widths.push_back(view.outside[turn] - static_cast<double>(view.inside[turn]) / per_radius);
        offsets.push_back(view.outside[turn]);
    }
    out.visible = visible / turns;
    // Black ink may hide a third of a ring, not make one.
    open = std::max(open, visible * 0.66);
    if (open < 1) return;
    out.cover = inked / open, out.outer = outer / open, out.clear = clear / visible;
    out.run = longest_run(page, view);
    out.thick = quantile(widths, 0.5);
    const double middle = quantile(offsets, 0.5);
    for (double& offset : offsets) offset = std::abs(offset - middle);
    out.wobble = quantile(offsets, 0.75);
}

/// The fourth harmonic of the distance of the outermost ink. A square has 0.11 of the mean, an
/// ellipse seen from its own axes none.
double squareness(const Unrolled& page) {
    constexpr double nearest = 0.7;
    double sine = 0, cosine = 0, sum = 0, count = 0;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        const auto first = page.first_ink(turn, Unrolled::farthest, nearest);
        const double distance = first ? static_cast<double>(*first) / per_radius : 1.0;
        const double angle = 4.0 * 2 * std::numbers::pi * static_cast<double>(turn) / turns;
        sine += distance * std::sin(angle), cosine += distance * std::cos(angle);
        sum += distance, ++count;
    }
    return 2 * std::hypot(sine, cosine) / std::max(sum, 1.0);
}

/// Share of directions with ink at this distance.
double density(const Unrolled& page, std::size_t sample) {
    double inked = 0, visible = 0;
    for (std::size_t turn = 0; turn < turns; ++turn) {
        if (!page.visible(turn)) continue;
        ++visible;
        if (page.ink(turn, sample)) ++inked;
    }
    return visible > 0 ? inked / visible : 0;
}

double strokes_along(const Unrolled& page, std::size_t sample) {
    double count = 0;
    bool before = page.ink(turns - 1, sample);
    for (std::size_t turn = 0; turn < turns; ++turn) {
        const bool here = page.ink(turn, sample);
        if (here && !before) ++count;
        before = here;
    }
    return count;
}

/// Share of sectors of 30 degrees whose lettering begins at much the same distance below the ring.
double lettering_band(const Unrolled& page, const RingView& view) {
    constexpr std::size_t sectors = 12;
    constexpr double deepest = 0.5, tolerance = 0.05;
    std::vector<double> tops;
    for (std::size_t sector = 0; sector < sectors; ++sector) {
        std::size_t top = 0;
        for (std::size_t turn = sector * turns / sectors; turn < (sector + 1) * turns / sectors;
             ++turn) {
            std::size_t i = std::min(view.inside[turn], sample_at(0.97));
            while (i > sample_at(deepest) && !page.ink(turn, i)) --i;
            if (i > sample_at(deepest)) top = std::max(top, i);
        }
        if (top > 0) tops.push_back(static_cast<double>(top) / per_radius);
    }
    const double middle = quantile(tops, 0.5);
    const auto near = std::count_if(tops.begin(), tops.end(),
                                    [&](double t) { return std::abs(t - middle) <= tolerance; });
    return static_cast<double>(near) / sectors;
}

/// Which of 24 sectors have some ink where lettering is, but are not full of it.
std::array<bool, 24> lettered_sectors(const Unrolled& page) {
    constexpr double least = 0.06, most = 0.8;
    std::array<bool, 24> lettered{};
    for (std::size_t sector = 0; sector < lettered.size(); ++sector) {
        double inked = 0, count = 0;
        const std::size_t end = (sector + 1) * turns / lettered.size();
        for (std::size_t turn = sector * turns / lettered.size(); turn < end; ++turn) {
            for (std::size_t i = sample_at(lettering_from); i <= sample_at(lettering_to); ++i) {
                ++count;
                if (page.ink(turn, i)) ++inked;
            }
        }
        lettered[sector] = inked >= least * count && inked <= most * count;
    }
    return lettered;
}

/// The longest row of lettered sectors, over gaps of one, as a share of the whole turn.
double lettered_arc(const std::array<bool, 24>& lettered) {
    std::size_t best = 0, length = 0, missing = 0;
    for (std::size_t i = 0; i < 2 * lettered.size(); ++i) {
        const bool there = lettered[i % lettered.size()];
        missing = there ? 0 : missing + 1;
        length = missing > 1 ? 0 : length + 1;
        if (there) best = std::max(best, length);
    }
    return std::min(1.0, static_cast<double>(best) / static_cast<double>(lettered.size()));
}

void measure_lettering(const Unrolled& page, const RingView& view, SealMeasures& out) {
    constexpr double rank = 0.6;  // two fifths of the band have lettering, however small it is
    double most = 0, least = 1;
    std::vector<double> strokes;
    for (std::size_t i = sample_at(lettering_from); i <= sample_at(lettering_to); ++i) {
        strokes.push_back(strokes_along(page, i));
        most = std::max(most, density(page, i));
    }
    out.letters = quantile(strokes, rank);
    for (std::size_t i = sample_at(0.82); i <= sample_at(0.96); ++i)
        least = std::min(least, density(page, i));
    out.gap = most > 0 ? least / most : 1;
    out.band = lettering_band(page, view);
    const std::array<bool, 24> lettered = lettered_sectors(page);
    out.filled = static_cast<double>(std::count(lettered.begin(), lettered.end(), true)) / 24;
    out.arc = lettered_arc(lettered);
    double inked = 0, area = 0;
    for (std::size_t i = 1; i <= sample_at(0.88); ++i) {
        inked += static_cast<double>(i) * density(page, i), area += static_cast<double>(i);
    }
    out.inner = inked / area;
}

}  // namespace

SealMeasures measure_seal(const Redness& page, const Ellipse& outline) {
    constexpr double faintest = 12, faintest_lettering = 10, ink_share = 0.42;
    SealMeasures measures;
    measures.ratio = outline.b / outline.a;
    Unrolled unrolled(page, outline);
    measures.strength = ring_strength(unrolled);
    unrolled.set_ink(std::max(faintest, ink_share * measures.strength));
    const RingView view = look_at_ring(unrolled);
    measure_ring(unrolled, view, measures);
    measures.square = squareness(unrolled);
    // Thin strokes lose more of their colour to a scanner than the ring does.
    const double lettering = std::min(measures.strength, lettering_strength(unrolled));
    unrolled.set_ink(std::max(faintest_lettering, ink_share * lettering));
    measure_lettering(unrolled, look_at_ring(unrolled), measures);
    return measures;
}

}  // namespace shoujian

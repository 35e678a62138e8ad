#include "parsers/pages/seal_judgement.hpp"

#include <algorithm>

namespace shoujian {
namespace {

/// What a ring must be. The numbers were read off some thousand pages; what each means stands at
/// SealMeasures.
struct RingRule {
    double cover, run, outer_of_cover, clear, thick, wobble, visible;
};
constexpr RingRule sure_ring{0.60, 0.30, 0.80, 0.60, 0.14, 0.024, 0.70};
constexpr RingRule possible_ring{0.42, 0.20, 0.75, 0.50, 0.20, 0.032, 0.80};
/// What the page's edge cuts off shows less, so the rest must be better.
constexpr RingRule cut_ring{0.70, 0.50, 0.75, 0.50, 0.20, 0.022, 0.25};
constexpr double faintest = 12;  ///< of the ring's redness: below is the noise of a picture
/// At this wobble nothing is left of a ring: pen rings have 0.01 to 0.04, squares 0.04 and more.
constexpr double worst_wobble = 0.05;

bool is_ring(const SealMeasures& m, const RingRule& rule) {
    // Red ink around a seal may swell it like a square; then the ring itself is even.
    constexpr double like_square = 0.085, even = 0.015;
    return m.strength >= faintest && m.cover >= rule.cover && m.run >= rule.run * m.visible
           && m.outer >= rule.outer_of_cover * m.cover && m.clear >= rule.clear
           && m.thick <= rule.thick && m.wobble <= rule.wobble && m.visible >= rule.visible
           && (m.square <= like_square || m.wobble <= even);
}

/// An uneven or an oval ring is surely a seal's only if it is nearly whole: pens draw such rings
/// too.
bool is_whole_if_odd(const SealMeasures& m) {
    constexpr double even = 0.016, round = 0.88, whole = 0.82;
    return (m.wobble <= even && m.ratio >= round) || m.cover >= whole;
}

/// How much of it is lettering, 0 to 3: many strokes, that begin at one distance, along an arc.
double lettering_of(const SealMeasures& m) {
    constexpr double many_strokes = 18;
    return std::min(m.letters, many_strokes) / many_strokes + m.band + m.arc;
}

bool reads_as_lettering(const SealMeasures& m, double lettering) {
    // A ring drawn by pen around red words has strokes too, but not all around and not at one
    // distance.
    constexpr double enough = 1.3, fewest = 7, least_band = 0.36, least_inner = 0.025,
                     most_inner = 0.42;
    return lettering >= enough && m.letters >= fewest && m.band >= least_band
           && m.inner >= least_inner && m.inner <= most_inner;
}

}  // namespace

SealJudgement judge_seal(const SealMeasures& m) {
    const double lettering = lettering_of(m);
    SealJudgement judged;
    judged.score =
        std::clamp(m.outer * (1 - m.wobble / worst_wobble) * (0.5 + 0.25 * lettering), 0.0, 1.0);
    if (is_ring(m, sure_ring) && is_whole_if_odd(m) && reads_as_lettering(m, lettering))
        judged.seen = Seen::yes;
    else if (is_ring(m, possible_ring) || is_ring(m, cut_ring))
        judged.seen = Seen::unsure;
    return judged;
}

}  // namespace shoujian

#include "parsers/pages/seal_candidates.hpp"

#include "parsers/pages/seal_proposals.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace shoujian {
namespace {

/// Seals of 22 mm to 84 mm on an A4 page of 100 dpi, and on the page at a third of that those that
/// fill a picture of themselves.
constexpr double least_radius = 38, greatest_radius = 165;
constexpr double least_radius_coarse = 48;
constexpr int coarse_factor = 3;

bool likelier(const SealCandidate& a, const SealCandidate& b) {
    // Seen::yes, then unsure, then no.
    const auto rank = [](const SealCandidate& c) {
        return c.judgement.seen == Seen::yes ? 0 : c.judgement.seen == Seen::unsure ? 1 : 2;
    };
    return std::tuple(rank(a), -a.judgement.score) < std::tuple(rank(b), -b.judgement.score);
}

/// Whether a seal that was found already explains what is proposed: its own lettering curves, too.
bool explained(const std::vector<SealCandidate>& found, const SealProposal& proposal) {
    constexpr double near = 0.4, smallest = 0.4, largest = 1.4;  // of the seal's radius
    return std::any_of(found.begin(), found.end(), [&](const SealCandidate& candidate) {
        const Ellipse& seal = candidate.outline;
        const double radius = seal.radius();
        return candidate.judgement.seen == Seen::yes
               && std::hypot(seal.x - proposal.centre.x, seal.y - proposal.centre.y) < near * radius
               && proposal.radius > smallest * radius && proposal.radius < largest * radius;
    });
}

void look(const Redness& page, double least, double scale, std::vector<SealCandidate>& out) {
    const RedEdges edges(page);
    std::vector<SealCandidate> found;
    for (const SealProposal& proposal : propose_seals(page, edges, least, greatest_radius)) {
        if (explained(found, proposal)) continue;
        const auto outline = outline_of(edges, proposal, least, greatest_radius);
        if (!outline) continue;
        const SealMeasures measures = measure_seal(page, *outline);
        found.push_back({*outline, measures, judge_seal(measures)});
    }
    for (SealCandidate& candidate : found) {
        Ellipse& e = candidate.outline;
        e.x *= scale, e.y *= scale, e.a *= scale, e.b *= scale;
    }
    out.insert(out.end(), found.begin(), found.end());
}

}  // namespace

std::vector<SealCandidate> seal_candidates(const Redness& page) {
    constexpr double apart = 0.6;  // of the radii: nearer, they are the same ink
    std::vector<SealCandidate> all, kept;
    look(page, least_radius, 1, all);
    look(coarser(page, coarse_factor), least_radius_coarse, coarse_factor, all);
    std::sort(all.begin(), all.end(), likelier);
    for (const SealCandidate& candidate : all) {
        const bool same = std::any_of(kept.begin(), kept.end(), [&](const SealCandidate& other) {
            const double distance = std::hypot(other.outline.x - candidate.outline.x,
                                               other.outline.y - candidate.outline.y);
            return distance < apart * std::max(other.outline.radius(), candidate.outline.radius());
        });
        if (!same) kept.push_back(candidate);
    }
    return kept;
}

}  // namespace shoujian

#include "parsers/pages/seal_search.hpp"

#include "parsers/pages/resample.hpp"
#include "parsers/pages/seal_candidates.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace shoujian {
namespace {

constexpr int longest_side = 1170;  ///< 100 dpi of an A4 page

/// The box of an ellipse, cut at the page's edges, in ten-thousandths.
PagePlace place_of(const Ellipse& ellipse, const Redness& page) {
    const double c = std::cos(ellipse.angle), s = std::sin(ellipse.angle);
    const double half_width = std::hypot(ellipse.a * c, ellipse.b * s);
    const double half_height = std::hypot(ellipse.a * s, ellipse.b * c);
    const auto part = [](double px, int side) {
        return static_cast<int>(std::lround(std::clamp(px / side, 0.0, 1.0) * 10'000));
    };
    const int left = part(ellipse.x - half_width, page.width),
              right = part(ellipse.x + half_width, page.width);
    const int top = part(ellipse.y - half_height, page.height),
              bottom = part(ellipse.y + half_height, page.height);
    return {left, top, right - left, bottom - top};
}

}  // namespace

SealSearch find_seals(const Pixmap& page) {
    SealSearch search;
    const Redness redness = read_redness(shrink(page, longest_side));
    search.colour = redness.colour;
    for (const SealCandidate& candidate : seal_candidates(redness)) {
        if (candidate.judgement.seen == Seen::no) continue;
        const Ellipse& outline = candidate.outline;
        search.seals.push_back({place_of(outline, redness), candidate.judgement.seen,
                                candidate.judgement.score, outline.angle * 180 / std::numbers::pi,
                                outline.b / outline.a});
    }
    return search;
}

}  // namespace shoujian

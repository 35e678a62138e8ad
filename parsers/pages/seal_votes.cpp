#include "parsers/pages/seal_votes.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace shoujian {

std::size_t sector_of(double dx, double dy, std::size_t count) {
    const double share = std::atan2(dy, dx) / (2 * std::numbers::pi) + 0.5;
    return std::min(static_cast<std::size_t>(share * static_cast<double>(count)), count - 1);
}

void Votes::cast(const RedEdge& edge) {
    // The margin is as wide as the farthest vote, so that half a seal at the page's edge has a
    // centre.
    const float vote = std::min(edge.strength, full_vote);
    float x = (edge.x + static_cast<float>(margin_) + edge.inward_x * least_) / cell;
    float y = (edge.y + static_cast<float>(margin_) + edge.inward_y * least_) / cell;
    const float dx = edge.inward_x * step / cell, dy = edge.inward_y * step / cell;
    for (float r = least_; r < greatest_; r += step, x += dx, y += dy) {
        votes_[static_cast<std::size_t>(static_cast<int>(y) * columns_ + static_cast<int>(x))] +=
            vote;
    }
}

/// Sums of 3 × 3 cells, twice: an ellipse's normals do not meet in one point.
void Votes::smooth() {
    const std::size_t width = static_cast<std::size_t>(columns_);
    std::vector<float> sums(votes_.size());
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 1; i + 1 < votes_.size(); ++i) {
            sums[i] = votes_[i - 1] + votes_[i] + votes_[i + 1];
        }
        for (std::size_t i = width; i + width < votes_.size(); ++i) {
            votes_[i] = sums[i - width] + sums[i] + sums[i + width];
        }
    }
}

std::vector<PointOnPage> Votes::peaks(std::size_t most) {
    smooth();
    struct Peak {
        float votes;
        PointOnPage at;
    };
    std::vector<Peak> found;
    for (int top = 0; top < rows_; top += block) {
        for (int left = 0; left < columns_; left += block) {
            Peak best{0, {}};
            for (int y = top; y < std::min(top + block, rows_); ++y) {
                for (int x = left; x < std::min(left + block, columns_); ++x) {
                    const float here = votes_[static_cast<std::size_t>(y * columns_ + x)];
                    if (here <= best.votes) continue;
                    best = {here, {(x + 0.5) * cell - margin_, (y + 0.5) * cell - margin_}};
                }
            }
            if (best.votes > 0) found.push_back(best);
        }
    }
    std::sort(found.begin(), found.end(),
              [](const Peak& a, const Peak& b) { return a.votes > b.votes; });
    std::vector<PointOnPage> chosen;
    for (const Peak& peak : found) {
        if (chosen.size() == most) break;
        const bool near = std::any_of(chosen.begin(), chosen.end(), [&](PointOnPage other) {
            return std::hypot(other.x - peak.at.x, other.y - peak.at.y) < apart;
        });
        if (!near) chosen.push_back(peak.at);
    }
    return chosen;
}

Rings::Rings(const RedEdges& edges, PointOnPage centre, double greatest)
    : masks_(static_cast<std::size_t>(greatest / bin) + 1) {
    for (const RedEdge& edge : edges.rows(centre.y - greatest, centre.y + greatest)) {
        const double dx = edge.x - centre.x, dy = edge.y - centre.y;
        const double square = dx * dx + dy * dy;
        if (square >= greatest * greatest || square < 1) continue;
        const double distance = std::sqrt(square);
        if (-(dx * edge.inward_x + dy * edge.inward_y) < facing * distance) continue;
        masks_[static_cast<std::size_t>(distance / bin)] |= std::uint64_t{1}
                                                            << sector_of(dx, dy, 64);
    }
}

int Rings::sectors(std::size_t index) const {
    const std::size_t reach = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::lround(static_cast<double>(index) * spread)));
    std::uint64_t mask = 0;
    for (std::size_t i = index - std::min(reach, index);
         i <= std::min(index + reach, masks_.size() - 1); ++i) {
        mask |= masks_[i];
    }
    return std::popcount(mask);
}

std::vector<double> Rings::radii(double least, std::size_t most) const {
    std::vector<int> counts(masks_.size());
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = sectors(i);
    std::vector<double> found;
    double last = 1e9;
    for (std::size_t i = counts.size(); i-- > 1 && found.size() < most;) {
        const double radius = (static_cast<double>(i) + 0.5) * bin;
        if (radius < least) break;
        const bool peak = counts[i] >= least_sectors && counts[i] > counts[i - 1]
                          && (i + 1 == counts.size() || counts[i] >= counts[i + 1]);
        if (!peak || radius > last * (1 - 2 * spread)) continue;
        found.push_back(radius), last = radius;
    }
    return found;
}

}  // namespace shoujian

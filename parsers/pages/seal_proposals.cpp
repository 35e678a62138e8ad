#include "parsers/pages/seal_proposals.hpp"

#include "parsers/pages/seal_votes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>

namespace shoujian {
namespace {

/// Patches of red, near ink joined, found on a coarse grid.
class Patches {
public:
    explicit Patches(const Redness& page);
    void propose(double least, double greatest, std::vector<SealProposal>& out);

private:
    static constexpr int block = 4;                ///< px
    static constexpr std::uint8_t red_ink = 22;    ///< of Redness::red
    static constexpr std::size_t most = 24;        ///< proposals
    static constexpr double greatest_ratio = 2.2;  ///< of width and height
    struct Box {
        int left, top, right, bottom;
    };
    Box flood(int column, int row);
    bool marked(int column, int row) const {
        return column >= 0 && row >= 0 && column < columns_ && row < rows_
               && marks_[static_cast<std::size_t>(row * columns_ + column)] != 0;
    }
    int columns_, rows_;
    std::vector<std::uint8_t> marks_;
};

Patches::Patches(const Redness& page)
    : columns_(page.width / block),
      rows_(page.height / block),
      marks_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {
    for (int y = 0; y < rows_ * block; ++y) {
        for (int x = 0; x < columns_ * block; ++x) {
            if (page.red_at(x, y) < red_ink) continue;
            std::uint8_t& mark = marks_[static_cast<std::size_t>(y / block * columns_ + x / block)];
            mark = static_cast<std::uint8_t>(mark + 1);  // at most 16
        }
    }
    // A lone pixel is noise.
    for (std::uint8_t& mark : marks_) mark = mark > 1 ? 1 : 0;
}

/// The box of all that hangs together with a block, over gaps of one block; unmarks it.
Patches::Box Patches::flood(int column, int row) {
    Box box{column, row, column, row};
    std::vector<std::pair<int, int>> open{{column, row}};
    marks_[static_cast<std::size_t>(row * columns_ + column)] = 0;
    while (!open.empty()) {
        const auto [x, y] = open.back();
        open.pop_back();
        box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x),
               std::max(box.bottom, y)};
        for (int dy = -2; dy <= 2; ++dy) {
            for (int dx = -2; dx <= 2; ++dx) {
                if (!marked(x + dx, y + dy)) continue;
                marks_[static_cast<std::size_t>((y + dy) * columns_ + x + dx)] = 0;
                open.emplace_back(x + dx, y + dy);
            }
        }
    }
    return box;
}

void Patches::propose(double least, double greatest, std::vector<SealProposal>& out) {
    std::size_t count = 0;
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_ && count < most; ++column) {
            if (!marked(column, row)) continue;
            const Box box = flood(column, row);
            const double wide = (box.right - box.left + 1) * block / 2.0;
            const double high = (box.bottom - box.top + 1) * block / 2.0;
            const double radius = (wide + high) / 2;
            if (std::max(wide, high) > greatest_ratio * std::min(wide, high)) continue;
            if (radius < least * 0.8 || radius > greatest * 1.1) continue;
            out.push_back({{(box.left + box.right + 1) * block / 2.0,
                            (box.top + box.bottom + 1) * block / 2.0},
                           radius,
                           0.55,
                           1.45});
            ++count;
        }
    }
}

/// Whether much the same is proposed already.
bool known(const std::vector<SealProposal>& proposals, const SealProposal& one) {
    constexpr double same_place = 0.06, same_size = 0.05;  // of the radius
    return std::any_of(proposals.begin(), proposals.end(), [&](const SealProposal& other) {
        return std::hypot(other.centre.x - one.centre.x, other.centre.y - one.centre.y)
                   < same_place * one.radius
               && std::abs(other.radius - one.radius) < same_size * one.radius;
    });
}

/// In each direction from a centre, the farthest outline within the bounds.
template <class Distance>
std::vector<PointOnPage> outermost(std::span<const RedEdge> edges,
                                   PointOnPage centre,
                                   const Distance& distance,
                                   double nearest,
                                   double farthest) {
    constexpr std::size_t directions = 144;
    constexpr double facing = 0.75;  // cosine
    std::array<double, directions> far{};
    std::array<PointOnPage, directions> points{};
    for (const RedEdge& edge : edges) {
        const double dx = edge.x - centre.x, dy = edge.y - centre.y;
        const double here = distance(edge);
        if (here < nearest || here > farthest) continue;
        if (-(dx * edge.inward_x + dy * edge.inward_y) < facing * std::sqrt(dx * dx + dy * dy))
            continue;
        const std::size_t sector = sector_of(dx, dy, directions);
        if (here > far[sector]) far[sector] = here, points[sector] = {edge.x, edge.y};
    }
    std::vector<PointOnPage> made;
    for (std::size_t i = 0; i < directions; ++i) {
        if (far[i] > 0) made.push_back(points[i]);
    }
    return made;
}

}  // namespace

std::vector<SealProposal> propose_seals(const Redness& page,
                                        const RedEdges& edges,
                                        double least,
                                        double greatest) {
    constexpr std::size_t most_centres = 16, most_radii = 4;
    std::vector<SealProposal> made;
    Patches(page).propose(least, greatest, made);
    Votes votes(page.width, page.height, least, greatest);
    for (const RedEdge& edge : edges.all()) votes.cast(edge);
    for (const PointOnPage& centre : votes.peaks(most_centres)) {
        for (const double radius : Rings(edges, centre, greatest).radii(least, most_radii)) {
            const SealProposal proposal{centre, radius};
            if (!known(made, proposal)) made.push_back(proposal);
        }
    }
    return made;
}

std::optional<Ellipse> outline_of(const RedEdges& edges,
                                  const SealProposal& proposal,
                                  double least,
                                  double greatest) {
    constexpr double first_tolerance = 0.04, tolerance = 0.025, around = 0.1;
    const double reach = proposal.farthest * proposal.radius;
    const auto near = edges.rows(proposal.centre.y - reach, proposal.centre.y + reach);
    const auto from_centre = [&](const RedEdge& edge) {
        const double dx = edge.x - proposal.centre.x, dy = edge.y - proposal.centre.y;
        return std::sqrt(dx * dx + dy * dy);
    };
    EllipseBounds bounds{0.8 * least, 1.15 * greatest, 1.9, first_tolerance};
    const auto first = find_ellipse(
        outermost(near, proposal.centre, from_centre, proposal.nearest * proposal.radius, reach),
        bounds);
    if (!first) return first;
    bounds.tolerance = tolerance;
    const double far = first->a * (1 + around);
    const auto second =
        find_ellipse(outermost(
                         edges.rows(first->y - far, first->y + far), {first->x, first->y},
                         [&](const RedEdge& edge) {
                             return first->distance({edge.x, edge.y});
                         },
                         1 - around, 1 + around),
                     bounds);
    return second ? second : first;
}

}  // namespace shoujian

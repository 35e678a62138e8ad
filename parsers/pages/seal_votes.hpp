#pragma once

#include "parsers/pages/ellipse_fit.hpp"
#include "parsers/pages/red_edges.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace shoujian {

/// Which of `count` equal sectors around a centre a direction lies in.
std::size_t sector_of(double dx, double dy, std::size_t count);

/// Votes for centres: each edge votes along the line into its ink.
class Votes {
public:
    Votes(int width, int height, double least, double greatest)
        : margin_(static_cast<int>(greatest) + 2 * cell),
          columns_((width + 2 * margin_) / cell + 1),
          rows_((height + 2 * margin_) / cell + 1),
          least_(static_cast<float>(least)),
          greatest_(static_cast<float>(greatest)),
          votes_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}
    void cast(const RedEdge& edge);
    /// Where most votes are, the most first, not too near to one another.
    std::vector<PointOnPage> peaks(std::size_t most);

private:
    static constexpr int cell = 2;          ///< px
    static constexpr float step = 2.5F;     ///< px between the votes of one edge
    static constexpr float full_vote = 20;  ///< stronger edges count no more than this
    static constexpr int block = 6;         ///< cells a side, of which one may be a peak
    static constexpr double apart = 10;     ///< px between peaks
    void smooth();
    int margin_, columns_, rows_;
    float least_, greatest_;
    std::vector<float> votes_;
};

/// At which distances from a centre outlines lie all around it.
class Rings {
public:
    Rings(const RedEdges& edges, PointOnPage centre, double greatest);
    /// The distances at which most sectors have an outline, from the farthest.
    std::vector<double> radii(double least, std::size_t most) const;

private:
    static constexpr double bin = 2;          ///< px
    static constexpr double facing = 0.88;    ///< cosine: as far as an oval's normal turns away
    static constexpr double spread = 0.04;    ///< of the radius, to each side: one outline
    static constexpr int least_sectors = 18;  ///< of 64
    int sectors(std::size_t index) const;
    std::vector<std::uint64_t> masks_;  ///< for each distance, the sectors with an outline
};

}  // namespace shoujian

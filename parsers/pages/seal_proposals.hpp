#pragma once

#include "parsers/pages/ellipse_fit.hpp"
#include "parsers/pages/red_edges.hpp"
#include "parsers/pages/redness.hpp"

#include <optional>
#include <vector>

namespace shoujian {

/// A place where the outline of a seal may be: about this far around this point.
struct SealProposal {
    PointOnPage centre;
    double radius = 0;                      ///< px
    double nearest = 0.65, farthest = 1.4;  ///< of the radius: where to look for the outline
};

/// Places at which many outlines curve around one point, and patches of red of a seal's size.
/// Radii in pixels; at most some sixty proposals.
std::vector<SealProposal> propose_seals(const Redness& page,
                                        const RedEdges& edges,
                                        double least_radius,
                                        double greatest_radius);

/// The ellipse that bounds the red ink there, if most of what bounds it is one.
std::optional<Ellipse> outline_of(const RedEdges& edges,
                                  const SealProposal& proposal,
                                  double least_radius,
                                  double greatest_radius);

}  // namespace shoujian

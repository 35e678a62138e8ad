#pragma once

#include <optional>
#include <span>

namespace shoujian {

struct PointOnPage {
    double x = 0, y = 0;
};

/// An ellipse in pixels of a page.
struct Ellipse {
    double x = 0, y = 0;    ///< centre
    double a = 0, b = 0;    ///< half axes, a the longer
    double angle = 0;       ///< of the longer axis, in radians, clockwise from the right
    double radius() const;  ///< of the circle of the same area
    double distance(PointOnPage) const;                      ///< from the centre; 1 on the ellipse
    PointOnPage at(double turn, double distance = 1) const;  ///< turn: parameter, in radians
};

/// What an ellipse that is looked for may be.
struct EllipseBounds {
    double least_radius = 0, greatest_radius = 0;  ///< of half axes, px
    double greatest_ratio = 1.9;                   ///< of the half axes
    double tolerance = 0.03;  ///< of the radius: how far a point of it lies off
};

/// The ellipse through the points with the least squares of the conic's equation; none if there are
/// fewer than five or the conic is no ellipse.
std::optional<Ellipse> fit_ellipse(std::span<const PointOnPage> points);

/// The circle of least squares: what to fit where only an arc is seen. None for fewer than three.
std::optional<Ellipse> fit_circle(std::span<const PointOnPage> points);

/// The ellipse or circle on which most of the points lie, though others lie anywhere (RANSAC, with
/// the same draws each time), fitted to those that lie on it. None if no more than a third do.
std::optional<Ellipse> find_ellipse(std::span<const PointOnPage> points,
                                    const EllipseBounds& bounds);

}  // namespace shoujian

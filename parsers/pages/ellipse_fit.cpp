#include "parsers/pages/ellipse_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace shoujian {
namespace {

/// Where points lie, and how far apart: the equations are solved for points around 0 of size 1.
struct Frame {
    double x = 0, y = 0, scale = 1;
};

Frame frame_of(std::span<const PointOnPage> points) {
    Frame frame;
    for (const PointOnPage& point : points) frame.x += point.x, frame.y += point.y;
    frame.x /= static_cast<double>(points.size()), frame.y /= static_cast<double>(points.size());
    double sum = 0;
    for (const PointOnPage& point : points) sum += std::hypot(point.x - frame.x, point.y - frame.y);
    frame.scale = std::max(sum / static_cast<double>(points.size()), 1e-6);
    return frame;
}

/// Equations of least squares in N unknowns, summed row by row, solved by elimination.
template <std::size_t N>
class Equations {
public:
    void add(const std::array<double, N>& row, double right) {
        for (std::size_t i = 0; i < N; ++i) {
            for (std::size_t j = 0; j < N; ++j) sums_[i][j] += row[i] * row[j];
            sums_[i][N] += row[i] * right;
        }
    }
    std::optional<std::array<double, N>> solve() {
        for (std::size_t column = 0; column < N; ++column) {
            if (!eliminate(column)) return std::nullopt;
        }
        std::array<double, N> answer{};
        for (std::size_t i = 0; i < N; ++i) answer[i] = sums_[i][N] / sums_[i][i];
        return answer;
    }

private:
    static constexpr double singular = 1e-10;
    bool eliminate(std::size_t column) {
        std::size_t pivot = column;
        for (std::size_t i = column + 1; i < N; ++i) {
            if (std::abs(sums_[i][column]) > std::abs(sums_[pivot][column])) pivot = i;
        }
        if (std::abs(sums_[pivot][column]) < singular) return false;
        std::swap(sums_[pivot], sums_[column]);
        for (std::size_t i = 0; i < N; ++i) {
            if (i == column) continue;
            const double factor = sums_[i][column] / sums_[column][column];
            for (std::size_t j = column; j <= N; ++j) sums_[i][j] -= factor * sums_[column][j];
        }
        return true;
    }
    std::array<std::array<double, N + 1>, N> sums_{};
};

/// The ellipse of A u² + B uv + C v² + D u + E v = 1, if it is one.
std::optional<Ellipse> ellipse_of(const std::array<double, 5>& conic) {
    const auto [A, B, C, D, E] = conic;
    const double determinant = 4 * A * C - B * B;
    if (determinant <= 1e-12) return std::nullopt;
    Ellipse made;
    made.x = (B * E - 2 * C * D) / determinant;
    made.y = (B * D - 2 * A * E) / determinant;
    const double level = 1 + A * made.x * made.x + B * made.x * made.y + C * made.y * made.y;
    const double middle = (A + C) / 2, spread = std::hypot((A - C) / 2, B / 2);
    const double flat = (middle - spread) / level, steep = (middle + spread) / level;
    if (flat <= 0 || steep <= 0) return std::nullopt;
    made.a = 1 / std::sqrt(flat), made.b = 1 / std::sqrt(steep);
    // The longer axis lies where the quadratic form is least.
    made.angle = std::atan2(-B, C - A) / 2;
    return made;
}

/// A small generator whose draws are the same on every run: a report must not depend on chance.
class Draws {
public:
    std::size_t below(std::size_t bound) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>(state_ >> 33) % bound;
    }

private:
    std::uint64_t state_ = 20260312;
};

bool allowed(const Ellipse& ellipse, const EllipseBounds& bounds) {
    return ellipse.b >= bounds.least_radius && ellipse.a <= bounds.greatest_radius
           && ellipse.a <= bounds.greatest_ratio * ellipse.b;
}

/// Whether points lie on an ellipse, asked many times.
class Nearness {
public:
    Nearness(const Ellipse& ellipse, double tolerance)
        : x_(ellipse.x),
          y_(ellipse.y),
          least_((1 - tolerance) * (1 - tolerance)),
          most_((1 + tolerance) * (1 + tolerance)) {
        const double c = std::cos(ellipse.angle), s = std::sin(ellipse.angle);
        const double a = 1 / (ellipse.a * ellipse.a), b = 1 / (ellipse.b * ellipse.b);
        xx_ = a * c * c + b * s * s, yy_ = a * s * s + b * c * c, xy_ = 2 * (a - b) * c * s;
    }
    bool holds(PointOnPage point) const {
        const double u = point.x - x_, v = point.y - y_;
        const double square = xx_ * u * u + xy_ * u * v + yy_ * v * v;
        return square > least_ && square < most_;
    }

private:
    double x_, y_, least_, most_, xx_, xy_, yy_;
};

std::vector<PointOnPage> points_on(std::span<const PointOnPage> points,
                                   const Ellipse& ellipse,
                                   double tolerance) {
    const Nearness near(ellipse, tolerance);
    std::vector<PointOnPage> made;
    std::copy_if(points.begin(), points.end(), std::back_inserter(made),
                 [&](PointOnPage point) { return near.holds(point); });
    return made;
}

using Fit = std::optional<Ellipse> (*)(std::span<const PointOnPage>);

struct Match {
    std::optional<Ellipse> ellipse;
    std::size_t count = 0;
};

/// Fits again and again to the points that lie on the last fit.
Match settle(std::span<const PointOnPage> points,
             Ellipse ellipse,
             const EllipseBounds& bounds,
             Fit fit) {
    Match best;
    for (int round = 0; round < 3; ++round) {
        const std::vector<PointOnPage> on = points_on(points, ellipse, bounds.tolerance);
        if (on.size() > best.count) best = {ellipse, on.size()};
        const std::optional<Ellipse> next = fit(on);
        if (!next || !allowed(*next, bounds)) break;
        ellipse = *next;
    }
    return best;
}

Match best_of_draws(std::span<const PointOnPage> points,
                    const EllipseBounds& bounds,
                    Fit fit,
                    std::size_t sample,
                    int draws) {
    Draws chance;
    Match best;
    std::vector<PointOnPage> drawn(sample);
    for (int i = 0; i < draws; ++i) {
        // One from each part of the outline: points side by side say little of an ellipse.
        const std::size_t start = chance.below(points.size());
        for (std::size_t k = 0; k < sample; ++k) {
            const std::size_t from = points.size() * k / sample,
                              to = points.size() * (k + 1) / sample;
            drawn[k] = points[(start + from + chance.below(to - from)) % points.size()];
        }
        const std::optional<Ellipse> ellipse = fit(drawn);
        if (!ellipse || !allowed(*ellipse, bounds)) continue;
        const Nearness near(*ellipse, bounds.tolerance);
        std::size_t count = 0;
        for (const PointOnPage& point : points) count += near.holds(point) ? 1U : 0U;
        if (count > best.count) best = {ellipse, count};
    }
    return best.ellipse ? settle(points, *best.ellipse, bounds, fit) : best;
}

}  // namespace

double Ellipse::radius() const {
    return std::sqrt(a * b);
}

double Ellipse::distance(PointOnPage point) const {
    const double dx = point.x - x, dy = point.y - y, c = std::cos(angle), s = std::sin(angle);
    return std::hypot((dx * c + dy * s) / a, (dy * c - dx * s) / b);
}

PointOnPage Ellipse::at(double turn, double distance) const {
    const double u = a * distance * std::cos(turn), v = b * distance * std::sin(turn);
    const double c = std::cos(angle), s = std::sin(angle);
    return {x + u * c - v * s, y + u * s + v * c};
}

std::optional<Ellipse> fit_ellipse(std::span<const PointOnPage> points) {
    if (points.size() < 5) return std::nullopt;
    const Frame frame = frame_of(points);
    Equations<5> equations;
    for (const PointOnPage& point : points) {
        const double u = (point.x - frame.x) / frame.scale, v = (point.y - frame.y) / frame.scale;
        equations.add({u * u, u * v, v * v, u, v}, 1);
    }
    const auto conic = equations.solve();
    std::optional<Ellipse> made = conic ? ellipse_of(*conic) : std::nullopt;
    if (!made) return made;
    made->x = made->x * frame.scale + frame.x, made->y = made->y * frame.scale + frame.y;
    made->a *= frame.scale, made->b *= frame.scale;
    return made;
}

std::optional<Ellipse> fit_circle(std::span<const PointOnPage> points) {
    if (points.size() < 3) return std::nullopt;
    const Frame frame = frame_of(points);
    Equations<3> equations;
    for (const PointOnPage& point : points) {
        const double u = (point.x - frame.x) / frame.scale, v = (point.y - frame.y) / frame.scale;
        equations.add({u, v, 1}, u * u + v * v);
    }
    const auto circle = equations.solve();
    if (!circle) return std::nullopt;
    const double u = (*circle)[0] / 2, v = (*circle)[1] / 2;
    const double square = (*circle)[2] + u * u + v * v;
    if (square <= 0) return std::nullopt;
    const double radius = std::sqrt(square) * frame.scale;
    return Ellipse{u * frame.scale + frame.x, v * frame.scale + frame.y, radius, radius, 0};
}

std::optional<Ellipse> find_ellipse(std::span<const PointOnPage> points,
                                    const EllipseBounds& bounds) {
    constexpr std::size_t ellipse_sample = 6, circle_sample = 3;
    constexpr int ellipse_draws = 70, circle_draws = 40;
    // An ellipse has two parameters more: where only an arc is seen, it must explain more.
    constexpr double gain = 1.15;
    if (points.size() < 2 * ellipse_sample) return std::nullopt;
    Match best = best_of_draws(points, bounds, fit_circle, circle_sample, circle_draws);
    const Match oval = best_of_draws(points, bounds, fit_ellipse, ellipse_sample, ellipse_draws);
    const double needed = 3 * oval.count > 2 * points.size() ? 1.0 : gain;
    if (static_cast<double>(oval.count) >= needed * static_cast<double>(best.count)) best = oval;
    if (3 * best.count <= points.size()) return std::nullopt;
    return best.ellipse;
}

}  // namespace shoujian

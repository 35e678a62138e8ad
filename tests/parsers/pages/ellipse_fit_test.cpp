#include "parsers/pages/ellipse_fit.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <vector>

using namespace shoujian;

namespace {

std::vector<PointOnPage> points_of(const Ellipse& ellipse, int count, double share = 1) {
    std::vector<PointOnPage> points;
    for (int i = 0; i < count; ++i)
        points.push_back(ellipse.at(2 * std::numbers::pi * share * i / count));
    return points;
}

const EllipseBounds bounds{.least_radius = 20, .greatest_radius = 200};

}  // namespace

TEST_CASE("points of an ellipse give the ellipse") {
    const auto [a, b, angle] = GENERATE(
        table<double, double, double>({{80, 50, 0}, {80, 50, 0.7}, {60, 59, 1.2}, {90, 55, -1.1}}));
    CAPTURE(a, b, angle);
    const auto found = fit_ellipse(points_of({300, 400, a, b, angle}, 40));
    REQUIRE(found);
    CHECK(found->x == Approx(300).margin(0.01));
    CHECK(found->y == Approx(400).margin(0.01));
    CHECK(found->a == Approx(a).margin(0.01));
    CHECK(found->b == Approx(b).margin(0.01));
    CHECK(std::abs(std::remainder(found->angle - angle, std::numbers::pi)) < 0.01);
}

TEST_CASE("an ellipse is found though a third of the points lie elsewhere") {
    std::vector<PointOnPage> points = points_of({300, 400, 80, 60, 0.5}, 100);
    for (std::size_t i = 0; i < points.size(); i += 3)
        points[i].x += 15 + static_cast<double>(i % 7) * 5;
    const auto found = find_ellipse(points, bounds);
    REQUIRE(found);
    CHECK(found->a == Approx(80).margin(1.5));
    CHECK(found->b == Approx(60).margin(1.5));
}

TEST_CASE("half an arc is completed to a circle") {
    const auto found = find_ellipse(points_of({0, 100, 80, 80, 0}, 60, 0.5), bounds);
    REQUIRE(found);
    CHECK(found->x == Approx(0).margin(1));
    CHECK(found->y == Approx(100).margin(1));
    CHECK(found->radius() == Approx(80).margin(1));
}

TEST_CASE("a line, a heap and too few points are no ellipse") {
    std::vector<PointOnPage> line, heap(50, {5, 5});
    for (int i = 0; i < 50; ++i) line.push_back({10.0 * i, 3.0 * i});
    CHECK_FALSE(find_ellipse(line, bounds));
    CHECK_FALSE(find_ellipse(heap, bounds));
    CHECK_FALSE(find_ellipse(points_of({0, 0, 80, 80, 0}, 8), bounds));
    CHECK_FALSE(fit_ellipse({}));
    CHECK_FALSE(fit_circle({}));
    // Larger than what is looked for.
    CHECK_FALSE(find_ellipse(points_of({0, 0, 800, 800, 0}, 60), bounds));
}

#include "parsers/recognition/page_layout.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace shoujian;

namespace {

TextBox box_at(double x, double y, double length, double height, double degrees = 0) {
    const double angle = degrees * std::numbers::pi / 180;
    return {x, y, std::cos(angle), std::sin(angle), length, height, 1.0};
}

}  // namespace

TEST_CASE("most of the lines say how a page lies, not the upright label at its side") {
    const auto direction = direction_of(
        {box_at(100, 20, 80, 10, 3), box_at(100, 40, 90, 10, 3), box_at(10, 40, 60, 12, 93)});
    CHECK(quarter_turns(direction) == 0);
    CHECK(skew_of(direction) == Approx(3));
}

TEST_CASE("turns bring a direction to the right; places are those of the turned page") {
    const auto [degrees, turns, place] = GENERATE(table<double, int, PagePlace>({
        {0, 0, {1000, 500, 4000, 1000}},
        {180, 2, {5000, 8500, 4000, 1000}},
        {90, 3, {500, 5000, 1000, 4000}},
        {-90, 1, {8500, 1000, 1000, 4000}},
    }));
    CAPTURE(degrees);
    const double angle = degrees * std::numbers::pi / 180;
    CHECK(quarter_turns({std::cos(angle), std::sin(angle)}) == turns);
    // A box from (100, 50), 400 × 100, on a page of 1000 × 1000.
    CHECK(place_of(box_at(300, 100, 400, 100), 1000, 1000, turns) == place);
}

TEST_CASE(
    "lines come from the top, and what stands in one row from the left, also on a skewed page") {
    const std::vector<TextBox> boxes{box_at(300, 60, 80, 20, 5), box_at(80, 41, 80, 20, 5),
                                     box_at(80, 90, 80, 20, 5)};
    const Direction direction = direction_of(boxes);
    std::vector<Level> levels;
    for (const TextBox& box : boxes) levels.push_back(level(box, direction));
    CHECK(reading_order(levels) == std::vector<std::size_t>{1, 0, 2});
}

TEST_CASE("what lies below in the same cell, or beside in the same line, goes on") {
    const Direction level_page;
    const auto at = [&](double x, double y, double length) {
        return level(box_at(x, y, length, 20), level_page);
    };
    CHECK(is_below(at(100, 50, 100), at(90, 74, 80)));
    CHECK_FALSE(is_below(at(90, 74, 80), at(100, 50, 100)));
    CHECK_FALSE(is_below(at(100, 50, 100), at(300, 74, 80)));
    CHECK_FALSE(is_below(at(100, 50, 100), at(100, 130, 100)));
    CHECK(is_beside(at(100, 50, 100), at(220, 52, 80)));
    CHECK_FALSE(is_beside(at(100, 50, 100), at(400, 52, 80)));
    CHECK_FALSE(is_beside(at(100, 50, 100), at(220, 80, 80)));
}

TEST_CASE("a square box is read along the page, a tall one stands") {
    const Direction level_page;
    const TextBox square = read_along(box_at(50, 50, 22, 20, 90), level_page);
    CHECK(std::abs(square.along_x) == Approx(1));
    CHECK(square.length == Approx(20));
    CHECK_FALSE(stands(square, level_page));
    CHECK(stands(read_along(box_at(50, 50, 90, 20, 90), level_page), level_page));
}

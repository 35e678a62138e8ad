#include "parsers/recognition/text_boxes.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace shoujian;

namespace {

/// A map of probabilities with rectangles drawn in.
class Map {
public:
    Map(int width, int height)
        : width_(width), height_(height), values_(static_cast<std::size_t>(width * height)) {}

    Map& rectangle(double x, double y, double length, double height, double degrees, float value) {
        const double ux = std::cos(degrees * std::numbers::pi / 180);
        const double uy = std::sin(degrees * std::numbers::pi / 180);
        for (int j = 0; j < height_; ++j)
            for (int i = 0; i < width_; ++i) {
                const double dx = i + 0.5 - x, dy = j + 0.5 - y;
                if (std::abs(dx * ux + dy * uy) <= length / 2
                    && std::abs(-dx * uy + dy * ux) <= height / 2)
                    values_[static_cast<std::size_t>(j * width_ + i)] = value;
            }
        return *this;
    }

    std::vector<TextBox> boxes(const BoxRules& rules = {}) const {
        return find_text_boxes(values_, width_, height_, rules);
    }

private:
    int width_, height_;
    std::vector<float> values_;
};

double degrees(const TextBox& box) {
    return std::atan2(box.along_y, box.along_x) * 180 / std::numbers::pi;
}

}  // namespace

TEST_CASE("a line on the map becomes a box at its place, widened all round") {
    const auto boxes = Map(200, 100).rectangle(100, 50, 80, 10, 0, 0.9F).boxes();
    REQUIRE(boxes.size() == 1);
    const TextBox& box = boxes.front();
    CHECK(box.x == Approx(100));
    CHECK(box.y == Approx(50));
    CHECK(degrees(box) == Approx(0));
    CHECK(box.score == Approx(0.9));
    // 80 × 10 × 1.5 / 180 on each side.
    CHECK(box.length == Approx(80 + 2 * 6.667).margin(0.1));
    CHECK(box.height == Approx(10 + 2 * 6.667).margin(0.1));
}

TEST_CASE("a box takes the angle of its line, along the long side, rightwards or down") {
    const double drawn = GENERATE(0.0, 12.0, -12.0, 44.0, 90.0, 80.0, 100.0);
    CAPTURE(drawn);
    const auto boxes = Map(300, 300).rectangle(150, 150, 160, 24, drawn, 1.0F).boxes();
    REQUIRE(boxes.size() == 1);
    CHECK(degrees(boxes[0]) == Approx(drawn).margin(1.5));
    CHECK(boxes[0].length > boxes[0].height * 3);
}

TEST_CASE("what is faint, tiny or of too many pieces gives no boxes") {
    CHECK(Map(200, 100).rectangle(100, 50, 80, 10, 0, 0.5F).boxes().empty());
    CHECK(Map(200, 100).rectangle(100, 50, 80, 2, 0, 1.0F).boxes().empty());
    CHECK(Map(200, 100).boxes().empty());
    CHECK(find_text_boxes({}, 0, 0).empty());
    Map many(200, 200);
    for (int i = 0; i < 10; ++i) many.rectangle(100, 10 + 20 * i, 80, 8, 0, 1.0F);
    CHECK(many.boxes().size() == 10);
    BoxRules few;
    few.most = 4;
    CHECK(many.boxes(few).size() == 4);
}

TEST_CASE("two lines that do not touch are two boxes; a map without numbers is none") {
    CHECK(Map(200, 100)
              .rectangle(100, 30, 80, 8, 0, 1.0F)
              .rectangle(100, 60, 80, 8, 0, 1.0F)
              .boxes()
              .size()
          == 2);
    CHECK(Map(200, 100).rectangle(100, 30, 80, 8, 0, std::nanf("")).boxes().empty());
}

#include "parsers/pages/redness.hpp"

#include "tests/build/page_canvas.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

TEST_CASE("red ink is red in any light, paper and black ink are not") {
    const auto [red, green, blue] = GENERATE(table<double, double, double>(
        {{1, 1, 1}, {1, 0.85, 0.65}, {0.4, 0.4, 0.4}, {0.5, 0.55, 0.6}}));
    CAPTURE(red, green, blue);
    const Pixmap page = PageCanvas(400, 400)
                            .ink(red_ink)
                            .disc(100, 100, 20)
                            .ink(black_ink)
                            .disc(300, 300, 20)
                            .light(red, green, blue)
                            .page();
    const Redness redness = read_redness(page);
    CHECK(redness.red_at(100, 100) > 180);
    CHECK(redness.red_at(200, 200) == 0);
    CHECK(redness.red_at(300, 300) < 20);
    CHECK(redness.dark_at(300, 300) == 255);
    CHECK(redness.dark_at(100, 100) == 0);
    CHECK(redness.colour);
}

TEST_CASE("what is red all over is ground, not ink") {
    const Redness redness = read_redness(PageCanvas(600, 600, {190, 120, 100}).page());
    CHECK(redness.red_at(300, 300) == 0);
}

TEST_CASE("the grid says in which cells red ink lies") {
    const Redness redness =
        read_redness(PageCanvas(400, 400).ink(red_ink).disc(350, 50, 20).page());
    const std::string grid = red_grid(redness, 4, 2);
    REQUIRE(grid.size() == 8);
    for (std::size_t i = 0; i < grid.size(); ++i) {
        CAPTURE(i);
        // The disc has 1257 of the cell's 20,000 pixels.
        if (i == 3)
            CHECK(static_cast<int>(static_cast<unsigned char>(grid[i]))
                  == Approx(1257 * 255 / 20'000).margin(2));
        else
            CHECK(grid[i] == 0);
    }
    CHECK(red_grid({}, 4, 2).empty());
    CHECK(red_grid(redness, 0, 2).empty());
    CHECK(red_grid(redness, 1000, 1000).size() == 1'000'000);
}

TEST_CASE("a coarser look has the means") {
    Redness fine;
    fine.width = 5, fine.height = 4;
    fine.red.assign(20, 10), fine.dark.assign(20, 255);
    fine.red[0] = 50;
    const Redness coarse = coarser(fine, 2);
    CHECK(coarse.width == 2);
    CHECK(coarse.height == 2);
    CHECK(coarse.red == std::vector<std::uint8_t>{20, 10, 10, 10});
}

#include "parsers/pages/seal_text.hpp"

#include "parsers/pages/seal_search.hpp"
#include "tests/build/page_canvas.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace shoujian;

namespace {

std::vector<Pixmap> strips_of(const PageCanvas::Seal& seal) {
    const Pixmap page =
        PageCanvas(1000, 1000).ink(black_ink).text(400, 500, 12, 24).ink(red_ink).seal(seal).page();
    const SealSearch search = find_seals(page);
    REQUIRE_FALSE(search.seals.empty());
    return unroll_lettering(page, search.seals.front());
}

/// How many columns of ink with light between them the middle rows of a strip have: its letters.
int letters_in(const Pixmap& strip) {
    int count = 0, light = 100;
    for (int x = 0; x < strip.width; ++x) {
        bool inked = false;
        for (int y = 14; y < strip.height - 8; ++y) inked |= *strip.at(x, y) < 128;
        if (inked && light > 3) ++count;
        light = inked ? 0 : light + 1;
    }
    return count;
}

}  // namespace

TEST_CASE("the lettering of a seal is unrolled into strips, however the seal is turned") {
    const double turn = GENERATE(0.0, 1.3, 3.1, -2.0);
    CAPTURE(turn);
    const auto strips = strips_of(
        {.x = 500, .y = 520, .radius = 160, .turn = turn, .letters = 9, .letters_arc = 4.2});
    REQUIRE(strips.size() == 3);
    for (const Pixmap& strip : strips) {
        CHECK(strip.height == 48);
        CHECK(strip.channels == 1);
        CHECK(strip.samples.size() == static_cast<std::size_t>(strip.width) * 48);
    }
    CHECK(letters_in(strips.front()) == 9);
    // Cut in the gap: paper at both ends, dark strokes between; black print under the seal left
    // out.
    const Pixmap& strip = strips.front();
    CHECK(*strip.at(2, 24) > 200);
    CHECK(*strip.at(strip.width - 3, 24) > 200);
    CHECK(*std::min_element(strip.samples.begin(), strip.samples.end()) < 40);
}

TEST_CASE("an oval's lettering is unrolled, too") {
    const auto strips = strips_of(
        {.x = 500, .y = 520, .radius = 170, .ratio = 0.7, .letters = 5, .letters_arc = 2.2});
    REQUIRE(strips.size() == 3);
    CHECK(letters_in(strips.front()) == 5);
}

TEST_CASE("no strips come from grey pictures or from a place without room") {
    const SealSighting sighting{.place = {4000, 4000, 2000, 2000}, .seen = Seen::yes, .score = 1};
    CHECK(unroll_lettering({}, sighting).empty());
    CHECK(
        unroll_lettering({100, 100, 1, std::vector<std::uint8_t>(10'000, 200)}, sighting).empty());
    const Pixmap page = PageCanvas(300, 300).page();
    CHECK(unroll_lettering(page, {}).empty());
    CHECK(unroll_lettering(page, sighting).size() == 3);
    CHECK(unroll_lettering(page, {.place = {-900, 9'900, 20'000, 20'000}}).size() == 3);
}

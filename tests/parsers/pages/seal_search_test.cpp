#include "parsers/pages/seal_search.hpp"

#include "parsers/pages/resample.hpp"
#include "tests/build/page_canvas.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>
#include <string>

using namespace shoujian;

namespace {

constexpr int width = 827, height = 1170;  // A4 at 100 dpi: 4 px are a millimetre

/// A form filled in with black, on which a test lays what it is about.
PageCanvas form(PageCanvas::Colour paper = {252, 250, 246}) {
    PageCanvas canvas(width, height, paper);
    canvas.ink(black_ink).text(200, 80, 14, 28);
    for (int line = 0; line < 20; ++line) canvas.text(90, 160 + line * 32, 12 + line % 15, 17);
    canvas.text(400, 940, 9, 17).text(440, 980, 8, 17);
    return canvas.ink(red_ink);
}

Seen surest(const SealSearch& search) {
    return search.seals.empty() ? Seen::no : search.seals.front().seen;
}

using Draw = std::function<void(PageCanvas&)>;
struct Row {
    std::string what;
    Draw draw;
};

}  // namespace

TEST_CASE("a seal is found where it is, whatever its ink, shape and ground") {
    const auto row = GENERATE(values<Row>({
        {"round", [](PageCanvas& c) { c.seal({.x = 480, .y = 950}); }},
        {"turned half way", [](PageCanvas& c) { c.seal({.x = 480, .y = 950, .turn = 3}); }},
        {"oval", [](PageCanvas& c) { c.seal({.x = 480, .y = 950, .radius = 90, .ratio = 0.68}); }},
        {"oval, turned",
         [](PageCanvas& c) {
             c.seal({.x = 480, .y = 950, .radius = 90, .ratio = 0.7, .turn = 0.4});
         }},
        {"small", [](PageCanvas& c) { c.seal({.x = 480, .y = 950, .radius = 58}); }},
        {"faint", [](PageCanvas& c) { c.strength(0.4).seal({.x = 480, .y = 950}); }},
        {"magenta",
         [](PageCanvas& c) {
             c.ink({200, 40, 125}).seal({.x = 480, .y = 950});
         }},
        {"orange",
         [](PageCanvas& c) {
             c.ink({230, 100, 40}).seal({.x = 480, .y = 950});
         }},
        {"across black lines",
         [](PageCanvas& c) {
             c.seal({.x = 480, .y = 950})
                 .ink(black_ink)
                 .text(380, 920, 12, 20)
                 .text(380, 950, 12, 20);
         }},
        {"below a red heading",
         [](PageCanvas& c) { c.text(150, 40, 12, 44).seal({.x = 480, .y = 950}); }},
        {"beside a red pen",
         [](PageCanvas& c) {
             c.ring({.x = 200, .y = 300, .a = 90, .b = 40, .wobble = 0.03})
                 .seal({.x = 480, .y = 950});
         }},
        {"in warm light", [](PageCanvas& c) { c.seal({.x = 480, .y = 950}).light(1, 0.88, 0.7); }},
        {"in the dark",
         [](PageCanvas& c) { c.seal({.x = 480, .y = 950}).light(0.4, 0.38, 0.35).noise(3); }},
    }));
    CAPTURE(row.what);
    PageCanvas canvas = form();
    row.draw(canvas);
    const SealSearch search = find_seals(canvas.noise(2).page());
    CHECK(search.colour);
    REQUIRE(surest(search) == Seen::yes);
    const PagePlace& place = search.seals.front().place;
    CHECK(std::abs((place.left + place.right()) / 2 - 480 * 10'000 / width) < 60);
    CHECK(std::abs((place.top + place.bottom()) / 2 - 950 * 10'000 / height) < 60);
    CHECK(search.seals.front().score > 0.5);
}

TEST_CASE("what is red and no seal is not taken for one") {
    const auto row = GENERATE(values<Row>({
        {"nothing red", [](PageCanvas&) {}},
        {"a heading with its line",
         [](PageCanvas& c) {
             c.text(120, 40, 12, 48).ring({.x = 413, .y = 90, .a = 340, .b = 1, .width = 3});
         }},
        {"a page of red text",
         [](PageCanvas& c) {
             for (int i = 0; i < 12; ++i) c.text(100, 200 + i * 40, 24, 22);
         }},
        {"a square name seal", [](PageCanvas& c) { c.square_seal(480, 950, 90, 2); }},
        {"a square seal of a firm", [](PageCanvas& c) { c.square_seal(480, 950, 150, 3); }},
        {"discs", [](PageCanvas& c) { c.disc(300, 950, 60).disc(480, 950, 30); }},
        {"stars", [](PageCanvas& c) { c.star(300, 950, 60).star(480, 950, 90); }},
        {"a signature", [](PageCanvas& c) { c.text(420, 950, 3, 60); }},
        {"a seal in blue",
         [](PageCanvas& c) {
             c.ink({40, 50, 190}).seal({.x = 480, .y = 950});
         }},
        {"warm light", [](PageCanvas& c) { c.light(1, 0.8, 0.6); }},
    }));
    CAPTURE(row.what);
    PageCanvas canvas = form();
    row.draw(canvas);
    CHECK(find_seals(canvas.noise(2).page()).seals.empty());
}

TEST_CASE("a ring without a seal's lettering is left to a person") {
    const auto row = GENERATE(values<Row>({
        {"drawn by pen around print",
         [](PageCanvas& c) { c.ring({.x = 480, .y = 950, .a = 90, .b = 70, .wobble = 0.015}); }},
        {"drawn around red words",
         [](PageCanvas& c) {
             c.ring({.x = 480, .y = 950, .a = 90, .b = 80, .wobble = 0.015}).text(430, 950, 3, 30);
         }},
        {"even and empty", [](PageCanvas& c) { c.ring({.x = 480, .y = 950}); }},
        {"in a ring",
         [](PageCanvas& c) {
             c.ring({.x = 480, .y = 950}).ring({.x = 480, .y = 950, .a = 56, .b = 56});
         }},
        {"half a seal at the page's edge", [](PageCanvas& c) { c.seal({.x = width, .y = 500}); }},
        {"half a print",
         [](PageCanvas& c) { c.seal({.x = 480, .y = 950}).wipe(490, 800, 600, 1100); }},
    }));
    CAPTURE(row.what);
    PageCanvas canvas = form();
    row.draw(canvas);
    CHECK(surest(find_seals(canvas.noise(2).page())) == Seen::unsure);
}

TEST_CASE("two seals are two, and the surer one comes first") {
    const SealSearch search = find_seals(form()
                                             .seal({.x = 560, .y = 950})
                                             .strength(0.3)
                                             .seal({.x = 250, .y = 900, .radius = 70})
                                             .page());
    REQUIRE(search.seals.size() == 2);
    CHECK(search.seals[0].place.left > search.seals[1].place.left);
    CHECK(search.seals[0].score >= search.seals[1].score);
}

TEST_CASE("a seal is found on a page of any resolution, turned, or alone in its picture") {
    const Pixmap page =
        PageCanvas(1654, 2339).ink(red_ink).seal({.x = 900, .y = 1900, .radius = 166}).page();
    CHECK(surest(find_seals(page)) == Seen::yes);
    CHECK(surest(find_seals(turned(page, 1))) == Seen::yes);
    CHECK(surest(find_seals(shrink(page, 900))) == Seen::yes);
    const Pixmap alone =
        PageCanvas(1000, 900).ink(red_ink).seal({.x = 500, .y = 450, .radius = 400}).page();
    CHECK(surest(find_seals(alone)) == Seen::yes);
}

TEST_CASE("an oval's axes and turn are told, and its box is its own") {
    const SealSearch search = find_seals(
        form().seal({.x = 480, .y = 900, .radius = 90, .ratio = 0.7, .turn = 0.4}).page());
    REQUIRE(surest(search) == Seen::yes);
    const SealSighting& seal = search.seals.front();
    CHECK(seal.ratio == Approx(0.7).margin(0.04));
    CHECK(seal.turned_degrees == Approx(0.4 * 57.3).margin(4));
    CHECK(seal.place.width * width / 10'000
          == Approx(2 * std::hypot(90 * std::cos(0.4), 63 * std::sin(0.4))).margin(6));
}

TEST_CASE("on a page without colour nothing is said of seals") {
    const SealSearch search = find_seals(form().seal({.x = 480, .y = 950}).grey().page());
    CHECK_FALSE(search.colour);
    CHECK(search.seals.empty());
    Pixmap grey{width, height, 1, std::vector<std::uint8_t>(std::size_t{width} * height, 240)};
    CHECK_FALSE(find_seals(grey).colour);
}

TEST_CASE("pictures of any size are looked at") {
    const auto [w, h] =
        GENERATE(table<int, int>({{1, 1}, {2, 3000}, {3000, 2}, {31, 33}, {5000, 40}}));
    CAPTURE(w, h);
    CHECK(find_seals(PageCanvas(w, h, {200, 30, 30}).page()).seals.empty());
    CHECK(find_seals({}).seals.empty());
}

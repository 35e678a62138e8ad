#include "parsers/pages/resample.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Pixmap grey(int width, int height, std::vector<std::uint8_t> samples) {
    return {width, height, 1, std::move(samples)};
}

Pixmap plain(int width, int height, std::vector<std::uint8_t> colour) {
    Pixmap made{width, height, static_cast<int>(colour.size()), {}};
    for (int i = 0; i < width * height; ++i) {
        made.samples.insert(made.samples.end(), colour.begin(), colour.end());
    }
    return made;
}

}  // namespace

TEST_CASE("a smaller picture has the means of the areas it covers") {
    const Pixmap half = shrink(grey(4, 2, {0, 100, 200, 200, 100, 200, 0, 0}), 2);
    CHECK(half.width == 2);
    CHECK(half.height == 1);
    CHECK(half.samples == std::vector<std::uint8_t>{100, 100});
    // 3 pixels to 2: each new one has a whole old one and half of the middle one.
    CHECK(shrink(grey(3, 1, {90, 60, 0}), 2).samples == std::vector<std::uint8_t>{80, 20});
}

TEST_CASE("made smaller, an even picture stays even, whatever the ratio") {
    const int longest = GENERATE(999, 640, 333, 17, 1);
    const Pixmap small = shrink(plain(1000, 700, {250, 128, 3}), longest);
    CHECK(std::max(small.width, small.height) == longest);
    CHECK(small.samples == plain(small.width, small.height, {250, 128, 3}).samples);
}

TEST_CASE("a picture that is small enough, or empty, comes back as it is") {
    CHECK(shrink(grey(2, 1, {1, 2}), 2).samples == std::vector<std::uint8_t>{1, 2});
    CHECK(shrink({}, 10).empty());
    CHECK(turned({}, 1).empty());
    CHECK(text_grey({}).empty());
}

TEST_CASE("quarter turns go clockwise, and four of them are none") {
    const Pixmap picture = grey(3, 2, {1, 2, 3, 4, 5, 6});
    const Pixmap once = turned(picture, 1);
    CHECK(once.width == 2);
    CHECK(once.samples == std::vector<std::uint8_t>{4, 1, 5, 2, 6, 3});
    CHECK(turned(picture, 2).samples == std::vector<std::uint8_t>{6, 5, 4, 3, 2, 1});
    CHECK(turned(picture, 3).samples == std::vector<std::uint8_t>{3, 6, 2, 5, 1, 4});
    CHECK(turned(picture, -1).samples == turned(picture, 3).samples);
    CHECK(turned(picture, 4).samples == picture.samples);
    CHECK(turned(turned(plain(5, 3, {9, 8, 7}), 1), 3).samples == plain(5, 3, {9, 8, 7}).samples);
}

TEST_CASE("in the grey for reading, red ink and shadow are paper, black ink is black") {
    Pixmap page = plain(600, 600, {200, 190, 180});
    for (int y = 0; y < 600; ++y) {
        for (int x = 300; x < 600; ++x) {  // the shadow of a hand over the right half
            page.at(x, y)[0] = 110, page.at(x, y)[1] = 100, page.at(x, y)[2] = 96;
        }
    }
    const auto paint = [&](int x, std::uint8_t r, std::uint8_t g) {
        for (int i = 0; i < 5; ++i) page.at(x + i, 200)[0] = r, page.at(x + i, 200)[1] = g;
    };
    paint(100, 195, 60), paint(120, 30, 30), paint(500, 20, 20);
    const Pixmap read = text_grey(page);
    REQUIRE(read.channels == 1);
    CHECK(*read.at(50, 50) > 250);
    CHECK(*read.at(550, 50) > 250);   // in shadow
    CHECK(*read.at(102, 200) > 240);  // red ink
    CHECK(*read.at(122, 200) < 60);
    CHECK(*read.at(502, 200) < 60);
}

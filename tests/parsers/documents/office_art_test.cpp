#include "parsers/documents/office_art.hpp"

#include "tests/build/doc_parts.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

std::string container(std::uint16_t type, const std::string& body) {
    return art_record(type, 15, 0, body);
}

std::string shape(std::uint32_t id, std::uint32_t picture) {
    return shape_container({id, picture, 0, false, false});
}

}  // namespace

TEST_CASE("a group of shapes is one drawing, known by the group's own shape") {
    const std::string page = container(
        0xF003, shape(1, 0) + shape(2, 7)
                    + container(0xF003, shape(3, 0) + shape(4, 8)
                                            + container(0xF003, shape(5, 0) + shape(6, 9)))
                    + shape(7, 1));
    const auto drawings = read_drawings(as_bytes(page));
    REQUIRE(drawings.size() == 4);
    CHECK(drawings[1].shapes[0].id == 2);
    REQUIRE(drawings[2].shapes.size() == 4);
    CHECK(drawings[2].shapes[0].id == 3);
    CHECK(drawings[2].shapes[3].picture == 9);
    CHECK(drawings[3].shapes[0].id == 7);
}

TEST_CASE("containers nested without end, and records that end early, are read to where they go") {
    std::string deep = shape(1, 1);
    for (int i = 0; i < 2000; ++i) deep = container(0xF003, deep);
    CHECK(read_drawings(as_bytes(deep)).size() <= 1);
    const std::string page = container(0xF003, shape(1, 0) + shape(2, 7));
    for (std::size_t size = 0; size < page.size(); ++size)
        CHECK(read_drawings(as_bytes(page.substr(0, size))).size() <= 2);
}

TEST_CASE("a blip of an unknown kind is none") {
    CHECK_FALSE(read_blip(as_bytes(art_record(0xF018, 0, 0, std::string(50, 'x')))));
    CHECK_FALSE(read_blip(as_bytes("")));
    const std::string two_ids =
        art_record(0xF01D, 0, 0x46B, std::string(32, 'u') + '\xFF' + "picture");
    CHECK(as_text(read_blip(as_bytes(two_ids))->bytes) == "picture");
}

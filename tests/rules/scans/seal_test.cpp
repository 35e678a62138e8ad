#include "rules/scans/seal_place.hpp"
#include "rules/scans/seal_unit.hpp"
#include "rules/scans/seal_verdict.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

/// A legible page in colour on which nothing red was seen.
PageFacts page() {
    PageFacts out;
    out.structure.kind = PageKind::scanned;
    out.seen = true;
    out.look = {1240, 1754, true, 0.9, 0.02, 0.05, 0.04, 0.4};
    out.red = Bytes::owned(std::string(red_columns * red_rows, '\0'));
    out.recognised = true;
    out.lines = {{"推荐单位", 0.99, {}, {1200, 8000, 900, 120}},
                 {"（盖章）", 0.98, {}, {6000, 8400, 800, 120}}};
    return out;
}

void paint(PageFacts& at, int column, int row, int columns, int rows) {
    std::string red(as_text(at.red));
    for (int y = row; y < row + rows; ++y)
        for (int x = column; x < column + columns; ++x)
            red[static_cast<std::size_t>(y * red_columns + x)] = '\x60';
    at.red = Bytes::owned(red);
}

Seen verdict(const PageFacts& one) {
    const PageFacts* const pages[] = {&one};
    return seal_verdict(pages).seen;
}

}  // namespace

TEST_CASE("A seal is absent only where its printed place was read without red ink around it") {
    PageFacts bare = page();
    CHECK(verdict(bare) == Seen::unsure);  // one witness
    ask_seal_place(bare);
    CHECK(bare.seal_place == Seen::no);
    CHECK(verdict(bare) == Seen::no);
    CHECK(bare.red.empty());

    PageFacts smeared = page();
    paint(smeared, 36, 68, 6, 6);
    ask_seal_place(smeared);
    CHECK(smeared.seal_place == Seen::yes);
    CHECK(verdict(smeared) == Seen::unsure);

    PageFacts red_heading = page();
    paint(red_heading, 10, 3, 40, 4);
    ask_seal_place(red_heading);
    CHECK(verdict(red_heading) == Seen::no);

    PageFacts unread = page();
    unread.lines.clear();
    ask_seal_place(unread);
    CHECK(verdict(unread) == Seen::unsure);
}

TEST_CASE("A turned page's red ink is looked for where the page lay when it was rendered") {
    CHECK(as_rendered({6000, 8000, 1000, 200}, 0) == PagePlace{6000, 8000, 1000, 200});
    CHECK(as_rendered({6000, 8000, 1000, 200}, 2) == PagePlace{3000, 1800, 1000, 200});
    // Turned once clockwise, the rendered page's lower left corner is the upright one's upper left.
    CHECK(as_rendered({0, 0, 1000, 200}, 1) == PagePlace{0, 9000, 200, 1000});
    CHECK(as_rendered({0, 0, 1000, 200}, 3) == PagePlace{9800, 0, 200, 1000});
}

TEST_CASE("Grey, unseen and half-seen scans are never called unstamped") {
    PageFacts grey = page();
    ask_seal_place(grey);
    grey.look.colour = false;
    CHECK(verdict(grey) == Seen::unsure);

    PageFacts unseen;
    CHECK(verdict(unseen) == Seen::unsure);

    PageFacts doubtful = page();
    ask_seal_place(doubtful);
    doubtful.seals.push_back({{{6000, 8000, 1800, 1300}, Seen::unsure, 0.5, 0}, {}, {}, "", 0});
    CHECK(verdict(doubtful) == Seen::unsure);
    doubtful.seals.front().sighting.seen = Seen::yes;
    CHECK(verdict(doubtful) == Seen::yes);

    PageFacts first = page();
    ask_seal_place(first);
    const PageFacts* const pages[] = {&first, &unseen};
    CHECK(seal_verdict(pages).seen == Seen::unsure);
}

TEST_CASE("A seal's lettering questions the unit only where another is clearly nearer") {
    Call call;
    call.units = {{"江苏省科学技术协会", {"江苏省科协"}, {}, {}, {}},
                  {"江西省科学技术协会", {}, {}, {}, {}},
                  {"中国食品科学技术学会", {}, {}, {}, {}}};
    const auto [text, confidence, other] = GENERATE(table<std::string, double, std::string>({
        {"江苏省科学技术协会", 0.95, ""},
        {"江苏省科学技术协合", 0.95, ""},
        {"江西省科学技术协会", 0.95, ""},  // one character: it may be misread
        {"中国食品科学技术学会", 0.95, "中国食品科学技术学会"},
        {"国食品科学技术学会", 0.9, "中国食品科学技术学会"},
        {"中国食品科学技术学会", 0.6, ""},
        {"某某有限公司财务专用章", 0.95, ""},
        {"", 0.95, ""},
    }));
    PageFacts one = page();
    one.seals.push_back({{{6000, 8000, 1800, 1300}, Seen::yes, 0.9, 0}, {}, {}, text, confidence});
    const PageFacts* const pages[] = {&one};
    const Unit* found = other_unit_on_seal(call, "江苏省科学技术协会", pages);
    INFO(text);
    CHECK((found ? found->name : "") == other);
    CHECK(other_unit_on_seal(call, "别处", pages) == nullptr);
}

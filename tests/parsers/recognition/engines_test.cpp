// The engines on a real page, each where its files are installed: `./dev ocr`,
// tesseract-ocr-chi-sim.
#include "daemon/ocr_folder.hpp"
#include "daemon/recogniser/engine.hpp"
#include "parsers/base/text.hpp"
#include "tests/build/ocr_page.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace shoujian;

namespace {

std::string all_text(const PageText& page) {
    std::string out;
    for (const TextLine& line : page.lines) out += without_blanks(line.text) + "\n";
    return out;
}

bool holds(const PageText& page, const std::string& text) {
    return all_text(page).find(text) != std::string::npos;
}

/// nullptr, said: without PP-OCR, which needs more than Debian, tests go on.
Recogniser* paddle() {
    static const std::unique_ptr<Recogniser> engine = [] {
        const auto folder = ocr_folder("");
        if (!has_paddle(folder)) return std::unique_ptr<Recogniser>();
        auto loaded = load_engine(folder);
        INFO((loaded ? "" : loaded.error().text));
        REQUIRE(loaded);
        return std::move(*loaded);
    }();
    if (engine == nullptr) WARN("PP-OCRv4 is not installed (./dev ocr): not tested");
    return engine.get();
}

const TextLine& line_with(const PageText& page, const std::string& text) {
    for (const TextLine& line : page.lines)
        if (line.text.find(text) != std::string::npos) return line;
    FAIL("no line with " << text);
    return page.lines.front();
}

}  // namespace

TEST_CASE("PP-OCR reads every line of a page, from the top, and says how sure each character is") {
    Recogniser* const engine = paddle();
    if (engine == nullptr) return;
    const auto text = engine->read_page(sample_page(), {});
    REQUIRE(text);
    CHECK(text->complete);
    CHECK(text->turned == 0);
    CHECK(std::abs(text->skew_degrees) < 0.5);
    for (const char* const one :
         {"姓名", "林小满", "13800001234", "青山县学府路12号", "青山县科学技术协会",
          "教老人使用手机，陪孩子做实验", "后来的志愿者也在他们中间"})
        CHECK(holds(*text, one));
    CHECK(text->lines.back().text.starts_with("越多"));
    const TextLine& address = line_with(*text, "学府路");
    CHECK(address.confidence > 0.8);
    CHECK(address.sure.size() == length(address.text));
    CHECK(address.place.top == Approx(3026).margin(300));
}

TEST_CASE("PP-OCR reads a page on its side or head as upright, places included") {
    Recogniser* const engine = paddle();
    if (engine == nullptr) return;
    const int quarters = GENERATE(1, 2, 3);
    CAPTURE(quarters);
    const auto text = engine->read_page(turned_page(sample_page(), quarters), {});
    REQUIRE(text);
    CHECK(text->turned == 4 - quarters);
    CHECK(holds(*text, "林小满"));
    CHECK(holds(*text, "青山县学府路12号"));
    CHECK(line_with(*text, "学府路").place.top == Approx(3026).margin(400));
    CHECK(line_with(*text, "学府路").place.left < 1500);
}

TEST_CASE("PP-OCR stops where the question is answered, and leaves the story unread") {
    Recogniser* const engine = paddle();
    if (engine == nullptr) return;
    const auto text = engine->read_page(sample_page(), {{"林小满", "青山县学府路12号"}});
    REQUIRE(text);
    CHECK_FALSE(text->complete);
    CHECK(holds(*text, "林小满"));
    CHECK(holds(*text, "青山县学府路12号"));
    CHECK_FALSE(holds(*text, "春天里"));
    // Not answered, it reads all that could be it, and no line of the story.
    const auto other = engine->read_page(sample_page(), {{"王大山"}});
    REQUIRE(other);
    CHECK(holds(*other, "林小满"));
    CHECK_FALSE(holds(*other, "春天里"));
    // A line of the story is read where it is wanted.
    const auto story =
        engine->read_page(sample_page(), {{"来听课的人越来越多，后来的志愿者也在他们中间"}});
    REQUIRE(story);
    CHECK(holds(*story, "来听课的人越来"));
}

TEST_CASE("PP-OCR reads a single line, and finds nothing on a blank page or the smallest") {
    Recogniser* const engine = paddle();
    if (engine == nullptr) return;
    Pixmap page = sample_page();
    const int top = page.height * 72 / 100, bottom = page.height * 78 / 100;
    Pixmap strip{page.width, bottom - top, 1, {page.at(0, top), page.at(0, bottom)}};
    const auto line = engine->read_line(strip);
    REQUIRE(line);
    CHECK(line->text.find("志愿者走进村庄") != std::string::npos);
    for (const int side : {1, 64, 700}) {
        const auto size = static_cast<std::size_t>(side * side);
        const auto blank =
            engine->read_page({side, side, 1, std::vector<std::uint8_t>(size, 255)}, {});
        REQUIRE(blank);
        CHECK(blank->lines.empty());
        CHECK(blank->complete);
    }
}

TEST_CASE("tesseract, the engine in Debian, reads the same page well enough to serve") {
    const std::filesystem::path folder = "/usr/share/tesseract-ocr/5/tessdata";
    REQUIRE(has_tesseract(folder));
    auto engine = load_engine(folder);
    REQUIRE(engine);
    const auto text = (*engine)->read_page(sample_page(), {});
    REQUIRE(text);
    CHECK(holds(*text, "13800001234"));
    CHECK(holds(*text, "青山县学府路12号"));
    CHECK(text->turned == 0);
    for (const TextLine& line : text->lines) CHECK(line.sure.size() == length(line.text));
    const auto upside_down = (*engine)->read_page(turned_page(sample_page(), 2), {});
    REQUIRE(upside_down);
    CHECK(upside_down->turned == 2);
    CHECK(holds(*upside_down, "13800001234"));
}

TEST_CASE("a folder without an engine is said to have none") {
    const auto none = load_engine("/nonexistent");
    REQUIRE_FALSE(none);
    CHECK(none.error().fault == Fault::absent);
}

#include "parsers/documents/read_document.hpp"

#include "tests/build/compound_builder.hpp"
#include "tests/build/doc_builder.hpp"
#include "tests/build/docx_builder.hpp"
#include "tests/build/pdf_builder.hpp"
#include "tests/build/picture_builder.hpp"
#include "tests/build/zip_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Reading reading_of(const std::string& bytes, const std::string& name = "文件") {
    Budget budget{Limits{}};
    return read_document({name, Bytes::owned(bytes), "", false, ""}, budget);
}

std::string code_of(const Reading& reading) {
    return reading.problems.empty() ? "" : reading.problems[0].code;
}

}  // namespace

TEST_CASE(
    "a page of a PDF is a scan where one picture covers it, an export where text can be seen") {
    const std::string picture = PictureBuilder(1654, 2339).jpeg();
    using Kinds = std::vector<PageKind>;
    const auto [pdf, kinds, dpi] = GENERATE_COPY(table<PdfBuilder, Kinds, int>({
        {PdfBuilder().scanned_page(picture, 1654, 2339), {PageKind::scanned}, 200},
        {PdfBuilder().text_page("form"), {PageKind::exported}, 0},
        {PdfBuilder().text_page("form").scanned_page(picture, 1654, 2339),
         {PageKind::exported, PageKind::scanned},
         0},
    }));
    const Reading reading = reading_of(pdf.bytes());
    REQUIRE(std::holds_alternative<Scan>(reading.content));
    const Scan& scan = std::get<Scan>(reading.content);
    CHECK(scan.pages == static_cast<int>(kinds.size()));
    Kinds found;
    for (const PageStructure& page : scan.structures) found.push_back(page.kind);
    CHECK(found == kinds);
    CHECK(scan.structures.front().dpi == dpi);
    CHECK(reading.problems.empty());
}

TEST_CASE("a PDF that needs a password, is damaged, or acts is told") {
    const std::string good = PdfBuilder().text_page("form").bytes();
    CHECK(code_of(reading_of(PdfBuilder().text_page("form").encrypted().bytes()))
          == "material.encrypted");
    CHECK(code_of(reading_of("%PDF-1.4\n" + std::string(500, 'x'))) == "material.unreadable");
    CHECK(code_of(reading_of(PdfBuilder().text_page("form").javascript().bytes()))
          == "material.active");
    CHECK(code_of(reading_of(good)).empty());
}

TEST_CASE("a picture's size is read from its header, whatever its bytes are padded to") {
    const auto [bytes, format] = GENERATE(table<std::string, std::string>({
        {PictureBuilder(300, 400).bytes_exactly(1'500'000).jpeg(), "jpeg"},
        {PictureBuilder(300, 400).bytes_exactly(1'500'000).png(), "png"},
    }));
    CHECK(bytes.size() == 1'500'000);
    const Reading reading = reading_of(bytes);
    REQUIRE(std::holds_alternative<Picture>(reading.content));
    const Picture& picture = std::get<Picture>(reading.content);
    CHECK(picture.format == format);
    CHECK(picture.width_px == 300);
    CHECK(picture.height_px == 400);
}

TEST_CASE("what is no form that can be read here is known by its bytes") {
    const auto [bytes, code] = GENERATE(table<std::string, std::string>({
        {"{\\rtf1 x", "material.unjudged"},  // cut short
        {"", "material.unreadable"},
        {"<?xml version=\"1.0\"?><w:wordDocument/>", "material.unreadable"},
        {"Rar!\x1A\x07", "material.unsupported"},
        {"some text\n", ""},
        {"BEGIN:VCALENDAR\n", ""},
    }));
    CAPTURE(bytes);
    CHECK(code_of(reading_of(bytes)) == code);
}

TEST_CASE("a Word form in a shape that has no reader here is named by its kind") {
    const auto [bytes, kind] = GENERATE(table<std::string, ForeignKind>({
        {"{\\rtf1 x}", ForeignKind::rtf},
        {"{\\rtf1 x}\r\n" + std::string(1, '\0'), ForeignKind::rtf},
        {DocBuilder().paragraph("一").word_95().bytes(), ForeignKind::word_95},
        {CompoundBuilder().stream("CONTENTS", "CHNKWKS").bytes(), ForeignKind::works},
        {CompoundBuilder().stream("MM", "x").stream("MN0", "x").bytes(), ForeignKind::works},
    }));
    const Reading reading = reading_of(bytes);
    REQUIRE(std::holds_alternative<Foreign>(reading.content));
    CHECK(std::get<Foreign>(reading.content).kind == kind);
    CHECK(reading.problems.empty());
}

TEST_CASE("no damage to a file stops the reader") {
    const std::string original = GENERATE(
        as<std::string>(),
        DocxBuilder()
            .paragraph("表")
            .table({{"姓名", DocxCell("张三").tall(2)}, {"性别"}})
            .picture({PictureBuilder(20, 20).jpeg()})
            .bytes(),
        PdfBuilder().scanned_page(PictureBuilder(20, 20).jpeg(), 20, 20).text_page("x").bytes(),
        PictureBuilder(40, 40).png());
    unsigned state = 12345;
    const auto random = [&](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state >> 8) % below;
    };
    int answers = 0;
    for (int round = 0; round < 1000; ++round) {
        std::string bytes = original;
        for (std::size_t i = 0; i <= random(6); ++i)
            bytes[random(bytes.size())] = static_cast<char>(random(256));
        if (random(4) == 0) bytes.resize(random(bytes.size()));
        const Reading reading = reading_of(bytes);
        answers += std::holds_alternative<Unreadable>(reading.content) == false
                   || !reading.problems.empty();
    }
    CHECK(answers == 1000);  // what is unreadable always says why
}

// What a PDF's page is by its content stream alone.
#include "parsers/documents/pdf_inventory.hpp"
#include "tests/build/pdf_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

const std::string over_the_page = "q 595 0 0 842 0 0 cm /Im0 Do Q ";

Reading read(const std::string& bytes) {
    return inventory_pdf(as_bytes(bytes), Budget(Limits{}));
}

PageStructure page_of(PdfPage page) {
    const Reading reading = read(PdfBuilder().page(std::move(page)).bytes());
    REQUIRE(std::holds_alternative<Scan>(reading.content));
    const Scan& scan = std::get<Scan>(reading.content);
    REQUIRE(scan.structures.size() == 1);
    return scan.structures[0];
}

std::string text(int letters, const std::string& mode = "0") {
    return "BT /F1 9 Tf " + mode + " Tr 50 400 Td (" + std::string(std::size_t(letters), 'a')
           + ") Tj ET ";
}

PdfPage with_image(std::string content) {
    return {std::move(content), {{}}, {}};
}

std::string code_of(const std::string& bytes) {
    const Reading reading = read(bytes);
    return reading.problems.empty() ? "" : reading.problems[0].code;
}

/// A problem's word that a person is told.
std::string detail_of(const std::string& bytes) {
    const Reading reading = read(bytes);
    return reading.problems.empty() ? "" : reading.problems[0].detail;
}

}  // namespace

TEST_CASE("a picture over the page is a scan, its resolution that on the paper") {
    const PageStructure page = page_of(with_image(over_the_page));
    CHECK(page.kind == PageKind::scanned);
    CHECK(page.covered == 1.0);
    CHECK(page.pictures == 1);
    CHECK(page.dpi == 1000 * 72 / 595);
}

TEST_CASE("text that cannot be seen does not make a scan an export") {
    const PageStructure layer = page_of(with_image(over_the_page + text(900, "3")));
    CHECK(layer.kind == PageKind::scanned);
    CHECK(layer.hidden_letters == 900);
    CHECK(layer.letters == 0);
    const PageStructure below = page_of(with_image(text(900) + over_the_page));
    CHECK(below.kind == PageKind::scanned);
    CHECK(below.hidden_letters == 900);
    CHECK(page_of(with_image(over_the_page + text(100))).kind == PageKind::unknown);
    CHECK(page_of(with_image(over_the_page + "1 g " + text(900))).kind == PageKind::scanned);
    CHECK(page_of(with_image(over_the_page + "0 0 0 0 k " + text(900))).kind == PageKind::scanned);
    // Live text on a picture of the whole page is a program's page with a background.
    CHECK(page_of(with_image(over_the_page + text(900))).kind == PageKind::exported);
}

TEST_CASE("what a picture with holes lies on is still seen") {
    for (const char* more : {"/ImageMask true", "/SMask << >>", "/Mask [0 0]"}) {
        const PageStructure page = page_of({text(900) + over_the_page, {{1000, 1400, more}}, {}});
        CHECK(page.letters == 900);
    }
}

TEST_CASE("the mark of a scanning app does not make an export") {
    CHECK(page_of(with_image(over_the_page + text(22))).kind == PageKind::scanned);
}

TEST_CASE("strips cover the page together") {
    std::string content;
    for (int i = 0; i < 16; ++i)
        content += "q 595 0 0 52.625 0 " + std::to_string(i * 52.625) + " cm /Im0 Do Q ";
    const PageStructure page = page_of({content, {{1240, 110, ""}}, {}});
    CHECK(page.kind == PageKind::scanned);
    CHECK(page.covered == 1.0);
    CHECK(page.pictures == 16);
    CHECK(page.dpi == 1240 * 72 / 595);
}

TEST_CASE("of a page in layers the resolution is that of its text") {
    const PageStructure page = page_of({over_the_page + "q 595 0 0 842 0 0 cm /Im1 Do Q",
                                        {{620, 877, ""}, {2480, 3508, "/ImageMask true"}},
                                        {}});
    CHECK(page.kind == PageKind::scanned);
    CHECK(page.dpi == 2480 * 72 / 595);
}

TEST_CASE("a picture that stands in the content itself is one") {
    const std::string inline_picture = "q 595 0 0 842 0 0 cm BI /W 1000 /H 1400 /BPC 1 ID x EI Q";
    const PageStructure page = page_of({inline_picture});
    CHECK(page.kind == PageKind::scanned);
    CHECK(page.dpi == 1000 * 72 / 595);
    const std::string vast = "q 595 0 0 842 0 0 cm BI /W 60000 /H 60000 /BPC 8 ID x EI Q";
    CHECK(page_of({vast}).too_large);
}

TEST_CASE("a form is followed, with the matrix where it is drawn") {
    const PageStructure page =
        page_of({"q 0.5 0 0 0.5 0 0 cm /Fm0 Do Q", {{}}, {over_the_page + text(5)}});
    CHECK(page.covered == Approx(0.25).margin(0.02));
    CHECK(page.letters == 5);
    CHECK(page.dpi == 1000 * 72 * 2 / 595);
}

TEST_CASE("live text and drawn outlines are an export, an empty page is blank") {
    CHECK(page_of({text(200), {}, {}}).kind == PageKind::exported);
    std::string outlines;
    for (int i = 0; i < 200; ++i) outlines += "0 0 10 10 re f ";
    CHECK(page_of({outlines, {}, {}}).kind == PageKind::exported);
    CHECK(page_of({" ", {}, {}}).kind == PageKind::blank);
}

TEST_CASE("a page with nothing but an annotation is looked at") {
    CHECK(page_of({" ", {}, {}, "0 0 595 842", "/Annots [<< /Subtype /Stamp /AP << >> >>]"}).kind
          == PageKind::unknown);
    CHECK(page_of({" ", {}, {}, "0 0 595 842", "/Annots [<< /Subtype /Link >>]"}).kind
          == PageKind::blank);
}

TEST_CASE("a turned page is the same page") {
    const PageStructure page = page_of({over_the_page, {{}}, {}, "0 0 595 842", "/Rotate 90"});
    CHECK(page.kind == PageKind::scanned);
    CHECK(page.covered == 1.0);
    CHECK(page.width_pt == 595);
}

TEST_CASE("a page of a metre whose pixels are points is measured as A4") {
    const PageStructure page =
        page_of({"q 2480 0 0 3508 0 0 cm /Im0 Do Q", {{2480, 3508, ""}}, {}, "0 0 2480 3508"});
    CHECK(page.dpi == Approx(300).margin(1));
}

TEST_CASE("what no renderer would come to an end with is not rendered") {
    const auto too_large = [](PdfPage page) { return page_of(std::move(page)).too_large; };
    std::string many_forms, saved, many_pictures;
    for (int i = 0; i < 300; ++i) many_forms += "/Fm0 Do ";
    for (int i = 0; i < 20'000; ++i) saved += "q ";
    for (int i = 0; i < 3'000; ++i) many_pictures += over_the_page;
    CHECK(too_large({many_forms, {}, {" "}}));
    CHECK(too_large({saved, {}, {}}));
    CHECK(too_large({"/Fm0 Do", {}, {std::string(5'000'000, ' ')}}));
    CHECK(too_large({many_pictures, {{10, 10, ""}}, {}}));
    CHECK(too_large({over_the_page, {{60'000, 60'000, ""}}, {}}));
    CHECK(too_large({over_the_page + over_the_page + over_the_page + over_the_page + over_the_page,
                     {{7'000, 7'000, ""}},
                     {}}));
    CHECK(too_large({std::string(5'000'000, ' '), {}, {}}));
    CHECK_FALSE(too_large({"q q q Q Q Q " + over_the_page, {{2480, 3508, ""}}, {}}));
    CHECK(code_of(PdfBuilder().page({saved, {}, {}}).bytes()) == "material.limit");
}

TEST_CASE("a form that draws itself, and brackets without end, are come to an end with") {
    CHECK(page_of({"/Fm0 Do", {}, {"/Fm0 Do /Fm0 Do"}}).letters == 0);
    CHECK_NOTHROW(read(PdfBuilder().page({std::string(100'000, '['), {}, {}}).bytes()));
}

TEST_CASE("a PDF that only one program shows says so") {
    const PdfPage page = with_image(over_the_page);
    const std::string dynamic = PdfBuilder().page(page).root("/NeedsRendering", "true").bytes();
    CHECK(code_of(dynamic) == "material.unsupported");
    CHECK(detail_of(dynamic).find("XFA") != std::string::npos);
    const std::string folder = PdfBuilder().page(page).root("/Collection", "<< >>").bytes();
    CHECK(code_of(folder) == "material.unsupported");
    CHECK(detail_of(folder).find("作品集") != std::string::npos);
}

TEST_CASE("a PDF without pages and a cut one are unreadable, each in its words") {
    const std::string none = PdfBuilder().bytes();
    CHECK(code_of(none) == "material.unreadable");
    CHECK(detail_of(none) == "PDF 里没有页面");
    CHECK(code_of("%PDF-1.4\n") == "material.unreadable");
    CHECK(code_of("") == "material.unreadable");
}

TEST_CASE("a password that only forbids changes does not keep us out") {
    const PdfPage page = with_image(over_the_page);
    CHECK(code_of(PdfBuilder().page(page).owner_password().bytes()).empty());
    CHECK(code_of(PdfBuilder().page(page).encrypted().bytes()) == "material.encrypted");
}

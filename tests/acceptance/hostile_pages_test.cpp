// PDFs and pictures that end a viewer, or would, through the real program: each has its report, and
// a good PDF beside it is looked at all the same.
#include "tests/acceptance/desk.hpp"
#include "tests/build/forms.hpp"
#include "tests/build/pdf_builder.hpp"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

struct Told {
    Ran ran;
    std::string codes;       ///< of all findings
    int pages_seen_red = 0;  ///< pages with a seal on them
};

/// A folder with a good stamped scan in it, and the file.
Told check_beside_a_good_one(const std::string& bytes) {
    const TempFolder folder;
    write_bytes(folder.path() / "a.pdf", bytes);
    write_bytes(folder.path() / "b.pdf", stamped_scan());
    Told out{shoujian::shoujian({"check", "--json", (folder.path() / "a.pdf").string(),
                                 (folder.path() / "b.pdf").string()}),
             "", 0};
    INFO(out.ran.err);
    REQUIRE((out.ran.code == 0 || out.ran.code == 1));
    const auto root = Poco::JSON::Parser().parse(out.ran.out).extract<Poco::JSON::Object::Ptr>();
    const auto all = root->getArray("submissions");
    for (unsigned i = 0; i < all->size(); ++i) {
        const auto one = all->getObject(i);
        for (unsigned j = 0; j < one->getArray("findings")->size(); ++j)
            out.codes +=
                one->getArray("findings")->getObject(j)->getValue<std::string>("code") + " ";
        if (!one->has("scan") || one->isNull("scan")) continue;
        const auto looks = one->getObject("scan")->getArray("looks");
        for (unsigned j = 0; j < looks->size(); ++j)
            if (looks->getObject(j)->getArray("seals")->size() > 0) ++out.pages_seen_red;
    }
    return out;
}

std::string page(const std::string& content, std::string box = "0 0 595 842") {
    PdfPage made{content, {{}}, {"/Fm0 Do /Fm0 Do"}};
    made.box = std::move(box);
    return PdfBuilder().page(std::move(made)).bytes();
}

std::string repeated(const std::string& what, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += what;
    return out;
}

}  // namespace

TEST_CASE("what no renderer comes to an end with is not rendered, and said") {
    const std::string whole = "q 595 0 0 842 0 0 cm /Im0 Do Q ";
    const PdfPage jpx{whole, {{60'000, 60'000, "/Filter /JPXDecode"}}};
    const PdfPage fax{whole, {{60'000, 60'000, "/Filter /CCITTFaxDecode"}}};
    const std::pair<const char*, std::string> bombs[] = {
        {"content", page(repeated("0 0 595 842 re f ", 500'000))},
        {"forms", page("/Fm0 Do")},
        {"states", page(repeated("q ", 3'000'000))},
        {"JPX", PdfBuilder().page(jpx).bytes()},
        {"fax", PdfBuilder().page(fax).bytes()},
    };
    for (const auto& [name, bytes] : bombs) {
        CAPTURE(name);
        const Told told = check_beside_a_good_one(bytes);
        CHECK(told.codes.find("material.limit") != std::string::npos);
        CHECK(told.pages_seen_red == 1);
        CHECK(told.ran.err.empty());
    }
}

TEST_CASE("a page of no size, and a tree of pages in a loop, are told in words") {
    for (const char* box : {"0 0 10000000 10000000", "0 0 0.001 0.001", "0 0 595 0"}) {
        CAPTURE(box);
        const Told told = check_beside_a_good_one(page("0 0 1 1 re f", box));
        CHECK(told.codes.find("material.unjudged") != std::string::npos);
        CHECK(told.pages_seen_red == 1);
    }
    const Told loop = check_beside_a_good_one(
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        "2 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj\ntrailer << /Root 1 0 R >>\n");
    CHECK(loop.codes.find("material.unreadable") != std::string::npos);
    CHECK(loop.pages_seen_red == 1);
}

TEST_CASE("a page whose fonts are not in the file does not end the viewer") {
    const TempFolder folder;
    write_bytes(folder.path() / "a.pdf", PdfBuilder().text_page("Hello").bytes());
    CHECK(shoujian::shoujian({"check", "--json", (folder.path() / "a.pdf").string()}).err.empty());
}

TEST_CASE("a HEIC does not end the viewer") {
    const std::string heic = SHOUJIAN_SOURCE_DIR "/tests/fuzz/corpus/picture/small.heic";
    CHECK(shoujian::shoujian({"check", "--json", heic}).err.empty());
}

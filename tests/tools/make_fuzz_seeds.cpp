// Writes what the fuzz targets start from: tests/fuzz/corpus/NAME, a few files of a few KB each.
// make_fuzz_seeds FOLDER
#include "parsers/documents/read_document.hpp"
#include "tests/build/compound_builder.hpp"
#include "tests/build/doc_builder.hpp"
#include "tests/build/pdf_builder.hpp"
#include "tests/build/picture_builder.hpp"
#include "tests/fuzz/plain_document.hpp"
#include "tests/tools/seven_forms.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace shoujian;
namespace fs = std::filesystem;

void put(const fs::path& file, const std::string& bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

void compound_files(const fs::path& folder) {
    const std::string small(100, 's'), big(5000, 'b');
    CompoundBuilder plain;
    plain.stream("WordDocument", big).stream("1Table", small).stream("ObjectPool/1/Ole", "x");
    put(folder / "plain", plain.storage("Macros", std::string(16, 'c')).bytes());
    put(folder / "scattered", plain.scattered().upper_case_names().bytes());
    put(folder / "large_sectors",
        CompoundBuilder().stream("第一页", small).large_sectors().bytes());
}

void docs(const fs::path& folder) {
    const std::string jpeg = PictureBuilder(8, 8).jpeg(), png = PictureBuilder(8, 8).png();
    std::string metafile = std::string("\1\0\0\0", 4) + std::string(36, '\0') + " EMF";
    metafile.resize(600, 'x');
    const DocxCell nesting = DocxCell("外").nested({{"内"}}).wide(3);
    put(folder / "table.doc",
        DocBuilder()
            .table({{"姓名", "张三", DocxCell("照片").tall(2)}, {"性别", "男"}, {nesting}})
            .jitter(7)
            .bytes());
    put(folder / "text.doc", DocBuilder()
                                 .paragraph(DocxParagraph("张")
                                                .hidden("x")
                                                .deleted("y")
                                                .inserted("z")
                                                .symbol("Wingdings 2", "F052")
                                                .in_font("Wingdings", "R"))
                                 .hidden_paragraph("n")
                                 .paragraph(DocxParagraph().checkbox(true).field("PAGE", "1"))
                                 .paragraph("end")
                                 .eight_bit()
                                 .bytes());
    put(folder / "drawings.doc", DocBuilder()
                                     .paragraph(DocxParagraph("姓名").text_box({"张三"}))
                                     .picture({jpeg, "a", true, true})
                                     .picture({png})
                                     .bytes());
    put(folder / "active.doc", DocBuilder()
                                   .paragraph("x")
                                   .macros()
                                   .package()
                                   .remote_template()
                                   .picture({metafile})
                                   .scattered()
                                   .bytes());
}

void docx_bodies(const fs::path& folder) {
    const DocxPicture floating{"x", "a.png", true, true}, old{"x", "b.png", false, false, true};
    put(folder / "runs.xml",
        DocxBuilder()
            .paragraph(DocxParagraph("姓名：")
                           .underlined("张三")
                           .hidden("x")
                           .deleted("y")
                           .inserted("z")
                           .moved_away("m")
                           .moved_here("n")
                           .symbol("Wingdings 2", "F052")
                           .in_font("Wingdings 2", "R"))
            .paragraph(DocxParagraph().hyperlink("a").smart_tag("b").simple_field("PAGE", "1"))
            .content_control({"一\n二\t三"})
            .document_xml());
    put(folder / "controls.xml",
        DocxBuilder()
            .paragraph(DocxParagraph().field("FORMTEXT", "张三").checkbox(true).placeholder("请"))
            .paragraph(DocxParagraph().content_control("内").numbered())
            .document_xml());
    put(folder / "pictures.xml", DocxBuilder()
                                     .paragraph(DocxParagraph("电话：").text_box({"138", "139"}))
                                     .picture(floating)
                                     .picture(old)
                                     .document_xml());
    put(folder / "table.xml",
        DocxBuilder()
            .table({{DocxCell("姓名").line("曾用名"), "张三", DocxCell("照片").tall(2).vertical()},
                    {"性别", "男"},
                    {DocxCell("外").nested({{"内", "容"}}).wide(3)},
                    {DocxCell("旧").wide(3).merged_old_way()}})
            .document_xml());
}

/// Content in the open, so that a change of a byte is a change of an operator.
void pages(const fs::path& folder) {
    const std::string picture = "q 595 0 0 842 0 0 cm /Im0 Do Q ";
    const std::string text =
        "BT /F1 9 Tf 3 Tr 1 0 0 1 50 400 Tm [(ab) 3 (c)] TJ 0 -9 Td (d) Tj ET ";
    const auto put_page = [&](const char* name, PdfPage page) {
        put(folder / name, PdfBuilder().page(std::move(page)).plain().bytes());
    };
    put_page("scan.pdf", {picture + text, {{}}});
    put_page("layers.pdf", {picture + "/Im1 Do", {{}, {100, 100, "/ImageMask true"}}});
    put_page("form.pdf", {"/Fm0 Do", {{}}, {picture + "/Fm0 Do"}});
    put_page("inline.pdf", {"q 9 0 0 9 0 0 cm BI /W 9 /H 9 /BPC 1 ID x EI Q 0 0 1 1 re f"});
    put_page("turned.pdf", {text, {}, {}, "0 0 842 595", "/Rotate 90 /Annots [<< /AP << >> >>]"});
    put(folder / "javascript.pdf", PdfBuilder().text_page("x").javascript().bytes());
}

void pictures(const fs::path& folder) {
    put(folder / "small.jpg", PictureBuilder(16, 24).jpeg());
    put(folder / "small.png", PictureBuilder(16, 24).png());
}

/// Each of the two forms in layouts that ask different rules; the blank forms as they are shipped.
void forms(const fs::path& folder) {
    const std::vector<Call> calls = two_calls();
    const std::vector<PreparedForm> known = prepared(std::span(calls).first(1));
    int number = 0;
    for (const Form& form : calls[0].forms)
        put(folder / ("blank_" + form.id), plain_text(*known.at(number++).blank));
    for (const Family& family : families()) {
        const std::string name = family.name;
        for (const char* wanted : {"paragraphs", "two on a line", "four columns", "vertical labels",
                                   "noted values", "labels above", "inside cells", "grouped"}) {
            if (name != wanted) continue;
            const Form& form = calls[0].forms[static_cast<std::size_t>(++number % 2)];
            Budget budget(Limits{});
            const std::string bytes = family.lay_out(sample_of(form, number)).bytes();
            const Reading read = read_document({"x", Bytes::owned(bytes), "", false, ""}, budget);
            put(folder / name.substr(0, name.find(' ')),
                (number % 3 == 0 ? "!" : "") + plain_text(std::get<Document>(read.content)));
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "make_fuzz_seeds FOLDER\n";
        return 2;
    }
    const fs::path folder(arguments[1]);
    compound_files(folder / "compound");
    docs(folder / "doc");
    docx_bodies(folder / "docx_body");
    forms(folder / "form");
    pages(folder / "pages");
    pictures(folder / "picture");
    return 0;
}

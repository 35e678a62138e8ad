#include "parsers/documents/docx.hpp"

#include "parsers/documents/read_document.hpp"
#include "tests/build/docx_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Reading reading_of(const std::string& bytes) {
    Budget budget{Limits{}};
    return read_document({"表.docx", Bytes::owned(bytes), "", false, ""}, budget);
}

Document document_of(const DocxBuilder& builder) {
    const Reading reading = reading_of(builder.bytes());
    REQUIRE(std::holds_alternative<Document>(reading.content));
    return std::get<Document>(reading.content);
}

std::vector<std::string> texts(const Document& document) {
    std::vector<std::string> out;
    for (const Block& block : document.blocks)
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) out.push_back(paragraph->text);
    return out;
}

Table table_of(const Document& document) {
    for (const Block& block : document.blocks)
        if (const auto* table = std::get_if<Table>(&block)) return *table;
    FAIL("no table");
    return {};
}

}  // namespace

TEST_CASE("only what a printed page shows is text") {
    const auto [paragraph, expected] = GENERATE(table<DocxParagraph, std::string>({
        {DocxParagraph("姓名：").text("张三"), "姓名：张三"},
        {DocxParagraph("张").hidden("不可见").text("三"), "张三"},
        {DocxParagraph("张").deleted("旧").inserted("三"), "张三"},
        {DocxParagraph("张").moved_away("旧").moved_here("三"), "张三"},
        {DocxParagraph("第").field("PAGE", "1").text("页"), "第1页"},
        {DocxParagraph().simple_field("DATE", "2020"), "2020"},
        {DocxParagraph().hyperlink("a@b.cn").smart_tag("x"), "a@b.cnx"},
        {DocxParagraph().content_control("李四"), "李四"},
        {DocxParagraph("姓名：").placeholder("单击此处输入文字"), "姓名："},
        {DocxParagraph().checkbox(true).text("男").checkbox(false).text("女"), "☑男□女"},
        {DocxParagraph().symbol("Wingdings 2", "F052").text("男"), "☑男"},
        {DocxParagraph().in_font("Wingdings 2", "R").text("男"), "☑男"},
        {DocxParagraph("一\n二\t三"), "一\n二\t三"},
        {DocxParagraph("甲").text(" ").text("乙"), "甲 乙"},
        {DocxParagraph("科普").numbered(), "科普"},
    }));
    CHECK(texts(document_of(DocxBuilder().paragraph(paragraph))) == std::vector{expected});
}

TEST_CASE("a table is a grid in which a merged cell stands once") {
    const Table table = table_of(document_of(DocxBuilder().table(
        {{"姓名", "张三", DocxCell("照片").tall(2)}, {"性别", "男"}, {DocxCell("事迹").wide(3)}})));
    CHECK(table.rows == 3);
    CHECK(table.columns == 3);
    REQUIRE(table.cells.size() == 6);
    CHECK(table.cells[2] == Cell{0, 2, 2, 1, {"照片"}, {}});
    CHECK(table.cells[5] == Cell{2, 0, 1, 3, {"事迹"}, {}});
}

TEST_CASE(
    "a text box is read once, after its anchor; a nested table after the table that holds it") {
    const Document boxed = document_of(
        DocxBuilder().paragraph(DocxParagraph("姓名").text_box({"张三"})).paragraph("完"));
    CHECK(texts(boxed) == std::vector<std::string>{"姓名", "张三", "完"});
    const Document nested = document_of(DocxBuilder().table({{DocxCell("外").nested({{"内"}})}}));
    REQUIRE(nested.blocks.size() == 2);
    CHECK(std::get<Table>(nested.blocks[1]).cells[0].text() == "内");
}

TEST_CASE("pictures keep their bytes, their cell and their cropping, whoever wrote the file") {
    const bool wps = GENERATE(false, true), anchored = GENERATE(false, true),
               strict = GENERATE(false, true), vml = GENERATE(false, true);
    DocxBuilder builder;
    builder.table({{"照片", DocxCell("").picture(
                                {"\xFF\xD8\xFF bytes", "a.jpeg", anchored, true, vml, false})}});
    if (wps) builder.wps();
    if (strict) builder.strict();
    const Document document = document_of(builder);
    REQUIRE(document.images.size() == 1);
    CHECK(document.images[0].bytes == Bytes::owned(std::string("\xFF\xD8\xFF bytes")));
    CHECK(document.images[0].name == "word/media/a.jpeg");
    CHECK(document.images[0].format == "jpeg");
    CHECK(document.images[0].cropped);
    CHECK(table_of(document).cells[1].images == std::vector<std::size_t>{0});
}

TEST_CASE("the main part may have any name, prefix and a BOM") {
    CHECK(texts(document_of(
              DocxBuilder().paragraph("在").main_part("word/document22.xml").prefix("ns0").bom()))
          == std::vector<std::string>{"在"});
}

TEST_CASE("what acts on its own is told") {
    const auto [builder, active] = GENERATE(table<DocxBuilder, bool>({
        {DocxBuilder().paragraph("一").macros(), true},
        {DocxBuilder().paragraph("一").ole_object(), true},
        {DocxBuilder().paragraph("一").remote_template(), true},
        {DocxBuilder().paragraph("一").part("word/theme/theme1.xml", "<broken"), false},
    }));
    const Reading reading = reading_of(builder.bytes());
    CHECK(std::get<Document>(reading.content).active == active);
    CHECK(reading.problems.size() == (active ? 1U : 0U));
}

TEST_CASE("a Word file without a readable main part is unreadable, and says so") {
    const auto bytes = GENERATE(
        as<std::string>(), DocxBuilder().paragraph("一").without("word/document.xml").bytes(),
        DocxBuilder().part("word/document.xml", "<w:document>").bytes(),
        DocxBuilder()
            .part("word/document.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><d><body/></d>")
            .bytes(),
        DocxBuilder().paragraph("一").bytes().substr(0, 600));
    const Reading reading = reading_of(bytes);
    CHECK(std::holds_alternative<Unreadable>(reading.content));
    REQUIRE(reading.problems.size() == 1);
    CHECK(reading.problems[0].code == "material.unreadable");
}

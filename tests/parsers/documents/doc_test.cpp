#include "parsers/documents/doc.hpp"

#include "parsers/documents/read_document.hpp"
#include "tests/build/compound_builder.hpp"
#include "tests/build/doc_builder.hpp"
#include "tests/build/picture_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Reading reading_of(const std::string& bytes) {
    Budget budget{Limits{}};
    return read_document({"表.doc", Bytes::owned(bytes), "", false, ""}, budget);
}

Document document_of(const DocBuilder& builder) {
    const Reading reading = reading_of(builder.bytes());
    REQUIRE(std::holds_alternative<Document>(reading.content));
    return std::get<Document>(reading.content);
}

std::string code_of(const Reading& reading) {
    return reading.problems.empty() ? "" : reading.problems[0].code;
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

const std::vector<DocxRow> volunteer = {
    {"姓名", "张三", DocxCell("照片").tall(2)}, {"性别", "男"}, {DocxCell("事迹").wide(3)}};

}  // namespace

TEST_CASE("only what a printed page shows is text, in a .doc too") {
    const auto [paragraph, expected] = GENERATE(table<DocxParagraph, std::string>({
        {DocxParagraph("姓名：").text("张三"), "姓名：张三"},
        {DocxParagraph("张").hidden("不可见").text("三"), "张三"},
        {DocxParagraph("张").deleted("旧").inserted("三"), "张三"},
        {DocxParagraph("第").field("PAGE", "1").text("页"), "第1页"},
        {DocxParagraph().hyperlink("a@b.cn").smart_tag("x"), "a@b.cnx"},
        {DocxParagraph("姓名：").field("FORMTEXT", "李四"), "姓名：李四"},
        {DocxParagraph("姓名：").placeholder("单击此处输入文字"), "姓名："},
        {DocxParagraph().checkbox(true).text("男").checkbox(false).text("女"), "☑男□女"},
        {DocxParagraph().symbol("Wingdings 2", "F052").text("男"), "☑男"},
        {DocxParagraph().in_font("Wingdings 2", "R").text("男"), "☑男"},
        {DocxParagraph("一\n二\t三"), "一\n二\t三"},
        {DocxParagraph("甲\u00A0乙"), "甲\u00A0乙"},
        {DocxParagraph("甲\x1E乙\x1F丙"), "甲-乙丙"},
        {DocxParagraph("𠮷野"), "𠮷野"},
    }));
    CHECK(texts(document_of(DocBuilder().paragraph(paragraph))) == std::vector{expected});
}

TEST_CASE("text is the same whether its pieces are of 8 bits or of 16") {
    DocBuilder builder;
    builder.paragraph("Résumé (2020)").paragraph("个人简历").paragraph("end");
    const std::vector<std::string> expected{"Résumé (2020)", "个人简历", "end"};
    CHECK(texts(document_of(builder)) == expected);
    CHECK(texts(document_of(builder.eight_bit())) == expected);
}

TEST_CASE("hidden text and tracked changes are told, however they come about") {
    CHECK(document_of(DocBuilder().paragraph(DocxParagraph("张").hidden("x"))).hidden_text);
    const Document styled = document_of(DocBuilder().hidden_paragraph("不可见").paragraph("完"));
    CHECK(styled.hidden_text);
    CHECK(texts(styled) == std::vector<std::string>{"", "完"});
    const Document fast_saved = document_of(
        DocBuilder().paragraph("始").hidden_piece("甲").paragraph("中").hidden_piece("乙"));
    CHECK(fast_saved.hidden_text);
    CHECK(texts(fast_saved) == std::vector<std::string>{"始", "", "中", ""});
    CHECK(document_of(DocBuilder().paragraph(DocxParagraph("张").deleted("x"))).tracked);
    CHECK(document_of(DocBuilder().paragraph(DocxParagraph("张").inserted("x"))).tracked);
    const Document plain = document_of(DocBuilder().paragraph("张"));
    CHECK_FALSE((plain.hidden_text || plain.tracked));
}

TEST_CASE("a table of a .doc is the grid that it would be in a .docx") {
    DocBuilder builder;
    builder.table(volunteer);
    if (GENERATE(false, true)) builder.jitter(7);
    if (GENERATE(false, true)) builder.scattered();
    if (GENERATE(false, true)) builder.upper_case_names();
    if (GENERATE(false, true)) builder.large_sectors();
    const Table table = table_of(document_of(builder));
    CHECK(table.rows == 3);
    CHECK(table.columns == 3);
    REQUIRE(table.cells.size() == 6);
    CHECK(table.cells[2] == Cell{0, 2, 2, 1, {"照片"}, {}});
    CHECK(table.cells[5] == Cell{2, 0, 1, 3, {"事迹"}, {}});
}

TEST_CASE("the same content says the same in a .doc and in a .docx") {
    DocxBuilder content;
    content.paragraph("推荐表").table(
        {{"姓　名", "张三", "性别", "男", DocxCell("照片").tall(3)},
         {DocxCell("累计志愿").line("服务时长"), DocxCell("100").wide(3)},
         {DocxCell("单位").tall(2), DocxCell("一").wide(2), "二"},
         {"三", DocxCell("外").nested({{"内", DocxCell("里").tall(2)}, {"下"}}).wide(3)},
         {DocxCell(DocxParagraph().checkbox(true).text("是")).wide(5)}});
    content.paragraph(DocxParagraph("电话").text_box({"138"}));
    content.picture({PictureBuilder(9, 9).jpeg()}).picture({PictureBuilder(9, 9).png(), "b", true});
    Budget budget{Limits{}};
    const Reading docx =
        read_document({"表.docx", Bytes::owned(content.bytes()), "", false, ""}, budget);
    const Document& expected = std::get<Document>(docx.content);
    const Document document = document_of(DocBuilder(content));
    CHECK(document.blocks == expected.blocks);
    REQUIRE(document.images.size() == 2);
    CHECK(document.images[0].bytes == expected.images[0].bytes);
}

TEST_CASE("cells merged the old way are one cell") {
    const Table table = table_of(document_of(
        DocBuilder().table({{DocxCell("标题").wide(3).merged_old_way()}, {"甲", "乙", "丙"}})));
    REQUIRE(table.cells.size() == 4);
    CHECK(table.cells[0] == Cell{0, 0, 1, 3, {"标题"}, {}});
}

TEST_CASE("a row whose definition fills more than a page is read from the Data stream") {
    DocxRow row;
    for (int i = 0; i < 30; ++i) row.push_back(DocxCell(std::to_string(i)));
    const Table table = table_of(document_of(DocBuilder().table({row, {DocxCell("宽").wide(30)}})));
    CHECK(table.columns == 30);
    REQUIRE(table.cells.size() == 31);
    CHECK(table.cells[29] == Cell{0, 29, 1, 1, {"29"}, {}});
    CHECK(table.cells[30].columns == 30);
}

TEST_CASE("a long document fills many pages of formatting, and none is lost") {
    DocBuilder builder;
    for (int i = 0; i < 200; ++i) builder.paragraph(DocxParagraph("段").hidden("x").text("尾"));
    const Document document = document_of(builder.table(volunteer));
    CHECK(texts(document) == [] {
        std::vector<std::string> all(200, "段尾");
        all.emplace_back();
        return all;
    }());
    CHECK(table_of(document).cells.size() == 6);
}

TEST_CASE("a nested table follows the one that holds it, and a text box its anchor") {
    const Document nested =
        document_of(DocBuilder().table({{DocxCell("外").nested({{"内", "里"}})}, {"下"}}));
    REQUIRE(nested.blocks.size() == 3);
    CHECK(std::get<Table>(nested.blocks[0]).cells[1].text() == "下");
    CHECK(std::get<Table>(nested.blocks[1]).cells[1] == Cell{0, 1, 1, 1, {"里"}, {}});

    DocBuilder boxed;
    boxed.paragraph(DocxParagraph("姓名").text_box({"张三", "李四"}).text("：")).paragraph("完");
    CHECK(texts(document_of(boxed)) == std::vector<std::string>{"姓名：", "张三", "李四", "完"});
    CHECK(texts(document_of(boxed.boxes_without_anchors()))
          == std::vector<std::string>{"姓名：", "完", "张三", "李四"});
}

TEST_CASE("a text box in a cell belongs to the cell") {
    const Table table =
        table_of(document_of(DocBuilder().table({{"姓名", DocxParagraph().text_box({"张三"})}})));
    CHECK(table.cells[1].paragraphs == std::vector<std::string>{"", "张三"});
}

TEST_CASE("pictures of a .doc keep their bytes, their cell and their cropping") {
    const bool anchored = GENERATE(false, true), cropped = GENERATE(false, true),
               scattered = GENERATE(false, true);
    const std::string bytes = GENERATE(as<std::string>(), PictureBuilder(60, 80).jpeg(),
                                       PictureBuilder(60, 80).bytes_exactly(30'000).png());
    DocBuilder builder;
    builder.table({{"照片", DocxCell("").picture({bytes, "a", anchored, cropped})}});
    if (scattered) builder.scattered();
    const Document document = document_of(builder);
    REQUIRE(document.images.size() == 1);
    const Picture& picture = document.images[0];
    CHECK(picture.bytes == Bytes::owned(bytes));
    CHECK(picture.format == (bytes[0] == '\xFF' ? "jpeg" : "png"));
    CHECK(picture.width_px == 60);
    CHECK(picture.height_px == 80);
    CHECK(picture.cropped == cropped);
    CHECK(picture.name
          == (anchored ? "WordDocument/picture1." : "Data/picture1.") + picture.format);
    CHECK(table_of(document).cells[1].images == std::vector<std::size_t>{0});
}

TEST_CASE("a packed metafile is unpacked, and a bitmap gets its file header back") {
    const bool anchored = GENERATE(false, true);
    std::string emf = le32(1) + std::string(36, '\0') + " EMF";
    emf.resize(5000, 'x');
    // BITMAPFILEHEADER, BITMAPINFOHEADER: 2 by 1 pixels of 24 bits
    const std::string bmp = "BM" + le32(62) + le32(0) + le32(54) + le32(40) + le32(2) + le32(1)
                            + le16(1) + le16(24) + std::string(24, '\0') + "aabbcc\0\0";
    const std::string padded = bmp + std::string(62 - bmp.size(), '\0');
    const auto [bytes, format] =
        GENERATE_COPY(table<std::string, std::string>({{emf, "emf"}, {padded, "bmp"}}));
    const Document document = document_of(DocBuilder().picture({bytes, "a", anchored}));
    REQUIRE(document.images.size() == 1);
    CHECK(document.images[0].bytes == Bytes::owned(bytes));
    CHECK(document.images[0].format == format);
}

TEST_CASE("a metafile that would unpack to more than its header says is left packed") {
    std::string emf = le32(1) + std::string(36, '\0') + " EMF";
    emf.resize(200'000, 'x');
    std::string file = DocBuilder().picture({emf}).bytes();
    const std::size_t size = file.find(le32(200'000));
    REQUIRE(size != std::string::npos);
    file.replace(size, 4, le32(199'999));
    const Document document = std::get<Document>(reading_of(file).content);
    REQUIRE(document.images.size() == 1);
    CHECK(document.images[0].format.empty());
    CHECK(document.images[0].bytes.size() < 2000);
}

TEST_CASE("pictures are in order of appearance, and one shown often is there twice") {
    const std::string a = PictureBuilder(20, 20).seed(1).jpeg(),
                      b = PictureBuilder(20, 20).seed(2).jpeg();
    DocBuilder builder;
    builder.picture({a}).picture({b, "b", true}).picture({a}).picture({a}).picture({a});
    const Document document = document_of(builder);
    REQUIRE(document.images.size() == 3);
    CHECK(document.images[0].bytes == Bytes::owned(a));
    CHECK(document.images[1].bytes == Bytes::owned(b));
    CHECK(document.images[2].bytes == Bytes::owned(a));
}

TEST_CASE("what acts on its own in a .doc is told") {
    const auto [builder, detail] = GENERATE(table<DocBuilder, std::string>({
        {DocBuilder().paragraph("一"), ""},
        {DocBuilder().paragraph("一").macros(), "宏"},
        {DocBuilder().paragraph("一").package(), "嵌入的程序或文件"},
        {DocBuilder().paragraph("一").remote_template(), "外部模板"},
        {DocBuilder().paragraph(DocxParagraph().field("EMBED Excel.Sheet.8", "表")), ""},
        {DocBuilder().paragraph(DocxParagraph().field("DDEAUTO c:\\\\cmd.exe", "x")), "DDE 链接"},
    }));
    const Reading reading = reading_of(builder.bytes());
    CHECK(std::get<Document>(reading.content).active == !detail.empty());
    CHECK(std::get<Document>(reading.content).active_detail == detail);
    CHECK(code_of(reading) == (detail.empty() ? "" : "material.active"));
}

TEST_CASE("a .doc that cannot be read says why") {
    const std::string good = DocBuilder().table(volunteer).bytes();
    Limits small;
    small.unpacked_bytes = 3000;
    Budget budget(small);
    CHECK(code_of(reading_of(DocBuilder().paragraph("一").encrypted().bytes()))
          == "material.encrypted");
    const Reading old = reading_of(DocBuilder().paragraph("一").word_95().bytes());
    REQUIRE(std::holds_alternative<Foreign>(old.content));
    CHECK(std::get<Foreign>(old.content).kind == ForeignKind::word_95);
    CHECK(code_of(reading_of(DocBuilder().paragraph("一").word_95().encrypted().bytes()))
          == "material.encrypted");
    CHECK(code_of(read_doc(as_bytes(good), budget)) == "material.limit");
    CHECK(code_of(reading_of(CompoundBuilder().stream("WordDocument", "x").bytes()))
          == "material.unreadable");
}

TEST_CASE("a .doc that is cut short is read as it was, or unreadable and says so") {
    const std::string file =
        DocBuilder().table(volunteer).picture({PictureBuilder(90, 90).jpeg()}).bytes();
    const Table whole = table_of(std::get<Document>(reading_of(file).content));
    int refused = 0;
    for (std::size_t size = 0; size < file.size(); size += 512) {
        Budget budget{Limits{}};
        const Reading reading = read_doc(as_bytes(file.substr(0, size)), budget);
        if (const auto* document = std::get_if<Document>(&reading.content))
            CHECK(table_of(*document) == whole);
        else
            refused += code_of(reading) == "material.unreadable";
    }
    CHECK(refused > 5);
}

TEST_CASE("no damage to a .doc stops the reader") {
    const std::string original =
        DocBuilder()
            .paragraph(DocxParagraph("姓名").text_box({"张三"}).checkbox(true).hidden("x"))
            .table({{DocxCell("外").nested({{"内"}}), DocxCell("照").tall(2)}, {"下"}})
            .picture({PictureBuilder(20, 20).jpeg(), "a", true})
            .picture({PictureBuilder(20, 20).png()})
            .bytes();
    unsigned state = 12345;
    const auto random = [&](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state >> 8) % below;
    };
    int answers = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string bytes = original;
        for (std::size_t i = 0; i <= random(12); ++i)
            bytes[random(bytes.size())] = static_cast<char>(random(256));
        Budget budget{Limits{}};
        const Reading reading = read_doc(as_bytes(bytes), budget);
        // One whose version is damaged is taken for a Word 95, and left to the converter.
        answers +=
            !std::holds_alternative<Unreadable>(reading.content) || !reading.problems.empty();
    }
    CHECK(answers == 2000);
}

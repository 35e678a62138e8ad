// Word files that are no Word files: what old office systems write and call .doc.
#include "parsers/documents/read_document.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Document read(const std::string& bytes) {
    Budget budget(Limits{});
    Reading reading = read_document({"推荐表.doc", Bytes::owned(bytes), "", false, ""}, budget);
    REQUIRE(std::holds_alternative<Document>(reading.content));
    return std::get<Document>(std::move(reading.content));
}

const Table& table_in(const Document& document) {
    for (const Block& block : document.blocks)
        if (const auto* table = std::get_if<Table>(&block)) return *table;
    FAIL("no table");
    return std::get<Table>(document.blocks.front());
}

const std::string png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+"
    "M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

}  // namespace

TEST_CASE("WordprocessingML of 2003: sections, merged cells, pictures") {
    const Document document = read(
        "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"w\" xmlns:wx=\"x\" xmlns:v=\"v\"><w:body><wx:sect>"
        "<w:p><w:r><w:t>推荐表</w:t></w:r></w:p><w:tbl>"
        "<w:tr><w:tc><w:tcPr><w:vmerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>照片</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:pict>"
        "<w:binData w:name=\"wordml://01.png\">"
        + png + "</w:binData><v:shape><v:imagedata src=\"wordml://01.png\"/></v:shape></w:pict></w:r></w:p></w:tc></w:tr>"
        "</w:tbl></wx:sect></w:body></w:wordDocument>");
    const Table& table = table_in(document);
    REQUIRE(table.cells.size() == 3);
    CHECK(table.cells[0].rows == 2);
    CHECK(table.cells[1].text() == "姓名");
    REQUIRE(document.images.size() == 1);
    CHECK(document.images[0].format == "png");
    CHECK(table.cells[2].images.size() == 1);
}

TEST_CASE("a package written as one XML text") {
    const Document document = read(
        "<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"p\"><pkg:part "
        "pkg:name=\"/_rels/.rels\"><pkg:xmlData/></pkg:part>"
        "<pkg:part pkg:name=\"/word/_rels/document.xml.rels\"><pkg:xmlData><Relationships>"
        "<Relationship Id=\"rId7\" "
        "Target=\"media/image1.png\"/></Relationships></pkg:xmlData></pkg:part>"
        "<pkg:part pkg:name=\"/word/document.xml\"><pkg:xmlData><w:document><w:body>"
        "<w:p><w:r><w:t>姓名：张三</w:t></w:r><w:r><w:drawing><a:blip "
        "r:embed=\"rId7\"/></w:drawing></w:r></w:p>"
        "</w:body></w:document></pkg:xmlData></pkg:part>"
        "<pkg:part pkg:name=\"/word/media/image1.png\"><pkg:binaryData>"
        + png + "</pkg:binaryData></pkg:part></pkg:package>");
    CHECK(std::get<Paragraph>(document.blocks.at(0)).text == "姓名：张三");
    REQUIRE(document.images.size() == 1);
    CHECK(document.images[0].width_px == 1);
}

TEST_CASE("a web page: spans of cells, hidden text, boxes, and its own charset") {
    const Document document = read(
        "<html><head><meta "
        "charset=gb2312><title>x</title></head><body><p>\xcd\xc6\xbc\xf6\xb1\xed</p>"
        "<p style='display: none'>secret</p><table><tr><td rowspan=2>a</td><td "
        "colspan=2>b<br>c</td></tr>"
        "<tr><td>d</td><td><input type=checkbox checked>e<input "
        "type=radio>f</td></tr></table></body></html>");
    CHECK(std::get<Paragraph>(document.blocks.at(0)).text == "推荐表");
    CHECK(document.hidden_text);
    const Table& table = table_in(document);
    REQUIRE(table.cells.size() == 4);
    CHECK(table.columns == 3);
    CHECK(table.cells[0].rows == 2);
    CHECK(table.cells[1].columns == 2);
    CHECK(table.cells[1].text() == "b\nc");
    CHECK(table.cells[2].column == 1);
    CHECK(table.cells[3].text() == "☑e□f");
}

TEST_CASE("a page with its pictures as one mail (MHT)") {
    const Document document = read(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; "
        "boundary=\"B\"\r\n\r\n--B\r\n"
        "Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: "
        "quoted-printable\r\n\r\n"
        "<html><body><p>=E5=A7=93=E5=90=8D=EF=BC=9A=E5=BC=A0=E4=B8=89</p></body></html>\r\n--B\r\n"
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: "
        "file:///C:/x/image001.png\r\n\r\n"
        + png + "\r\n--B--\r\n");
    CHECK(std::get<Paragraph>(document.blocks.at(0)).text == "姓名：张三");
    REQUIRE(document.images.size() == 1);
    CHECK(document.images[0].name == "image001.png");
    CHECK(std::get<Paragraph>(document.blocks.at(1)).images.size() == 1);
}

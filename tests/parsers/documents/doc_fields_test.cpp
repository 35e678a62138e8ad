#include "parsers/documents/doc_fields.hpp"

#include "tests/build/compound_builder.hpp"
#include "tests/build/doc_parts.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

std::string wide(const std::string& ascii) {
    std::string out;
    for (const char c : ascii) out += le16(static_cast<unsigned char>(c));
    return out;
}

std::string xstz(const std::string& ascii) {
    return le16(ascii.size()) + wide(ascii) + le16(0);
}

/// NilPICFAndBinData with an FFData of a list; chosen: an index, or 25 for the default.
std::string list_data(const std::vector<std::string>& entries,
                      unsigned chosen,
                      unsigned by_default) {
    std::string data = le32(0xFFFFFFFF) + le16(2 | chosen << 2) + le16(0) + le16(0) + xstz("list")
                       + le16(by_default);
    for (int i = 0; i < 5; ++i) data += xstz(i == 2 ? "status" : "");
    data += le16(0xFFFF) + le16(entries.size()) + le16(0);
    for (const std::string& entry : entries) data += le16(entry.size()) + wide(entry);
    return le32(0x44 + data.size()) + le16(0x44) + std::string(62, '\0') + data;
}

std::string shown(const std::string& data) {
    const auto field = read_form_field(as_bytes(data), 0);
    return field ? field->shown : "none";
}

}  // namespace

TEST_CASE("fields pair their marks, one inside another too; a mark alone is no field") {
    const std::u16string text = u"a\x13 IF \x13 PAGE \x14\x31\x15 = 1 \x14yes\x15 b\x15 \x13 lost";
    const auto fields = find_fields(text);
    REQUIRE(fields.size() == 2);
    CHECK(text[fields[0].begin + 2] == u'I');
    CHECK(fields[0].has_result());
    CHECK(instruction_of(fields[0], text) == "IF  = 1");
    CHECK(instruction_of(fields[1], text) == "PAGE");
    CHECK_FALSE(find_fields(u"\x13 MACROBUTTON x\x15")[0].has_result());
    CHECK(find_fields(std::u16string(1000, u'\x13')).empty());
}

TEST_CASE("a form field shows what its data say") {
    CHECK(shown(checkbox_data(true)) == "☑");
    CHECK(shown(checkbox_data(false)) == "□");
    CHECK(shown(list_data({"male", "female"}, 1, 0)) == "female");
    CHECK(shown(list_data({"male", "female"}, 25, 0)) == "male");
    CHECK(shown(list_data({"male", "female"}, 7, 0)).empty());
}

TEST_CASE("data that end early show nothing") {
    const std::string data = list_data({"male", "female"}, 1, 0);
    for (std::size_t size = 0; size < data.size(); ++size) {
        const std::string text = shown(data.substr(0, size));
        CHECK((text == "none" || std::string("female").starts_with(text)));
    }
    CHECK_FALSE(read_form_field(as_bytes(data), 0xFFFFFFF0).has_value());
}

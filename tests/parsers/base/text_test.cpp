#include "parsers/base/text.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

TEST_CASE("trimming takes every kind of blank and leaves the inside alone") {
    const auto [written, expected] = GENERATE(table<std::string, std::string>({
        {"  张 三　", "张 三"},
        {"\xC2\xA0x\xEF\xBB\xBF", "x"},
        {"　　", ""},
        {"", ""},
        {"\t\n姓名\r\n", "姓名"},
        {"\xE3\x80", "\xE3\x80"},  // a torn character is no blank
    }));
    CAPTURE(written);
    CHECK(trim(written) == expected);
}

TEST_CASE("folding makes what people write in many ways one") {
    CHECK(fold("姓　　名：") == "姓名:");
    CHECK(fold("ＡＢｃ１２") == "abc12");
    CHECK(fold("阿依古丽•买买提") == fold("阿依古丽·买买提"));
    CHECK(fold("【姓名】") == "[姓名]");
}

TEST_CASE("bad bytes become U+FFFD and never end the reading") {
    CHECK(to_u32("a\xFFz") == std::u32string{U'a', 0xFFFD, U'z'});
    CHECK(to_u32("\xC0\x80").size() == 2);      // an overlong NUL
    CHECK(to_u32("\xED\xA0\x80").size() == 3);  // a surrogate
    CHECK_FALSE(is_valid_utf8("\xE4\xBD"));
    CHECK(is_valid_utf8("你好"));
    CHECK(clean_utf8(std::string("a\0b\x1B\n\xE2\x80\xAE"
                                 "c",
                                 9))
          == "ab\nc");
}

TEST_CASE("a typing error finds the word that was meant, a stranger finds none") {
    const std::vector<std::string> words{"mailbox", "smtp", "state", "deadline"};
    CHECK(nearest("mailbx", words) == "mailbox");
    CHECK(nearest("dedline", words) == "deadline");
    CHECK(nearest("zebra", words) == std::nullopt);
    CHECK(nearest("", words) == std::nullopt);
    const std::vector<std::string> others{"send", "hold", "name", "phone", "form", "received"};
    const auto [written, meant] = GENERATE(table<std::string, std::string>({
        {"sned", "send"},
        {"nmae", "name"},
        {"phnoe", "phone"},
        {"froms", "form"},
        {"recieved", "received"},
        {"hodl", "hold"},
    }));
    CAPTURE(written);
    CHECK(nearest(written, others) == meant);
    CHECK(nearest("x", others) == std::nullopt);
}

TEST_CASE("a word of a megabyte is far from everything, at once") {
    const std::string huge(1'000'000, 'k');
    CHECK(edit_distance(huge, huge + "x") == 1'000'001);
    CHECK(edit_distance(huge, "key") == 1'000'000);
    const std::string longest(256, 'k');
    CHECK(edit_distance(longest, longest.substr(1)) == 1);
    CHECK(edit_distance(longest, longest.substr(64)) == 64);
    CHECK(edit_distance(longest, longest.substr(65)) == 256);
    CHECK(nearest(huge, std::vector<std::string>{"key"}) == std::nullopt);
}

TEST_CASE("edit distance counts characters, not bytes") {
    CHECK(edit_distance("江苏省科协", "江西省科协") == 1);
    CHECK(edit_distance("", "三长") == 2);
    CHECK(edit_distance("张三丰", "张丰三") == 1);
    CHECK(edit_distance("ca", "abc") == 3);  // no character is moved twice
    CHECK(edit_distance("abcdef", "badcfe") == 3);
    CHECK(shorten("科技志愿服务队", 4) == "科技志愿…");
    CHECK(shorten("科技", 4) == "科技");
}

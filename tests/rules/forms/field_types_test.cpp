#include "rules/forms/field_types.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {
Normalized as(FieldType type, std::string_view value, std::vector<std::string> options = {}) {
    Field field;
    field.type = type;
    field.options = std::move(options);
    return normalize(field, value);
}
constexpr const char* none = "";
}  // namespace

TEST_CASE("a month is understood however people write it, and never guessed") {
    const auto [written, expected, doubtful] = GENERATE(table<std::string, std::string, bool>({
        {"1985.03", "1985-03", false},
        {"1985年3月", "1985-03", false},
        {"1985-3-12", "1985-03", false},
        {"198503", "1985-03", false},
        {"19850312", "1985-03", false},
        {"１９８５年０３月", "1985-03", false},
        {"一九八五年三月", "1985-03", false},
        {"二〇一八年十二月", "2018-12", false},
        {"1985 年 3 月 生", "1985-03", false},
        {"1985/03/12", "1985-03", false},
        {"2015.03-2019.12", "2015-03", false},
        {"3/1985", "1985-03", false},
        {"85.3", none, true},
        {"2018年", none, true},
        {"1985.13", none, true},
        {"不详", none, false},
        {"1985", none, true},
    }));
    CAPTURE(written);
    const Normalized out = as(FieldType::year_month, written);
    CHECK(out.text.value_or(none) == expected);
    CHECK(out.doubtful == doubtful);
}

TEST_CASE("phones are one or more real numbers, and no other digits") {
    const auto [written, expected] = GENERATE(table<std::string, std::string>({
        {"13812345678", "13812345678"},
        {"138 1234 5678", "13812345678"},
        {"13812345678 123456789@qq.com", "13812345678"},
        {"13812345678/zhang1985@163.com", "13812345678"},
        {"13812345678，邮编：210000", "13812345678"},
        {"QQ：123456789 手机13812345678", "13812345678"},
        {"13812345678（微信zs1985）", "13812345678"},
        {"138-1234-5678", "13812345678"},
        {"+86 138 1234 5678", "13812345678"},
        {"１３８１２３４５６７８", "13812345678"},
        {"010-65005187", "010-65005187"},
        {"（025）83790000", "025-83790000"},
        {"0512-6812345", "0512-6812345"},
        {"83790000", "83790000"},
        {"010-65005187转801", "010-65005187-801"},
        {"010-65005187-801", "010-65005187-801"},
        {"张三13812345678、李四 13912345678", "13812345678 13912345678"},
        {"400-810-1234", "4008101234"},
        {"025-83790000 13812345678", "025-83790000 13812345678"},
        {"025-83790000/13812345678", "025-83790000 13812345678"},
        {"+86-10-65005187", "010-65005187"},
        {"13812345678(手机)", "13812345678"},
        {"1381234567", none},
        {"138123456789", none},
        {"12345", none},
        {"无", none},
        {"13812345678 210000", none},
    }));
    CAPTURE(written);
    CHECK(as(FieldType::phone, written).text.value_or(none) == expected);
}

TEST_CASE("numbers are read with their units and words") {
    const auto [written, expected] = GENERATE(table<std::string, std::string>({
        {"300", "300"},
        {"300小时", "300"},
        {"约300小时", "300"},
        {"1,200", "1200"},
        {"300余小时", "300"},
        {"３００", "300"},
        {"12.5h", "12.5"},
        {"27h（当年）", "27"},
        {"二十五", "25"},
        {"一千二百小时", "1200"},
        {"1.2万小时", "12000"},
        {"2019年300小时", "300"},
        {"20-30", none},
        {"3年", none},
        {"很多", none},
        {"10.50小时", "10.5"},
    }));
    CAPTURE(written);
    CHECK(as(FieldType::hours, written).text.value_or(none) == expected);
}

TEST_CASE("a number of people is whole") {
    CHECK(as(FieldType::integer, "25人").number == 25.0);
    CHECK_FALSE(as(FieldType::integer, "25.5").number);
}

TEST_CASE("gender and party are told by their words") {
    CHECK(as(FieldType::gender, "男").text == "男");
    CHECK(as(FieldType::gender, "女性").text == "女");
    CHECK_FALSE(as(FieldType::gender, "男女").text);
    CHECK(as(FieldType::politics, "中国共产党党员").text == "中共党员");
    CHECK(as(FieldType::politics, "预备党员").text == "中共预备党员");
    CHECK(as(FieldType::politics, "民盟").text == "民盟盟员");
    CHECK(as(FieldType::politics, "其他").text == "其他");
    CHECK(as(FieldType::name, "欧阳　明").text == "欧阳明");
    CHECK(as(FieldType::choice, "选 乙", {"甲", "乙"}).text == "乙");
}

TEST_CASE("字数 counts as Word counts it") {
    CHECK(word_count("你好，世界。") == 6);
    CHECK(word_count("Hello world") == 2);
    CHECK(word_count("2019年共300小时") == 6);
    CHECK(word_count("　　段落\n第二 段") == 5);
    CHECK(word_count("") == 0);
}

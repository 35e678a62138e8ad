#include "parsers/recognition/wanted_texts.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

TEST_CASE("a wanted text is found in a line whatever its blanks, widths and punctuation") {
    const auto [wanted, line, found] = GENERATE(table<std::string, std::string, bool>({
        {"林小满", "姓名：林 小 满", true},
        {"林小满", "姓名：林小清", false},  // a name is exact
        {"13800001234", "电话 １３８ ００００ １２３４", true},
        {"13800001234", "13800901234", true},                       // one in eight
        {"青山县科技志愿服务分队", "青山县科技志愿服务分", false},  // the end is in the next line
        {"13800001234", "13800009935", false},
        {"青山县学府路12号", "通讯地址青山县学府路l2号", true},
        {"土壤检测、科技馆讲解", "土壤检测丶科技馆讲解", true},
        {"AB", "（a-b）", true},
    }));
    CAPTURE(wanted, line);
    WantedTexts texts({wanted});
    CHECK(texts.any());
    texts.look(line);
    CHECK(texts.open() == !found);
}

TEST_CASE("boxes are worth reading in the order in which their shapes suit what is open") {
    WantedTexts texts({"林小满", "青山县科学技术协会志愿服务队"});
    REQUIRE(texts.distance(2.4));
    CHECK(*texts.distance(2.4) < *texts.distance(5.0));   // a name rather than something between
    CHECK(*texts.distance(10.0) < *texts.distance(5.5));  // the long one
    CHECK_FALSE(texts.distance(30.0));                    // a line of the story holds neither
    texts.look("青山县科学技术协会志愿服务队");
    CHECK_FALSE(texts.distance(15.0));
    texts.look("林小满");
    CHECK_FALSE(texts.open());
    CHECK_FALSE(texts.distance(2.4));
}

TEST_CASE("nothing wanted, or nothing but punctuation, is no question") {
    CHECK_FALSE(WantedTexts({}).any());
    CHECK_FALSE(WantedTexts({"", "——"}).any());
}

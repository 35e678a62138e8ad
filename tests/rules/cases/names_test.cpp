#include "rules/cases/names.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

TEST_CASE("a candidate is found in the name of a file, and words of every file are no candidate") {
    const auto [way, expected] = GENERATE(table<std::string, std::optional<std::string>>({
        {"3.张三-推荐表（盖章）.pdf", "张三"},
        {"李四 扫描件.pdf", "李四"},
        {"欧阳明月推荐表.docx", "欧阳明月"},
        {"星火科技志愿服务队-推荐表.docx", "星火科技志愿服务队"},
        {"附件2优秀科技志愿者典型事迹推荐表.docx", std::nullopt},
        {"推荐表最终版.docx", std::nullopt},
        {"扫描件.pdf", std::nullopt},
        {"IMG_2001.jpg", std::nullopt},
        {"", std::nullopt},
    }));
    CAPTURE(way);
    CHECK(candidate_in_name(way, {"优秀科技志愿者典型事迹推荐表"}) == expected);
}

TEST_CASE("the name of a file hints at what it is") {
    CHECK(slot_by_name("a/b.DOCX") == Slot::word);
    CHECK(slot_by_name("b.pdf") == Slot::scan);
    CHECK(slot_by_name("x.rar") == Slot::archive);
    CHECK(slot_by_name("README") == Slot::unknown);
    CHECK(says_scan("推荐表.jpg"));
    CHECK(says_scan("盖章/1.jpg"));
    CHECK(!says_scan("推荐表照片.jpg"));
    CHECK(!says_scan("推荐表.zip/1.jpg"));
    CHECK(says_photo("照片/1.jpg"));
    CHECK(folder_name("a.zip/张三/x.pdf") == "a.zip/张三");
    CHECK(stem("a.zip/.hidden") == ".hidden");
}

TEST_CASE("what is left of a name parts files of a set") {
    CHECK(distinctive("推荐表01.docx", {}) == distinctive("扫描件01.pdf", {}));
    CHECK(distinctive("推荐表01.docx", {}) != distinctive("推荐表02.docx", {}));
    CHECK(distinctive("推荐表.docx", {}).empty());
}

// Forms as people really fill them in: what is read is what they wrote, and nothing else.
#include "rules/forms/form_reader.hpp"

#include "parsers/documents/docx.hpp"
#include "rules/call/call.hpp"
#include "tests/build/docx_builder.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace shoujian;

namespace {

FieldSpec field(const char* id,
                std::vector<std::string> labels,
                FieldType type,
                bool is_long = false) {
    return {id, std::move(labels), "", static_cast<int>(type), is_long, {}};
}

PreparedForm form() {
    PreparedForm out;
    out.spec.call = "call";
    out.spec.form = "volunteer";
    out.spec.titles = {"优秀志愿者推荐表"};
    out.spec.fields = {
        field("name", {"姓名"}, FieldType::name),
        field("gender", {"性别"}, FieldType::gender),
        field("birth", {"出生年月"}, FieldType::year_month),
        field("address", {"通讯地址"}, FieldType::text),
        field("phone", {"联系方式", "联系电话", "电话", "手机"}, FieldType::phone),
        field("projects", {"主要服务项目/活动", "主要服务项目", "主要服务活动"}, FieldType::text),
        field("story", {"主要事迹"}, FieldType::text, true),
        field("unit", {"推荐单位", "推荐单位意见"}, FieldType::unit)};
    return out;
}

Document document_of(const DocxBuilder& builder) {
    Budget budget(Limits{});
    const std::string bytes = builder.bytes();
    Reading reading = read_docx(as_bytes(bytes), budget);
    REQUIRE(std::holds_alternative<Document>(reading.content));
    return std::get<Document>(std::move(reading.content));
}

PreparedForm with_blank(const DocxBuilder& blank) {
    PreparedForm out = form();
    out.blank = document_of(blank);
    return out;
}

std::map<std::string, RawField> read(const DocxBuilder& builder, const PreparedForm& prepared) {
    const WordFacts facts = read_form(document_of(builder), std::span(&prepared, 1));
    REQUIRE(facts.forms.size() == 1);
    std::map<std::string, RawField> out;
    for (const RawField& one : facts.forms[0].fields) out[one.id] = one;
    return out;
}

DocxBuilder titled() {
    DocxBuilder out;
    out.paragraph("优秀志愿者推荐表");
    return out;
}

/// A form in paragraphs, one line changed.
DocxBuilder in_lines(const std::string& label, const std::string& value) {
    std::vector<std::pair<std::string, std::string>> lines{{"姓名", "张三"},
                                                           {"性别", "男"},
                                                           {"出生年月", "1985.03"},
                                                           {"通讯地址", "南京市"},
                                                           {"联系方式", "13812345678"},
                                                           {"主要服务项目/活动", "科普"},
                                                           {"主要事迹", "他很好。"},
                                                           {"推荐单位", "江苏省科协"}};
    DocxBuilder out = titled();
    for (auto& [name, text] : lines) {
        if (name == label) text = value;
        // The first line of a value stands behind its label, the others in paragraphs of their own.
        std::size_t end = text.find('\n');
        out.paragraph(name + "：" + text.substr(0, end));
        while (end != std::string::npos) {
            const std::size_t begin = end + 1;
            end = text.find('\n', begin);
            out.paragraph(text.substr(begin, end == std::string::npos ? end : end - begin));
        }
    }
    return out;
}

DocxBuilder unfilled() {
    DocxBuilder out = titled();
    for (const char* label :
         {"姓名：", "性别：", "出生年月：", "通讯地址：", "联系方式：", "主要服务项目/活动：",
          "主要事迹（不超过1000字）：", "被推荐人照片（半身照，不低于1M）", "推荐单位：（盖章）"})
        out.paragraph(label);
    return out;
}

DocxBuilder in_table(const std::string& label, DocxCell value) {
    DocxBuilder out = titled();
    std::vector<DocxRow> rows{{"姓名", "张三"},
                              {"性别", "男"},
                              {"出生年月", "1985.03"},
                              {"通讯地址", "南京市"},
                              {"联系方式", "13812345678"},
                              {"主要服务项目/活动", "科普"},
                              {"主要事迹（不超过1000字）", "他很好。"},
                              {"推荐单位", "江苏省科协（盖章）"}};
    out.table(std::move(rows));
    out.fill(label, std::move(value));
    return out;
}

}  // namespace

TEST_CASE("what looks like a label inside running text is text") {
    const auto story = GENERATE(values<std::string>({
        "姓名：张大爷，是他帮扶的第一户。\n他很好。",
        "他长期从事科普。\n电话：12345 是市民热线。",
        "他长期从事科普。\n联系方式：他把手机号公布给了全村。",
        "他长期从事科普。\n推荐单位：某县科协也来学习。",
        "一、基本情况\n他长期从事科普。\n二、主要事迹\n他很好。",
        "他填报了优秀志愿者推荐表，受到好评。\n他很好。",
    }));
    CAPTURE(story);
    const auto fields = read(in_lines("主要事迹", story), form());
    CHECK(fields.at("story").value == story);
    CHECK(fields.at("name").value == "张三");
    CHECK(fields.at("phone").value == "13812345678");
    CHECK(fields.at("unit").value == "江苏省科协");
}

TEST_CASE("words of other forms inside a story are text where the blank form does not print them") {
    const auto story = GENERATE(values<std::string>({
        "工作单位：某小学\n他很好。",
        "他长期从事科普。\n备注：无\n群众评价很好。",
    }));
    CAPTURE(story);
    const PreparedForm known = with_blank(unfilled());
    CHECK(read(in_lines("主要事迹", story), known).at("story").value == story);
    // And the line that it prints ends the story.
    CHECK(read(titled()
                   .paragraph("姓名：张三")
                   .paragraph("性别：男")
                   .paragraph("出生年月：1985.03")
                   .paragraph("通讯地址：南京")
                   .paragraph("联系方式：13812345678")
                   .paragraph("主要服务项目/活动：科普")
                   .paragraph("主要事迹：他很好。")
                   .paragraph("被推荐人照片（半身照，不低于1M）")
                   .paragraph("推荐单位：江苏省科协"),
               known)
              .at("story")
              .value
          == "他很好。");
}

TEST_CASE("a blank answer is not filled from elsewhere") {
    DocxBuilder form_with_story = in_lines("联系方式", "");
    CHECK(read(form_with_story, form()).at("phone").value.empty());
    CHECK(read(in_table("出生年月", "（格式：1985.03）"), form()).at("birth").value.empty());
    CHECK(read(in_table("主要服务项目/活动", "（可列多项）"), form()).at("projects").value.empty());
    CHECK(read(in_table("通讯地址", "负责人签字：　　　　年　月　日"), form())
              .at("address")
              .value.empty());
}

TEST_CASE("of a cell's content the submitter's words are the value") {
    const auto [label, cell, id,
                value] = GENERATE(table<std::string, DocxCell, std::string, std::string>({
        {"出生年月", DocxCell("（如：1985年3月）").line("1990.11"), "birth", "1990.11"},
        {"联系方式", DocxCell("（手机及固定电话）").line("13812345678"), "phone", "13812345678"},
        {"联系方式", DocxCell("手机：13812345678").line("固话：010-68578249"), "phone",
         "手机：13812345678\n固话：010-68578249"},
        {"主要服务项目/活动", DocxCell("主要服务项目：科普").line("主要服务活动：讲座"), "projects",
         "主要服务项目：科普\n主要服务活动：讲座"},
        {"通讯地址", DocxCell("").nested({{DocxCell("南京市北京东路1号")}}), "address",
         "南京市北京东路1号"},
        {"通讯地址", DocxCell("：南京市"), "address", "南京市"},
        {"性别", DocxCell("男（）女（√）"), "gender", "女"},
        {"性别", DocxCell("口男 √女"), "gender", "女"},
        {"性别", DocxCell("□男 ☑女"), "gender", "女"},
        {"推荐单位", DocxCell("江苏省科协（盖章）  日期：2020年5月9日"), "unit", "江苏省科协"},
        {"推荐单位", DocxCell("经审核，材料真实，同意推荐。江苏省科协"), "unit", "江苏省科协"},
        {"推荐单位", DocxCell("同意推荐江苏省科协"), "unit", "江苏省科协"},
        {"推荐单位", DocxCell("单位（公章）：江苏省科协"), "unit", "江苏省科协"},
        {"推荐单位", DocxCell("江苏省科协【盖章】"), "unit", "江苏省科协"},
        {"推荐单位", DocxCell("江苏省科技协会（筹）"), "unit", "江苏省科技协会（筹）"},
    }));
    CAPTURE(label, value);
    const RawField read_back = read(in_table(label, cell), form()).at(id);
    CHECK(read_back.value == value);
    CHECK(read_back.confidence >= 0.85);
}

TEST_CASE("labels are known however they are decorated") {
    const auto [name, gender] = GENERATE(table<std::string, std::string>({
        {"1.姓名：张三　　2.性别：男", ""},
        {"★姓名：张三　　★性别：男", ""},
        {"【姓名】：张三　　【性别】：男", ""},
        {"（1）姓名：张三　（2）性别：男", ""},
    }));
    CAPTURE(name);
    const auto fields = read(titled()
                                 .paragraph(name)
                                 .paragraph("出生年月：1985.03")
                                 .paragraph("通讯地址：南京")
                                 .paragraph("联系方式：13812345678")
                                 .paragraph("主要事迹：他很好。")
                                 .paragraph("推荐单位：江苏省科协"),
                             form());
    CHECK(fields.at("name").value == "张三");
    CHECK(fields.at("gender").value == "男");
}

TEST_CASE("bracketed and bare-numbered labels of a table are labels") {
    DocxBuilder builder = titled();
    builder.table({{"1 姓名", "张三"},
                   {"【性别】（必填）", "男"},
                   {"出生年月", "1985.03"},
                   {"【主要事迹】（不超过1000字）", "他很好。"},
                   {"联系方式", "13812345678"},
                   {"推荐单位", "江苏省科协"}});
    const auto fields = read(builder, form());
    CHECK(fields.at("name").value == "张三");
    CHECK(fields.at("gender").value == "男");
    CHECK(fields.at("story").value == "他很好。");
}

TEST_CASE("a blank cell before a cell with its own label is blank") {
    DocxBuilder builder = titled();
    builder.table({{"姓名：", DocxCell("性别：男")},
                   {DocxCell("出生年月：1985.03"), DocxCell("通讯地址：南京")},
                   {DocxCell("联系方式：13812345678"), DocxCell("主要事迹").line("他很好。")},
                   {DocxCell("推荐单位：江苏省科协"), DocxCell("")}});
    const auto fields = read(builder, form());
    CHECK(fields.at("name").value.empty());
    CHECK(fields.at("gender").value == "男");
    CHECK(fields.at("story").value == "他很好。");
}

TEST_CASE("answers in text boxes stand behind their labels") {
    DocxBuilder builder = titled();
    builder.paragraph(DocxParagraph("姓名：")
                          .text_box({DocxParagraph("张三")})
                          .text("　性别：")
                          .text_box({DocxParagraph("男")}));
    builder.paragraph("出生年月：1985.03")
        .paragraph("通讯地址：南京")
        .paragraph("联系方式：13812345678")
        .paragraph("主要事迹：他很好。")
        .paragraph("推荐单位：江苏省科协");
    const auto fields = read(builder, form());
    CHECK(fields.at("name").value == "张三");
    CHECK(fields.at("gender").value == "男");
}

TEST_CASE("the blank form tells where values stand") {
    DocxBuilder blank = titled();
    // 性别 stands above its value here, 姓名 beside it: only the blank form can tell.
    blank.table({{"姓名", "", DocxCell("照片").tall(3)},
                 {"性别", "出生年月"},
                 {"", "　　年　月"},
                 {"通讯地址", DocxCell("").wide(2)},
                 {"联系方式", DocxCell("").wide(2)},
                 {"主要服务项目/活动", DocxCell("").wide(2)},
                 {"主要事迹", DocxCell("").wide(2)},
                 {"推荐单位", DocxCell("（盖章）").wide(2)}});
    const PreparedForm known = with_blank(blank);
    DocxBuilder filled = titled();
    filled.table({{"姓名", "张三", DocxCell("照片").tall(3)},
                  {"性别", "出生年月"},
                  {"男", "1985年3月"},
                  {"通讯地址", DocxCell("南京").wide(2)},
                  {"联系方式", DocxCell("13812345678").wide(2)},
                  {"主要服务项目/活动", DocxCell("").wide(2)},
                  {"主要事迹", DocxCell("他很好。").wide(2)},
                  {"推荐单位", DocxCell("江苏省科协（盖章）").wide(2)}});
    const auto fields = read(filled, known);
    CHECK(fields.at("name").value == "张三");
    CHECK(fields.at("name").rule == "R0 template");
    CHECK(fields.at("gender").value == "男");
    CHECK(fields.at("birth").value == "1985年3月");
    CHECK(fields.at("projects").value.empty());
    CHECK(fields.at("unit").value == "江苏省科协");
    for (const auto& [id, one] : fields) {
        CAPTURE(id);
        CHECK(one.alternatives.empty());
    }
}

TEST_CASE("a label that the form has twice is told by the group it stands in") {
    PreparedForm grouped = form();
    grouped.spec.fields[4].group = "联系人";
    DocxBuilder builder = titled();
    builder.table({{DocxCell("负责人").tall(2), "姓名", "张三"},
                   {"联系方式", "13900000000"},
                   {DocxCell("联系人").tall(2), "职务", "干事"},
                   {"联系方式", "13812345678"},
                   {DocxCell("性别").wide(2), "男"},
                   {DocxCell("出生年月").wide(2), "1985.03"},
                   {DocxCell("主要事迹").wide(2), "他很好。"},
                   {DocxCell("推荐单位").wide(2), "江苏省科协"}});
    const RawField phone = read(builder, grouped).at("phone");
    CHECK(phone.value == "13812345678");
    CHECK(phone.alternatives.empty());
}

TEST_CASE("two places that disagree are both shown") {
    DocxBuilder builder = titled();
    builder.table({{"姓名", "张三", "联系方式", "13812345678"},
                   {"性别", "男", "电话", "13900000000"},
                   {"出生年月", "1985.03", "通讯地址", "南京"},
                   {"主要事迹", DocxCell("他很好。").wide(3)},
                   {"推荐单位", DocxCell("江苏省科协").wide(3)}});
    const RawField phone = read(builder, form()).at("phone");
    CHECK(phone.alternatives.size() == 1);
}

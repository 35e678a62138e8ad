// What forms print around the answers, as seen in forms from many hands: none of it is an answer.
#include "parsers/documents/document.hpp"
#include "rules/call/call.hpp"
#include "rules/forms/form_reader.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <sstream>

using namespace shoujian;

namespace {

using Values = std::map<std::string, std::string>;

/// Labels of fields, each a text but those that begin with "?", which are choices.
PreparedForm asking(std::vector<std::string> labels) {
    PreparedForm out;
    out.spec = {"call", "form", {"项目申请书"}, {}, {}};
    for (std::string& label : labels) {
        const bool choice = label.starts_with('?');
        if (choice) label.erase(0, 1);
        const auto type = static_cast<int>(choice ? FieldType::choice : FieldType::text);
        out.spec.fields.push_back({label, {label}, "", type, false, {}});
    }
    return out;
}

Cell cell(int row, int column, std::vector<std::string> paragraphs, int rows = 1, int columns = 1) {
    Cell out;
    out.row = row;
    out.column = column;
    out.rows = rows;
    out.columns = columns;
    out.paragraphs = std::move(paragraphs);
    return out;
}

Table table(int rows, int columns, std::vector<Cell> cells) {
    return {rows, columns, std::move(cells)};
}

struct Read {
    Values values;
    Values doubted;
};

/// The values; those that a person is asked about apart.
Read read(std::vector<Block> blocks, std::vector<std::string> labels, bool titled = true) {
    Document document;
    if (titled) document.blocks.emplace_back(Paragraph{"项目申请书", {}});
    for (Block& block : blocks) document.blocks.push_back(std::move(block));
    const PreparedForm form = asking(std::move(labels));
    const WordFacts facts = read_form(document, std::span(&form, 1));
    REQUIRE(facts.forms.size() == 1);
    Read out;
    for (const RawField& one : facts.forms[0].fields) {
        const bool sure = one.confidence >= 0.85 && one.alternatives.empty();
        (sure ? out.values : out.doubted)[one.id] = one.value;
    }
    return out;
}

std::vector<Block> lines(const std::vector<std::string>& texts) {
    std::vector<Block> out;
    for (const std::string& text : texts) out.emplace_back(Paragraph{text, {}});
    return out;
}

}  // namespace

TEST_CASE("printed dates, units and choices behind a label are no answer") {
    const auto printed = GENERATE(values<std::string>({
        "                        年     月     日审查",
        "        年  月  日 批准",
        "M2",
        "        平方米",
        "万元",
    }));
    CAPTURE(printed);
    const Read got = read(lines({"负责人：" + printed, "单位：江苏省科协"}), {"负责人", "单位"});
    CHECK(got.values == Values{{"负责人", ""}, {"单位", "江苏省科协"}});
}

TEST_CASE("a date below a signature's label dates the signature") {
    const Read got =
        read(lines({"导师签名：\t\t", "2024 年1月 5日", "单位：科协"}), {"导师签名", "单位"});
    CHECK(got.values == Values{{"导师签名", ""}, {"单位", "科协"}});
}

TEST_CASE("a label in the middle of a line may be spaced out itself") {
    const Read got = read(lines({"学部（学院） 软件学院 专    业  软件工程 ", "题目：粒子系统"}),
                          {"专业", "题目"});
    CHECK(got.doubted == Values{{"专业", "软件工程"}});
}

TEST_CASE("the pattern of a file's name is no line to fill in") {
    const Read got = read({table(2, 2,
                                 {cell(0, 0, {"学号"}), cell(0, 1, {""}), cell(1, 0, {"姓名"}),
                                  cell(1, 1, {"张三"})}),
                           Paragraph{"命名为 报名表_学号_姓名，邮件主题同文件命名", {}}},
                          {"学号", "姓名"});
    CHECK(got.values == Values{{"学号", ""}, {"姓名", "张三"}});
}

TEST_CASE("a word that is spaced out in a cell is one word") {
    const Read got = read({table(2, 2,
                                 {cell(0, 0, {"单位:                单位性质:            "}, 1, 2),
                                  cell(1, 0, {"检  查  项  目"}), cell(1, 1, {"单  位  结  果"})})},
                          {"单位"});
    CHECK(got.values == Values{{"单位", ""}});
}

TEST_CASE("notes at the foot that quote labels and their options are instructions") {
    const Read got = read({table(2, 2,
                                 {cell(0, 0, {"课题来源"}), cell(0, 1, {"企业"}),
                                  cell(1, 0, {"题目"}), cell(1, 1, {"X"})}),
                           Paragraph{"注：1．该表由教师填写。", {}},
                           Paragraph{"2．课题来源：A．企业；B．自拟。", {}}},
                          {"课题来源", "题目"});
    CHECK(got.values == Values{{"课题来源", "企业"}, {"题目", "X"}});
}

TEST_CASE("a heading with running text below ends a short answer") {
    const std::string text = "船舶流体动力学是研究船舶在流体中运动规律的科学，";
    const Read got = read(lines({"许可证：AGPL-3.0", "背景及应用领域", text + text, "题目：X"}),
                          {"许可证", "题目"});
    CHECK(got.values == Values{{"许可证", "AGPL-3.0"}, {"题目", "X"}});
}

TEST_CASE("the form's own title behind an unfilled label is no answer") {
    Read got = read(lines({"项目编号：", "", "创新训练", "项目申请书", "项目名称：X"}),
                    {"项目编号", "项目名称"}, false);
    CHECK(got.values["项目编号"].empty());
    CHECK(got.values["项目名称"] == "X");
}

TEST_CASE("a title behind the form, in a floating box, still names it") {
    Document document;
    document.blocks.emplace_back(
        table(2, 4,
              {cell(0, 0, {"姓名"}), cell(0, 1, {"张三"}), cell(0, 2, {"学院"}), cell(0, 3, {"A"}),
               cell(1, 0, {"专业"}), cell(1, 1, {"B"}), cell(1, 2, {"题目"}), cell(1, 3, {"C"})}));
    document.blocks.emplace_back(Paragraph{"项目申请书", {}});
    document.blocks.emplace_back(Paragraph{"填表日期：2016年5月13号", {}});
    const PreparedForm form = asking({"姓名", "学院", "专业", "题目", "填表日期"});
    const WordFacts facts = read_form(document, std::span(&form, 1));
    REQUIRE(facts.forms.size() == 1);
    CHECK(facts.forms[0].fields[0].value == "张三");
    CHECK(facts.forms[0].fields[4].value == "2016年5月13号");
}

TEST_CASE("beside a label of several rows a question is another field") {
    const auto [question, answer] = GENERATE(table<std::string, std::string>({
        {"能否按期完成设计（论文）能", "能"},
        {"能否按期完成设计（论文）不能", "不能"},
    }));
    const Read got =
        read({::table(4, 2,
                      {cell(0, 0, {"已完成任务"}, 2), cell(0, 1, {"软件已写完。"}),
                       cell(1, 1, {"是否符合任务书要求进度"}), cell(2, 0, {"尚需完成的任务"}, 2),
                       cell(2, 1, {"测试。"}), cell(3, 1, {question})})},
             {"已完成任务", "尚需完成的任务", "能否按期完成设计（论文）"});
    CHECK(got.values
          == Values{{"已完成任务", "软件已写完。"},
                    {"尚需完成的任务", "测试。"},
                    {"能否按期完成设计（论文）", answer}});
}

TEST_CASE("a label that a person answers in its own cell is not answered by the cell below") {
    SECTION("a list of one column") {
        const Read got = read({table(3, 1,
                                     {cell(0, 0, {"昵称："}), cell(1, 0, {"自我介绍：（经验等）"}),
                                      cell(2, 0, {"加分题：可提供聊天记录截图。"})})},
                              {"昵称", "自我介绍"});
        CHECK(got.values == Values{{"昵称", ""}, {"自我介绍", ""}});
    }
    SECTION("a row below that belongs to another heading") {
        const Read got =
            read({table(2, 2,
                        {cell(0, 0, {"技术路线"}), cell(0, 1, {"解决方法：", "", ""}),
                         cell(1, 0, {"项目分工"}), cell(1, 1, {"", "叙述成员的分工。"})})},
                 {"解决方法"});
        CHECK(got.values == Values{{"解决方法", ""}});
    }
    SECTION("marks of several people in one cell") {
        const Read got = read({table(1, 2,
                                     {cell(0, 0,
                                           {"", "教师评定成绩：        （占总成绩40%）", "",
                                            "评阅人评定成绩：        （占总成绩30%）"},
                                           1, 2)})},
                              {"教师评定成绩"});
        CHECK(got.values == Values{{"教师评定成绩", ""}});
    }
}

TEST_CASE("labels side by side above one wide cell are no heads of columns") {
    const Read got =
        read({table(2, 6,
                    {cell(0, 0, {"评分", "（满分40分）"}), cell(0, 1, {"38"}), cell(0, 2, {"签字"}),
                     cell(0, 3, {""}), cell(0, 4, {"日期"}), cell(0, 5, {"年  月  日"}),
                     cell(1, 0, {"答辩小组评语：（主要包含选题背景、意义）", "", ""}, 1, 6)})},
             {"评分"});
    CHECK(got.values == Values{{"评分", "38"}});
}

TEST_CASE("where a cell's choices are printed behind its label the answer stands below") {
    const Read got =
        read({table(4, 1,
                    {cell(0, 0, {"软件分类:应用,嵌入,中间件,（3选1）"}), cell(1, 0, {"应用 "}),
                     cell(2, 0, {"版本号："}), cell(3, 0, {"V1.0"})})},
             {"软件分类", "版本号"});
    CHECK(got.values == Values{{"软件分类", "应用"}, {"版本号", "V1.0"}});
}

TEST_CASE("labels and values by turns on a line may stand at single blanks") {
    const Read got = read(lines({"  专业  计算机科学与技术    学号 201990007418   姓名 陈龙宇",
                                 "年  级  2012级  班 级 1608121 "}),
                          {"专业", "学号", "姓名", "年级", "班级"});
    CHECK(got.doubted
          == Values{{"专业", "计算机科学与技术"},
                    {"学号", "201990007418"},
                    {"姓名", "陈龙宇"},
                    {"年级", "2012级"},
                    {"班级", "1608121"}});
}

TEST_CASE("a value ends with its line where the line holds several, or it is a signature") {
    const Read got = read(
        lines({"姓名：  袁嘉飞                学号：  202010302302", "  信息工程  学院  计算机  系",
               "组长签名：", "毕业答辩记录（附页）", "审核意见：", "", "注意事项：如实填写"}),
        {"姓名", "学号", "组长签名", "审核意见"});
    CHECK(got.values
          == Values{
              {"姓名", "袁嘉飞"}, {"学号", "202010302302"}, {"组长签名", ""}, {"审核意见", ""}});
}

TEST_CASE("a value that is set on two lines is one value") {
    const Read got = read(lines({"课题名称    基于互联网Web端的社区电商  ",
                                 "            自动配送系统   ", "学院        软件学院"}),
                          {"课题名称", "学院"});
    CHECK(got.doubted
          == Values{{"课题名称", "基于互联网Web端的社区电商  \n            自动配送系统"},
                    {"学院", "软件学院"}});
}

TEST_CASE("the next numbered heading ends a section that nobody filled in") {
    const Read got = read(lines({"九、学校审核意见：", "      年   月   日", "十、专家组审核意见",
                                 "专家组组长(签字)：        年   月   日"}),
                          {"学校审核意见"});
    CHECK(got.values == Values{{"学校审核意见", ""}});
}

TEST_CASE("ticks in cells of their own choose by row, by column and by the head of the column") {
    SECTION("an option a row, in groups, with empty rows to spare") {
        const Read got =
            read({table(4, 4,
                        {cell(0, 0, {"选题来源"}, 4), cell(0, 1, {"教师项目"}, 2),
                         cell(0, 2, {"国家项目"}), cell(0, 3, {""}), cell(1, 2, {"学校项目"}),
                         cell(1, 3, {""}), cell(2, 1, {"生产单位"}, 1, 2), cell(2, 3, {"√"}),
                         cell(3, 1, {""}, 1, 2), cell(3, 3, {""})})},
                 {"?选题来源"});
        CHECK(got.values == Values{{"选题来源", "生产单位"}});
    }
    SECTION("under heads") {
        const Read got =
            read({table(3, 3,
                        {cell(0, 0, {"审查项目"}), cell(0, 1, {"是"}), cell(0, 2, {"否"}),
                         cell(1, 0, {"是否按时提交"}), cell(1, 1, {"☑"}), cell(1, 2, {"□"}),
                         cell(2, 0, {"是否抄袭"}), cell(2, 1, {"□"}), cell(2, 2, {"☑"})})},
                 {"?是否按时提交", "?是否抄袭"});
        CHECK(got.values == Values{{"是否按时提交", "是"}, {"是否抄袭", "否"}});
    }
}

TEST_CASE("a tick belongs to the option beside it, and a word on how to tick is no tick") {
    const auto [written, chosen] = GENERATE(table<std::string, std::string>({
        {"1.科学技术 □    2.生产实践 □     3.社会经济 □\n4.自拟 ☑        5.其他  □", "4.自拟"},
        {"   教改班基金（   √   ）\n", "教改班基金"},
        {"基础研究（    ）   创新项目（ √ ）      \n综合设计（    ）      请打“√”", "创新项目"},
        {"（√）研发阶段   （）中试阶段   （）批量生产  （选项打√）", "研发阶段"},
        {"是 □  否 ☑", "否"},
    }));
    CAPTURE(written);
    const Read got = read({::table(2, 2,
                                   {cell(0, 0, {"类别"}), cell(0, 1, {written}),
                                    cell(1, 0, {"名称"}), cell(1, 1, {"X"})})},
                          {"?类别", "名称"});
    CHECK(got.values == Values{{"类别", chosen}, {"名称", "X"}});
}

TEST_CASE("fields parted between two sheets under the same title are one form") {
    const Read got = read({Paragraph{"题目：条码系统", {}}, Paragraph{"姓名：寇鑫", {}},
                           Paragraph{"学号：0412", {}}, Paragraph{"某大学项目申请书", {}},
                           table(3, 2,
                                 {cell(0, 0, {"目的"}), cell(0, 1, {"A"}), cell(1, 0, {"基础"}),
                                  cell(1, 1, {"B"}), cell(2, 0, {"方案"}), cell(2, 1, {"C"})})},
                          {"题目", "姓名", "学号", "目的", "基础", "方案"});
    CHECK(got.values
          == Values{{"题目", "条码系统"},
                    {"姓名", "寇鑫"},
                    {"学号", "0412"},
                    {"目的", "A"},
                    {"基础", "B"},
                    {"方案", "C"}});
}

TEST_CASE("where a label is spelled otherwise a person is asked about the value beside it") {
    const auto printed = GENERATE(values<std::string>({"出生日期", "出生年月日", "出年年月"}));
    CAPTURE(printed);
    const Read got = read({table(2, 2,
                                 {cell(0, 0, {"姓名"}), cell(0, 1, {"张三"}), cell(1, 0, {printed}),
                                  cell(1, 1, {"1985年3月"})})},
                          {"姓名", "出生年月"});
    CHECK(got.values == Values{{"姓名", "张三"}});
    CHECK(got.doubted == Values{{"出生年月", "1985年3月"}});
}

TEST_CASE("what stands behind an answer, or in the next section, is no part of it") {
    const auto [written, value] = GENERATE(table<std::string, std::string>({
        {"嘉兴新盛公司            （甲方）", "嘉兴新盛公司"},
        {"中国银行  。", "中国银行"},
        {"烘箱改装。\n二、工程质量\n严格按照规范要求施工。", "烘箱改装。"},
        {"签字：（主管院长或部门负责人）", ""},
    }));
    CAPTURE(written);
    std::vector<std::string> texts;
    std::istringstream in("内容：" + written);
    for (std::string line; std::getline(in, line);) texts.push_back(line);
    CHECK(read(lines(texts), {"内容", "名称"}).values.at("内容") == value);
}

TEST_CASE("a paragraph below a few words is asked about") {
    const std::string text = "甲乙双方本着互利互惠的原则，在平等、自愿、合法的基础上经充分协商，";
    const Read got = read(lines({"乙方：梁庆华", text + text, "名称：X"}), {"乙方", "名称"});
    CHECK(got.doubted.contains("乙方"));
    CHECK(got.values == Values{{"名称", "X"}});
}

TEST_CASE("a label that two parties have belongs to the one whose name stands above") {
    PreparedForm form = asking({"委托方（甲方）", "受托方（乙方）", "联系手机", "乙方手机"});
    form.spec.fields[2].group = "委托方（甲方）";
    form.spec.fields[3].labels = {"联系手机"};
    form.spec.fields[3].group = "受托方（乙方）";
    Document document;
    for (const char* line :
         {"项目申请书", "委托方（甲方）：某公司", "联系人： 潘某   联系手机：   18978902460      ",
          "受托方（乙方）：某人", "联系人： 潘某某   联系手机：  15678879139 "})
        document.blocks.emplace_back(Paragraph{line, {}});
    const WordFacts facts = read_form(document, std::span(&form, 1));
    REQUIRE(facts.forms.size() == 1);
    CHECK(facts.forms[0].fields[2].value == "18978902460");
    CHECK(facts.forms[0].fields[3].value == "15678879139");
}

TEST_CASE("a whole line in brackets is read as any other, and an empty one ends with its section") {
    const Read got =
        read(lines({"（合同号：20200228）", "甲方：潘某", "银行卡号：", "三、甲乙双方的权利与义务",
                    "1、若因证件原因无法变更，甲方不予采用。"}),
             {"合同号", "甲方", "银行卡号"});
    CHECK(got.values == Values{{"合同号", "20200228"}, {"甲方", "潘某"}, {"银行卡号", ""}});
}

TEST_CASE("an unfilled form with an answer on another sheet is not called blank") {
    Document document;
    document.blocks.emplace_back(Paragraph{"联系电话：13851234567", {}});
    document.blocks.emplace_back(Paragraph{"项目申请书", {}});
    document.blocks.emplace_back(table(
        2, 2, {cell(0, 0, {"姓名"}), cell(0, 1, {""}), cell(1, 0, {"单位"}), cell(1, 1, {""})}));
    const PreparedForm form = asking({"姓名", "单位", "联系电话"});
    const WordFacts facts = read_form(document, std::span(&form, 1));
    REQUIRE(facts.forms.size() == 1);
    CHECK(facts.forms[0].fields[2].value == "13851234567");
    CHECK_FALSE(facts.forms[0].blank);
}

TEST_CASE("an answer that looks like print is an answer") {
    const auto [type, written] = GENERATE(table<FieldType, std::string>({
        {FieldType::text, "科普进社区（5选3）"},
        {FieldType::text, "请进来、走出去科普活动"},
        {FieldType::text, "科普进社区　　　（长期）"},
        {FieldType::year_month, "时间：2015年6月"},
        {FieldType::hours, "时间：320"},
        {FieldType::name, "章月"},
        {FieldType::name, "印年"},
    }));
    CAPTURE(written);
    PreparedForm form = asking({"内容", "名称"});
    form.spec.fields[0].type = static_cast<int>(type);
    Document document;
    document.blocks.emplace_back(Paragraph{"项目申请书", {}});
    document.blocks.emplace_back(table(
        2, 2,
        {cell(0, 0, {"内容"}), cell(0, 1, {written}), cell(1, 0, {"名称"}), cell(1, 1, {"X"})}));
    const WordFacts facts = read_form(document, std::span(&form, 1));
    REQUIRE(facts.forms.size() == 1);
    CHECK(facts.forms[0].fields[0].value == written);
}

namespace {

/// What stands beside the label of a text, in a form whose blank prints `hint` there.
std::string beside_label(const std::string& written, const std::optional<std::string>& hint) {
    const auto document = [](const std::string& text) {
        Document out;
        out.blocks.emplace_back(Paragraph{"项目申请书", {}});
        out.blocks.emplace_back(table(
            2, 2,
            {cell(0, 0, {"内容"}), cell(0, 1, {text}), cell(1, 0, {"名称"}), cell(1, 1, {"X"})}));
        return out;
    };
    PreparedForm form = asking({"内容", "名称"});
    if (hint) form.blank = document(*hint);
    const WordFacts facts = read_form(document(written), std::span(&form, 1));
    REQUIRE(facts.forms.size() == 1);
    return facts.forms[0].fields[0].value;
}

}  // namespace

TEST_CASE("an answer wholly in brackets is one where the blank form does not print it") {
    const std::string written =
        GENERATE(as<std::string>(), "（参加全国科技活动周等大型活动十余次）",
                 "（在多个单位开展过科普讲座）");
    CAPTURE(written);
    CHECK(beside_label(written, "") == written);
    CHECK(beside_label(written, "（不超过1000字）") == written);
    CHECK(beside_label(written, written).empty());
    CHECK(beside_label(written, std::nullopt).empty());  // whose it is nobody can tell
}

TEST_CASE("a hint in brackets stays one, whether the blank form is known or not") {
    const std::string hint = GENERATE(as<std::string>(), "（不超过1000字）", "（盖章）", "（签名）",
                                      "（请附照片）", "（请如实填写本人参加活动的情况）");
    CAPTURE(hint);
    CHECK(beside_label(hint, std::nullopt).empty());
    CHECK(beside_label(hint, "").empty());
}

TEST_CASE("what ten thousand signed is an activity, a place to sign is print") {
    const auto [written, is_answer] = GENERATE(table<std::string, bool>({
        {"万人签名", true},
        {"千人签字", true},
        {"本人签名", false},
        {"申请人签名", false},
        {"负责人签字：", false},
    }));
    CAPTURE(written);
    CHECK(beside_label(written, std::nullopt) == (is_answer ? written : ""));
}

#include "rules/scans/scan_match.hpp"

#include "parsers/base/text.hpp"
#include "rules/cases/submission.hpp"
#include "rules/scans/label_places.hpp"
#include "rules/scans/scan_text.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Field field(const std::string& id, const std::string& label, FieldType type) {
    Field out;
    out.id = id;
    out.labels = {label};
    out.type = type;
    return out;
}

Call call() {
    Call out;
    Form person, team;
    person.id = "volunteer";
    person.titles = {"优秀科技志愿者典型事迹推荐表"};
    person.candidate = "name";
    person.unit = "unit";
    person.fields = {field("name", "姓名", FieldType::name),
                     field("birth", "出生年月", FieldType::year_month),
                     field("address", "通讯地址", FieldType::text),
                     field("phone", "联系方式", FieldType::phone),
                     field("hours", "累计时长", FieldType::hours),
                     field("unit", "推荐单位", FieldType::unit)};
    team.id = "team";
    team.titles = {"优秀科技志愿服务队典型事迹推荐表"};
    team.candidate = "team_name";
    team.fields = {field("team_name", "队伍名称", FieldType::text)};
    out.forms = {person, team};
    out.units = {{"江苏省科学技术协会", {"江苏省科协"}, {}, {}, {}},
                 {"中国食品科学技术学会", {}, {}, {}, {}}};
    return out;
}

using Values = std::map<std::string, std::string>;
const Values zhang = {
    {"name", "张三丰"},       {"birth", "1985年3月"}, {"address", "江苏省南京市玄武区北京东路31号"},
    {"phone", "13812345678"}, {"hours", "320小时"},   {"unit", "江苏省科学技术协会"}};

std::map<std::string, FieldValue> typed(const Form& form, const Values& values) {
    std::map<std::string, FieldValue> out;
    for (const Field& one : form.fields) {
        FieldValue value;
        value.value = values.at(one.id);
        if (one.id == "birth") value.normalized = "1985-03";
        if (one.id == "phone") value.normalized = value.value;
        if (one.id == "hours") value.normalized = "320";
        if (one.id == "unit") value.normalized = value.value;
        out.emplace(one.id, value);
    }
    return out;
}

/// A page as the recogniser gives it: the title, then a label and its value in each row.
PageFacts page(const Values& values, const std::string& title = "优秀科技志愿者典型事迹推荐表") {
    PageFacts out;
    out.recognised = true;
    out.lines.push_back({title, 0.99, {}, {3000, 500, 4000, 200}});
    int top = 1000;
    const std::pair<const char*, const char*> rows[] = {
        {"name", "姓名"},      {"birth", "出生年月"}, {"address", "通讯地址"},
        {"phone", "联系方式"}, {"hours", "累计时长"}, {"unit", "推荐单位"}};
    for (const auto& [id, label] : rows) {
        out.lines.push_back({label, 0.99, {}, {1000, top, 900, 150}});
        if (!values.at(id).empty())
            out.lines.push_back({values.at(id), 0.98, {}, {2500, top, 3000, 150}});
        top += 500;
    }
    return out;
}

ScanMatch match(const PageFacts& scan) {
    static const Call rules = call();
    const PageFacts* const pages[] = {&scan};
    return match_scan(rules, rules.forms.front(), typed(rules.forms.front(), zhang), pages);
}

Values with(Values values, const std::string& id, const std::string& value) {
    values[id] = value;
    return values;
}

Seen seen(const ScanMatch& all, const std::string& id) {
    for (const FieldMatch& one : all.fields)
        if (one.id == id) return one.seen;
    return Seen::unsure;
}

}  // namespace

TEST_CASE("A scan of the same form matches, however a recogniser errs in it") {
    CHECK(match(page(zhang)).matches == Seen::yes);
    CHECK(match(page(with(zhang, "address", "江苏省南京市玄武区北京东路3l号"))).matches
          == Seen::yes);
    CHECK(match(page(with(zhang, "unit", ""))).matches == Seen::yes);  // the seal lies on it
    CHECK(match(page(with(zhang, "unit", "江苏省科学技木协会"))).matches == Seen::yes);
    CHECK(match(page(with(zhang, "birth", "1985 年 3 月"))).matches == Seen::yes);
}

TEST_CASE("Another person's scan is no match, and is named") {
    const Values other = {{"name", "李四光"},
                          {"birth", "1970年1月"},
                          {"address", "浙江省杭州市西湖区天目山路8号"},
                          {"phone", "13998765432"},
                          {"hours", "95小时"},
                          {"unit", "江苏省科学技术协会"}};
    const ScanMatch found = match(page(other));
    CHECK(found.matches == Seen::no);
    CHECK(found.other == Difference::candidate);
    CHECK(found.why.find("李四光") != std::string::npos);
}

TEST_CASE("One field that differs is named with what the scan says, and refuses nobody") {
    const auto [id, value] = GENERATE(table<std::string, std::string>({
        {"phone", "13812345698"},
        {"birth", "1986年3月"},
        {"hours", "420小时"},
        {"name", "张三峰"},
        {"address", "浙江省杭州市西湖区天目山路8号"},
    }));
    const ScanMatch found = match(page(with(zhang, id, value)));
    INFO(id << " " << value);
    CHECK(found.matches == Seen::unsure);
    CHECK(seen(found, id) == Seen::no);
    for (const FieldMatch& one : found.fields)
        if (one.id == id) CHECK(one.on_scan == value);
}

TEST_CASE("Another unit of units.csv on the scan is said, an unreadable one is not") {
    const ScanMatch found = match(page(with(zhang, "unit", "中国食品科学技术学会")));
    CHECK(found.matches == Seen::no);
    CHECK(found.other == Difference::unit);
    CHECK(match(page(with(zhang, "unit", "江..协"))).matches == Seen::yes);
}

TEST_CASE("The other form's scan is no match by its title") {
    const Values nobody = {{"name", ""},  {"birth", ""}, {"address", ""},
                           {"phone", ""}, {"hours", ""}, {"unit", ""}};
    PageFacts team = page(nobody, "优秀科技志愿服务队典型事迹推荐表");
    team.lines.resize(1);
    team.lines.push_back({"队伍名称", 0.99, {}, {1000, 1000, 900, 150}});
    const ScanMatch found = match(team);
    CHECK(found.matches == Seen::no);
    CHECK(found.other == Difference::form);
}

TEST_CASE("Handwriting that cannot be read, and pages not read, are unsure") {
    Values scribbled;
    for (const auto& [id, value] : zhang) scribbled[id] = "";
    CHECK(match(page(scribbled)).matches == Seen::unsure);
    PageFacts garbage = page(with(scribbled, "name", "弓乂"));
    for (TextLine& line : garbage.lines)
        if (line.text == "弓乂") line.confidence = 0.4;
    CHECK(match(garbage).matches == Seen::unsure);
    PageFacts unread = page(zhang);
    unread.recognised = false;
    CHECK(match(unread).matches == Seen::unsure);
}

TEST_CASE("A value broken over two lines of its cell is found") {
    PageFacts broken = page(with(zhang, "phone", ""));
    broken.lines.push_back({"1381234", 0.98, {}, {2500, 2440, 900, 120}});
    broken.lines.push_back({"5678", 0.98, {}, {2500, 2570, 500, 120}});
    const ScanMatch found = match(broken);
    CHECK(seen(found, "phone") == Seen::yes);
    CHECK(found.matches == Seen::yes);
}

TEST_CASE("Approximate search counts errors, and characters that look alike are the same") {
    CHECK(find_approximately(U"张三", U"姓名张三性别").errors == 0);
    CHECK(find_approximately(U"张三丰", U"姓名张三性别").errors == 1);
    CHECK(find_approximately(U"", U"x").errors == 0);
    CHECK(for_comparing("１３８ O〇-l") == for_comparing("138001"));
    CHECK(for_comparing("（盖 章）：") == for_comparing("盖章"));
}

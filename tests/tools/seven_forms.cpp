#include "tests/tools/seven_forms.hpp"

#include "daemon/call_folder.hpp"
#include "parsers/documents/read_document.hpp"
#include "rules/call/call_toml.hpp"
#include "rules/call/form_specs.hpp"
#include "rules/forms/field_types.hpp"

#include <stdexcept>

namespace shoujian {

namespace {

/// A call of five other forms, described by nothing but its call.toml.
constexpr const char* other_call = R"(
[call]
id = "other"
title = "其他"
opens = 2020-05-06T00:00:00+08:00
deadline = 2020-05-15T23:59:59+08:00
mailbox = "a@b.cn"
contact = "李 010-1"
organizer = "中心"
)";

struct Asked {
    const char *id, *label, *type;
};

struct FormText {
    const char *id, *title, *candidate;
    std::vector<Asked> fields;
};

const std::vector<FormText> forms{
    {"signup",
     "科普讲解大赛报名表",
     "name",
     {{"name", "选手姓名", "name"},
      {"gender", "性别", "gender"},
      {"org", "工作单位", "text"},
      {"phone", "手机号码", "phone"},
      {"topic", "讲解题目", "text"},
      {"story", "内容简介", "text"},
      {"unit", "推荐单位", "unit"}}},
    {"project",
     "科技项目申报书",
     "project",
     {{"project", "项目名称", "text"},
      {"kind", "项目类别", "text"},
      {"leader", "项目负责人", "name"},
      {"phone", "联系电话", "phone"},
      {"begins", "开始时间", "year-month"},
      {"story", "项目简介", "text"},
      {"unit", "申报单位意见", "unit"}}},
    {"register",
     "会员登记表",
     "name",
     {{"name", "姓名", "name"},
      {"birth", "出生年月", "year-month"},
      {"degree", "学历", "text"},
      {"title", "职称", "text"},
      {"address", "通讯地址", "text"},
      {"story", "个人简历", "text"},
      {"unit", "所在单位意见", "unit"}}},
    {"approval",
     "干部审批表",
     "name",
     {{"name", "姓名", "name"},
      {"politics", "政治面貌", "politics"},
      {"post", "现任职务", "text"},
      {"since", "任职时间", "year-month"},
      {"phone", "联系方式", "phone"},
      {"story", "主要业绩", "text"},
      {"unit", "呈报单位", "unit"}}},
    {"info",
     "科普基地信息表",
     "base",
     {{"base", "基地名称", "text"},
      {"founded", "成立时间", "year-month"},
      {"members", "专职人数", "integer"},
      {"leader", "负责人", "name"},
      {"phone", "联系电话", "phone"},
      {"story", "基地介绍", "text"},
      {"unit", "主管单位", "unit"}}},
};

std::string toml_of_forms() {
    std::string out = other_call;
    for (const FormText& form : forms) {
        out += "\n[[form]]\nid = \"" + std::string(form.id) + "\"\ntitle = [\"" + form.title
               + "\"]\ncandidate = \"" + form.candidate + "\"\n";
        for (const Asked& one : form.fields) {
            out += "[[form.field]]\nid = \"" + std::string(one.id) + "\"\nlabel = [\"" + one.label
                   + "\"]\ntype = \"" + one.type + "\"\nrequired = true\n";
            if (std::string(one.id) == "story") out += "max_chars = 1000\n";
        }
    }
    return out;
}

/// An answer of that type; another number, another answer.
std::string answer(const std::string& type, int number) {
    static const std::vector<std::string> surnames{"赵", "钱", "孙", "李", "周", "吴", "欧阳"};
    static const std::vector<std::string> given{"建国", "丽华", "敏", "志强", "晓燕"};
    static const std::vector<std::string> months{"1985.03", "2016年5月", "1990-07", "1968/1",
                                                 "一九八二年五月"};
    static const std::vector<std::string> phones{"13851234567", "025-83322110", "138 5123 4567",
                                                 "+86 13851234567", "010-65005187转801"};
    static const std::vector<std::string> texts{"南京市玄武区北京东路1号", "食品安全进社区",
                                                "高级工程师", "第3届“科普之星”", "无"};
    const auto pick = [&](const std::vector<std::string>& from, int step) {
        return from[static_cast<std::size_t>(number / step) % from.size()];
    };
    if (type == "name") return pick(surnames, 1) + pick(given, 2);
    if (type == "gender") return number % 2 == 0 ? "男" : "女";
    if (type == "year-month") return pick(months, 1);
    if (type == "politics") return number % 3 == 0 ? "群众" : "中共党员";
    if (type == "phone") return pick(phones, 1);
    if (type == "integer" || type == "hours") return std::to_string(20 + number);
    if (type == "unit") return number % 2 == 0 ? "江苏省科协" : "浙江省科学技术协会";
    return pick(texts, 1);
}

}  // namespace

std::vector<Call> two_calls() {
    auto shipped = load_call(SHOUJIAN_SOURCE_DIR "/config/calls/2019-dianxing/call.toml");
    if (!shipped) throw std::runtime_error(shipped.error().text);
    ConfigErrors errors;
    ParsedCall other = parse_call("call.toml", toml_of_forms(), {}, errors);
    if (!errors.empty()) throw std::runtime_error("the call of five forms is not sound");
    return {std::move(*shipped), std::move(other.call)};
}

Sample sample_of(const Form& form, int number) {
    Sample out{form.titles.front(), {}};
    for (const Field& field : form.fields) {
        const bool story = field.max_chars.has_value();
        std::string value = answer(std::string(type_name(field.type)), number++);
        if (story)
            value = "他长期从事科普工作，服务群众" + std::to_string(number)
                    + "次。\n联系电话：12345 是他常说的热线。\n群众评价很好。";
        out.answers.push_back({field.id, field.labels.front(), std::move(value), story,
                               field.type == FieldType::unit});
    }
    return out;
}

std::vector<PreparedForm> prepared(std::span<const Call> calls) {
    std::vector<PreparedForm> out;
    for (const FormSpec& spec : form_specs(calls)) {
        out.push_back({spec, std::nullopt});
        if (spec.blank.empty()) continue;
        Budget budget(Limits{});
        Reading blank = read_document({"blank", spec.blank, "", false, ""}, budget);
        out.back().blank = std::get<Document>(std::move(blank.content));
    }
    return out;
}

}  // namespace shoujian

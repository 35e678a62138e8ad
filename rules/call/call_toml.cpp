#include "rules/call/call_toml.hpp"

#include "parsers/base/text.hpp"
#include "rules/call/address.hpp"
#include "rules/call/form_toml.hpp"
#include "rules/call/size.hpp"
#include "rules/call/toml_table.hpp"
#include "rules/forms/field_types.hpp"

#include <algorithm>

namespace shoujian {

namespace {

Size read_size(TomlTable& table, std::string_view key, std::string& text) {
    const auto written = table.text(key);
    if (!written) return {};
    text = *written;
    const auto size = parse_size(*written);
    if (!size) {
        table.complain(key, std::string(key) + " 是 \"" + *written
                                + "\"，应当是大小，例如 \"500KB\"、\"1MB\"");
    }
    return size.value_or(Size{});
}

PhotoRule read_photos(TomlTable table) {
    PhotoRule rule;
    if (!table.present()) return rule;
    if (const auto count = table.integer("min", 0, 1000)) rule.min = static_cast<int>(*count);
    rule.each_min_bytes = read_size(table, "each_min", rule.each_min_text).decimal;
    rule.each_max_bytes = read_size(table, "each_max", rule.each_max_text).binary;
    if (rule.each_max_bytes != 0 && rule.each_min_bytes > rule.each_max_bytes)
        table.complain("each_min", "each_min 比 each_max 大，没有照片能符合");
    table.refuse_unknown();
    return rule;
}

ScanRule read_scan(TomlTable table) {
    ScanRule rule;
    if (!table.present()) return rule;
    rule.required = table.flag("required").value_or(false);
    rule.seal = table.flag("seal").value_or(false);
    table.refuse_unknown();
    return rule;
}

/// Complains where a value of one item stands at another already.
class Once {
public:
    explicit Once(std::string what) : what_(std::move(what)) {}

    void check(TomlTable& table, std::string_view key, const std::string& value) {
        if (value.empty()) return;
        const auto [first, fresh] = seen_.emplace(value, table.at(key));
        if (!fresh) {
            table.complain(key, what_ + " \"" + value + "\" 重复，第 "
                                    + std::to_string(first->second.line) + " 行已经用过");
        }
    }

private:
    std::string what_;
    std::map<std::string, Place> seen_;
};

void read_fields(TomlTable& table, Form& form) {
    Once ids("字段 id"), labels("标签");
    for (TomlTable& one : table.tables("field")) {
        Field field = read_field(one);
        ids.check(one, "id", field.id);
        for (const std::string& label : field.labels)
            labels.check(one, "label", field.group.empty() ? label : field.group + " " + label);
        if (field.type == FieldType::unit) {
            if (form.unit)
                one.complain("type", "一张表只能有一个 unit 类型的字段，前面已经有 " + *form.unit);
            form.unit = field.id;
        }
        form.fields.push_back(std::move(field));
    }
    if (form.fields.empty())
        table.complain(table.at(), "[[form]] 里没有字段，至少要有一个 [[form.field]]");
}

void check_candidate(TomlTable& table, const Form& form) {
    if (form.candidate.empty() || form.field(form.candidate) != nullptr) return;
    std::vector<std::string> ids;
    for (const Field& field : form.fields) ids.push_back(field.id);
    table.complain("candidate", "candidate 指的字段 \"" + form.candidate + "\" 不在这张表里"
                                    + did_you_mean(form.candidate, ids));
}

Form read_form(TomlTable& table, std::string_view source) {
    Form form;
    form.id = table.required_text("id", "\"volunteer\"");
    if (!form.id.empty() && !is_id(form.id))
        table.complain("id", "表 id \"" + form.id + "\" 只能用英文字母、数字、连字符和下划线");
    form.titles = table.texts("title");
    table.require_some("title", form.titles, "title = [\"表格的标题\"]");
    form.blank_path = table.text("blank").value_or("");
    form.candidate = table.required_text("candidate", "\"name\"（写明哪个字段是被推荐者的名字）");
    form.photos = read_photos(table.table("photos"));
    form.scan = read_scan(table.table("scan"));
    read_fields(table, form);
    check_candidate(table, form);
    Once rules("规则 id");
    for (TomlTable& one : table.tables("rule")) {
        form.rules.push_back(read_rule(one, form, source));
        rules.check(one, "id", form.rules.back().id);
    }
    table.refuse_unknown();
    return form;
}

void read_identity(TomlTable table, Call& call) {
    call.id = table.required_text("id", "\"2019-dianxing\"");
    if (!call.id.empty() && !is_id(call.id))
        table.complain("id", "征集 id \"" + call.id + "\" 只能用英文字母、数字、连字符和下划线");
    call.title = table.required_text("title", "\"通知的名称\"");
    const auto opens = table.required_instant("opens", "2020-05-06T00:00:00+08:00");
    const auto deadline = table.required_instant("deadline", "2020-05-15T23:59:59+08:00");
    call.opens = opens.value_or(Instant{});
    call.deadline = deadline.value_or(Instant{});
    if (opens && deadline && *deadline <= *opens)
        table.complain("deadline", "deadline 不晚于 opens，没有时间可以报送");
    call.mailbox = table.text("mailbox").value_or("");
    if (!call.mailbox.empty() && !is_address(call.mailbox))
        table.complain("mailbox", "mailbox 是 \"" + call.mailbox
                                      + "\"，应当是收材料的邮箱地址，例如 \"a@b.cn\"");
    call.contact = table.text("contact").value_or("");
    call.organizer = table.text("organizer").value_or("");
    table.refuse_unknown();
}

/// photo.missing = "…" makes tables in tables, "photo.missing" = "…" does not: both mean the code.
void read_severities(TomlTable table,
                     const std::string& prefix,
                     std::span<const std::string> codes,
                     Call& call) {
    for (const TomlEntry& one : table.members()) {
        const std::string code = prefix + one.key;
        if (std::holds_alternative<TomlMembers>(one.value.what)) {
            read_severities(table.table(one.key), code + ".", codes, call);
        } else if (std::ranges::find(codes, code) == codes.end()) {
            table.complain(one.at,
                           "[severity] 里没有 “" + code + "” 这个代码" + did_you_mean(code, codes));
        } else if (const auto severity = read_severity(table, one.key)) {
            call.severities[code] = *severity;
        }
    }
}

void read_forms(TomlTable document, std::string_view source, ParsedCall& out) {
    Once ids("表 id"), titles("表格标题");
    for (TomlTable& one : document.tables("form")) {
        out.call.forms.push_back(read_form(one, source));
        out.blanks.push_back(one.at("blank"));
        ids.check(one, "id", out.call.forms.back().id);
        for (const std::string& title : out.call.forms.back().titles)
            titles.check(one, "title", title);
    }
    if (document.find("form") == nullptr)
        document.complain(Place{1, 1}, "没有 [[form]]，至少要有一张表");
}

}  // namespace

ParsedCall parse_call(const std::string& file,
                      std::string_view text,
                      std::span<const std::string> codes,
                      ConfigErrors& errors) {
    ParsedCall out;
    const std::size_t errors_before = errors.size();
    const auto parsed = parse_toml(file, text, errors);
    if (!parsed) return out;
    TomlTable document(&*parsed, "", file, errors);
    for (const char* key : {"call", "form", "severity"}) document.find(key);
    document.refuse_unknown();
    if (errors.size() != errors_before) {
        // Under a mistyped [[form]] its fields belong to the form before it: what that gives is no
        // error of the file.
        ConfigErrors of_no_worth;
        read_forms(TomlTable(&*parsed, "", file, of_no_worth), text, out);
        return out;
    }
    if (document.find("call") == nullptr) {
        document.complain(Place{1, 1}, "没有 [call] 表，要有 id、title、opens、deadline");
    } else {
        read_identity(document.table("call"), out.call);
    }
    read_forms(document, text, out);
    std::vector<std::string> known(codes.begin(), codes.end());
    for (const Form& form : out.call.forms) {
        for (const Rule& rule : form.rules) known.push_back("rule." + rule.id);
    }
    read_severities(document.table("severity"), "", known, out.call);
    out.sound = errors.size() == errors_before;
    return out;
}

}  // namespace shoujian

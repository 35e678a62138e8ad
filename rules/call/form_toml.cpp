#include "rules/call/form_toml.hpp"

#include "parsers/base/text.hpp"
#include "rules/call/expression.hpp"
#include "rules/forms/field_types.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace shoujian {

namespace {

constexpr std::array<std::pair<std::string_view, Severity>, 4> severities{{
    {"error", Severity::error},
    {"review", Severity::review},
    {"warning", Severity::warning},
    {"note", Severity::note},
}};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Field ids stand in expressions, where a hyphen would be a minus.
bool is_field_id(std::string_view text) {
    return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, [](char c) {
        return is_letter(c) || is_digit(c) || c == '_';
    }) && !is_reserved_word(text);
}

bool is_numeric(FieldType type) {
    return type == FieldType::integer || type == FieldType::hours;
}

bool is_month(FieldType type) {
    return type == FieldType::year_month || type == FieldType::date;
}

std::optional<YearMonth> month_of(std::string_view text) {
    int year = 0;
    unsigned month = 0;
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const char* const begin = text.data();
    const auto first = std::from_chars(begin, begin + 4, year);
    const auto second = std::from_chars(begin + 5, begin + 7, month);
    if (first.ptr != begin + 4 || second.ptr != begin + 7) return std::nullopt;
    const YearMonth out = std::chrono::year(year) / std::chrono::month(month);
    return out.ok() && year > 0 ? std::optional(out) : std::nullopt;
}

std::optional<YearMonth> read_month(TomlTable& table, std::string_view key, Field& field) {
    const auto text = table.text(key);
    if (!text) return std::nullopt;
    if (key == "max" && *text == "received") {
        field.max_is_receipt = true;
        return std::nullopt;
    }
    const auto month = month_of(*text);
    if (!month) {
        table.complain(key, std::string(key) + " 是 \"" + *text + "\"，应当是年月，例如 \"1900-01\""
                                + (key == "max" ? "，或 \"received\"（收到材料的月份）" : ""));
    }
    return month;
}

void read_bounds(TomlTable& table, Field& field) {
    if (is_numeric(field.type)) {
        field.min = table.number("min");
        field.max = table.number("max");
        if (field.min && field.max && *field.min > *field.max)
            table.complain("min", "min 比 max 大，没有值能符合");
    } else if (is_month(field.type)) {
        field.min_month = read_month(table, "min", field);
        field.max_month = read_month(table, "max", field);
        if (field.min_month && field.max_month && *field.min_month > *field.max_month)
            table.complain("min", "min 比 max 晚，没有值能符合");
    } else {
        for (const std::string_view key : {"min", "max"}) {
            if (table.find(key) == nullptr) continue;
            table.complain(
                key, "类型 " + std::string(type_name(field.type)) + " 没有 " + std::string(key)
                         + "；只有 integer、hours、year-month、date 有（字数上限用 max_chars）");
        }
    }
}

std::optional<Severity> read_required(TomlTable& table) {
    const TomlValue* const value = table.find("required");
    if (value == nullptr) return std::nullopt;
    if (std::holds_alternative<std::string>(value->what)) return read_severity(table, "required");
    if (const auto* flag = std::get_if<bool>(&value->what))
        return *flag ? std::optional(Severity::error) : std::nullopt;
    table.complain("required", "required 要写成 true、false 或 \"warning\"（没有填只作提示）");
    return std::nullopt;
}

void read_options(TomlTable& table, Field& field) {
    field.options = table.texts("options");
    const bool choice = field.type == FieldType::choice;
    if (choice && field.options.empty())
        table.complain("options", "类型 choice 要有 options = [\"选项一\", \"选项二\"]");
    if (!choice && !field.options.empty()) table.complain("options", "只有类型 choice 有 options");
}

/// Where the character `position` of a text value stands in the file; where the value begins if
/// escapes or line breaks make that unknowable.
Place inside(const TomlValue& value, std::size_t position, std::string_view source) {
    const auto* const text = std::get_if<std::string>(&value.what);
    const auto lines = split(source, '\n');
    const auto line = static_cast<std::size_t>(std::max(value.at.line, 1)) - 1;
    if (text == nullptr || line >= lines.size()) return value.at;
    std::size_t at = 0;
    for (int column = 1; column <= value.at.column && at < lines[line].size(); ++column)
        next_character(lines[line], at);  // stops behind the opening quote
    if (!lines[line].substr(at).starts_with(*text)) return value.at;
    return {value.at.line, value.at.column + 1 + static_cast<int>(position)};
}

void read_expression(
    TomlTable& table, std::string_view key, const Form& form, std::string_view source, Rule& rule) {
    const TomlValue* const value = table.find(key);
    if (value == nullptr) return;
    const auto* const expression = std::get_if<std::string>(&value->what);
    if (expression == nullptr) return;
    std::vector<std::string> names;
    for (const Field& field : form.fields) {
        if (is_numeric(field.type)) names.push_back(field.id);
    }
    const CheckedExpression checked = check_expression(*expression, names);
    if (!checked.error.empty())
        table.complain(inside(*value, checked.position, source),
                       std::string(key) + "：" + checked.error);
    for (const std::string& name : checked.names) {
        if (std::ranges::find(rule.fields, name) == rule.fields.end()) rule.fields.push_back(name);
    }
}

}  // namespace

bool is_id(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return is_letter(c) || is_digit(c) || c == '-' || c == '_';
    });
}

std::optional<Severity> read_severity(TomlTable& table, std::string_view key) {
    const auto written = table.text(key);
    if (!written) return std::nullopt;
    const auto row =
        std::ranges::find(severities, *written, &std::pair<std::string_view, Severity>::first);
    if (row != severities.end()) return row->second;
    std::vector<std::string> names;
    for (const auto& [name, severity] : severities) names.emplace_back(name);
    table.complain(key, "没有 \"" + *written + "\" 这个严重程度" + did_you_mean(*written, names));
    return std::nullopt;
}

Field read_field(TomlTable& table) {
    Field field;
    field.id = table.required_text("id", "\"birth\"");
    if (!field.id.empty() && !is_field_id(field.id)) {
        table.complain("id",
                       "字段 id \"" + field.id
                           + "\" 只能用英文字母、数字和下划线，以字母开头，不能是 "
                             "and、or、not、abs、min、max");
    }
    field.labels = table.texts("label");
    table.require_some("label", field.labels, "label = [\"表上的标签\"]");
    field.group = table.text("group").value_or("");
    const std::string type = table.required_text("type", "\"text\"");
    if (const auto known = type_by_name(type)) {
        field.type = *known;
    } else if (!type.empty()) {
        table.complain("type",
                       "没有 \"" + type + "\" 这个字段类型" + did_you_mean(type, type_names()));
        for (const char* key : {"min", "max", "options"}) table.find(key);
    }
    field.if_missing = read_required(table);
    if (type_by_name(type)) {
        read_bounds(table, field);
        read_options(table, field);
    }
    if (const auto chars = table.integer("max_chars", 1, 1'000'000))
        field.max_chars = static_cast<int>(*chars);
    table.refuse_unknown();
    return field;
}

Rule read_rule(TomlTable& table, const Form& form, std::string_view source) {
    Rule rule;
    rule.id = table.required_text("id", "\"members-20\"");
    if (!rule.id.empty() && !is_id(rule.id))
        table.complain("id", "规则 id \"" + rule.id + "\" 只能用英文字母、数字、连字符和下划线");
    rule.when = table.text("when").value_or("");
    rule.assertion = table.required_text("assert", "\"members >= 20\"");
    if (!rule.when.empty()) read_expression(table, "when", form, source, rule);
    if (!trim(rule.assertion).empty()) read_expression(table, "assert", form, source, rule);
    std::ranges::sort(rule.fields);
    if (table.find("severity") != nullptr)
        rule.severity = read_severity(table, "severity").value_or(Severity::error);
    rule.message = table.required_text("message", "\"不符合时告诉报送人的话\"");
    rule.hint = table.text("hint").value_or("");
    table.refuse_unknown();
    return rule;
}

}  // namespace shoujian

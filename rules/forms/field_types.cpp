#include "rules/forms/field_types.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/numbers.hpp"
#include "rules/forms/phone.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

Normalized of_text(std::string text) {
    Normalized out;
    if (!text.empty()) out.text = std::move(text);
    return out;
}

Normalized as_written(const Field&, std::string_view value) {
    return of_text(std::string(trim(value)));
}

/// 欧阳 明 and 欧阳明 are one name; a blank between Latin words stays.
Normalized as_name(const Field&, std::string_view value) {
    const std::string narrow = fold_width(trim(value));
    const bool latin = std::ranges::any_of(narrow, [](char c) { return c >= 'A' && c <= 'z'; });
    return of_text(latin ? narrow : without_blanks(narrow));
}

Normalized as_gender(const Field&, std::string_view value) {
    const std::string key = fold(value);
    const bool male = key.find("男") != std::string::npos || key == "male" || key == "m";
    const bool female = key.find("女") != std::string::npos || key == "female" || key == "f";
    Normalized out;
    if (male != female) out.text = male ? "男" : "女";
    return out;
}

struct Party {
    std::string_view word, canonical;
};
// The longer words first: 预备党员 is no 党员.
constexpr std::array<Party, 29> parties{{
    {"党员(预备", "中共预备党员"},
    {"预备期", "中共预备党员"},
    {"预备党员", "中共预备党员"},
    {"中国共产党", "中共党员"},
    {"中共", "中共党员"},
    {"共产党员", "中共党员"},
    {"共青团", "共青团员"},
    {"民革", "民革党员"},
    {"国民党革命委员会", "民革党员"},
    {"民盟", "民盟盟员"},
    {"民主同盟", "民盟盟员"},
    {"民建", "民建会员"},
    {"民主建国会", "民建会员"},
    {"民进", "民进会员"},
    {"民主促进会", "民进会员"},
    {"农工党", "农工党党员"},
    {"农工民主党", "农工党党员"},
    {"致公党", "致公党党员"},
    {"九三", "九三学社社员"},
    {"台盟", "台盟盟员"},
    {"台湾民主自治同盟", "台盟盟员"},
    {"无党派", "无党派人士"},
    {"非党员", "群众"},
    {"无党", "无党派人士"},
    {"党外", "群众"},
    {"群众", "群众"},
    {"团员", "共青团员"},
    {"党员", "中共党员"},
    {"普通公民", "群众"},
}};

/// A word that is not in the list stands for itself: there are more of them than anyone lists.
Normalized as_politics(const Field& field, std::string_view value) {
    const std::string key = fold(value);
    for (const Party& party : parties)
        if (key.find(party.word) != std::string::npos) return of_text(std::string(party.canonical));
    return as_written(field, value);
}

Normalized as_year_month(const Field&, std::string_view value) {
    Normalized out;
    const WrittenDate date = read_date(value);
    out.doubtful = date.doubtful;
    if (!date.month) return out;
    out.month = date.month;
    out.text = format_iso(*date.month);
    return out;
}

Normalized as_date(const Field& field, std::string_view value) {
    Normalized out = as_year_month(field, value);
    const WrittenDate date = read_date(value);
    if (out.text && date.month && date.day)
        out.text = format_iso(*date.month / std::chrono::day(*date.day));
    return out;
}

Normalized as_phone(const Field&, std::string_view value) {
    Normalized out;
    out.text = read_phones(value);
    return out;
}

Normalized as_number(std::string_view value, bool whole) {
    Normalized out;
    const std::optional<double> number = read_number(value);
    if (!number || *number < 0
        || (whole && *number != static_cast<double>(static_cast<std::int64_t>(*number))))
        return out;
    out.number = number;
    out.text = format_number(*number);
    return out;
}

Normalized as_integer(const Field&, std::string_view value) {
    return as_number(value, true);
}

Normalized as_hours(const Field&, std::string_view value) {
    return as_number(value, false);
}

/// The option that is written, or the only one that stands in what is written.
Normalized as_choice(const Field& field, std::string_view value) {
    const std::string key = fold(value);
    std::vector<std::string> found;
    for (const std::string& option : field.options) {
        if (fold(option) == key) return of_text(option);
        if (key.find(fold(option)) != std::string::npos) found.push_back(option);
    }
    return found.size() == 1 ? of_text(found.front()) : Normalized{};
}

struct TypeRow {
    FieldType type;
    std::string_view name, expectation;
    Normalized (*normalize)(const Field&, std::string_view);
};
constexpr std::array<TypeRow, 11> rows{{
    {FieldType::text, "text", "文字", as_written},
    {FieldType::name, "name", "姓名", as_name},
    {FieldType::gender, "gender", "男或女", as_gender},
    {FieldType::year_month, "year-month", "年份四位的年月，例如 1985年3月", as_year_month},
    {FieldType::date, "date", "年月日，例如 2018年6月1日", as_date},
    {FieldType::politics, "politics", "政治面貌，例如 中共党员、共青团员、群众", as_politics},
    {FieldType::phone, "phone", "电话号码，例如 13812345678 或 010-65005187", as_phone},
    {FieldType::integer, "integer", "整数，例如 25", as_integer},
    {FieldType::hours, "hours", "小时数，例如 300 或 12.5", as_hours},
    {FieldType::unit, "unit", "单位全称", as_written},
    {FieldType::choice, "choice", "所列选项之一", as_choice},
}};

const TypeRow& row_of(FieldType type) {
    return *std::ranges::find(rows, type, &TypeRow::type);
}

}  // namespace

std::string_view type_name(FieldType type) {
    return row_of(type).name;
}

std::optional<FieldType> type_by_name(std::string_view name) {
    const auto row = std::ranges::find(rows, name, &TypeRow::name);
    return row == rows.end() ? std::nullopt : std::optional(row->type);
}

std::vector<std::string> type_names() {
    std::vector<std::string> names;
    names.reserve(std::size(rows));
    for (const TypeRow& row : rows) names.emplace_back(row.name);
    return names;
}

Normalized normalize(const Field& field, std::string_view value) {
    return trim(value).empty() ? Normalized{} : row_of(field.type).normalize(field, value);
}

std::string_view expectation(FieldType type) {
    return row_of(type).expectation;
}

int word_count(std::string_view text) {
    int count = 0;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        const bool blank = is_blank(c) || c < 0x20;
        // Letters and digits of Latin, Greek and Cyrillic, with what stands inside their words, are
        // one.
        const bool letter = !blank && c < 0x2000;
        if (!blank && (!letter || !in_word)) ++count;
        in_word = letter;
    }
    return count;
}

}  // namespace shoujian

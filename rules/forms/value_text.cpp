#include "rules/forms/value_text.hpp"

#include "parsers/base/text.hpp"
#include "rules/call/call.hpp"
#include "rules/forms/options_text.hpp"
#include "rules/forms/printed_text.hpp"
#include "rules/forms/unit_text.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

bool awaits_value(std::string_view text) {
    return is_boilerplate(text) || std::ranges::any_of(to_u32(text), is_open_box);
}

bool is_signed(const FieldSpec& field) {
    const std::string_view label = field.labels.empty() ? std::string_view{} : field.labels.front();
    constexpr std::array<std::string_view, 4> words{"签名", "签字", "签章", "盖章"};
    return std::ranges::any_of(words, [&](auto word) { return label.ends_with(word); });
}

namespace {

/// 导师签名, 院长, 学院意见: whoever dates it has written neither a name nor an opinion.
bool is_dated_by_hand(const FieldSpec& field) {
    const std::string_view label = field.labels.empty() ? std::string_view{} : field.labels.front();
    constexpr std::array<std::string_view, 7> words{"长",   "主任", "负责人", "教师",
                                                    "导师", "领导", "意见"};
    return is_signed(field)
           || std::ranges::any_of(words, [&](auto word) { return label.ends_with(word); });
}

}  // namespace

/// Nobody's answer, by what its field asks for: "时间：2015年6月" is a month for all that it is set
/// like a signature's date, 章月 a name.
static bool is_print_for(FieldType type, std::string_view text) {
    const std::u32string key = fold_u32(text.substr(0, 200));
    const bool figure = std::ranges::any_of(key, [](char32_t c) { return c >= U'0' && c <= U'9'; });
    const bool asks_figure = type == FieldType::year_month || type == FieldType::date
                             || type == FieldType::hours || type == FieldType::integer
                             || type == FieldType::phone;
    if (figure && asks_figure) return false;
    constexpr std::u32string_view seals[] = {U"盖章", U"公章", U"签字", U"签名", U"签章",
                                             U"年月", U"照片", U"相片", U"必填", U"选填"};
    const bool like_a_name = type == FieldType::name && key.size() >= 2 && key.size() <= 4
                             && std::ranges::all_of(key, is_han) && key.find(U'日') == key.npos;
    if (like_a_name && std::ranges::find(seals, std::u32string_view(key)) == std::end(seals))
        return false;
    if (type == FieldType::choice && offers_choice(text)) return true;
    return is_boilerplate(text);
}

std::string clean_value(const FieldSpec& field, std::string_view raw, Blank blank) {
    std::string_view text = without_underlines(raw);
    while (text.starts_with("：") || text.starts_with(":"))  // the label's colon in the next cell
        text = trim(text.substr(text.starts_with(":") ? 1 : 3));
    const auto type = static_cast<FieldType>(field.type);
    // What the blank prints is told by it: then brackets alone make no print.
    if (blank == Blank::known && type == FieldType::text && is_bracketed_answer(text))
        return std::string(text);
    text = without_head_hints(text, type);
    if (type == FieldType::unit) return unit_in(field, text);
    if (is_print_for(type, text)) return {};
    if (type == FieldType::name || (type == FieldType::text && !field.is_long))
        text = without_signatures(text);
    text = without_underlines(text);
    if (is_print_for(type, text) || (is_dated_by_hand(field) && is_plain_date(text))) return {};
    // Elsewhere ○ and 〇 are digits: 二〇一八年.
    if (type == FieldType::gender || type == FieldType::politics || type == FieldType::choice)
        if (auto ticked = ticked_options(text)) return *ticked;
    return std::string(text);
}

}  // namespace shoujian

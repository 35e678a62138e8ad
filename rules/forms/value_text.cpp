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

std::string clean_value(const FieldSpec& field, std::string_view raw) {
    std::string_view text = without_underlines(raw);
    while (text.starts_with("：") || text.starts_with(":"))  // the label's colon in the next cell
        text = trim(text.substr(text.starts_with(":") ? 1 : 3));
    text = without_head_hints(text, static_cast<FieldType>(field.type));
    const auto type = static_cast<FieldType>(field.type);
    if (type == FieldType::unit) return unit_in(field, text);
    if (is_boilerplate(text)) return {};
    if (type == FieldType::name || (type == FieldType::text && !field.is_long))
        text = without_signatures(text);
    text = without_underlines(text);
    if (is_boilerplate(text) || (is_dated_by_hand(field) && is_plain_date(text))) return {};
    // Elsewhere ○ and 〇 are digits: 二〇一八年.
    if (type == FieldType::gender || type == FieldType::politics || type == FieldType::choice)
        if (auto ticked = ticked_options(text)) return *ticked;
    return std::string(text);
}

}  // namespace shoujian

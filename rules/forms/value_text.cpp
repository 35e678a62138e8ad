#include "rules/forms/value_text.hpp"

#include "parsers/base/text.hpp"
#include "rules/call/call.hpp"
#include "rules/forms/options_text.hpp"
#include "rules/forms/printed_text.hpp"
#include "rules/forms/unit_text.hpp"

#include <algorithm>

namespace shoujian {

bool awaits_value(std::string_view text) {
    return is_boilerplate(text) || std::ranges::any_of(to_u32(text), is_open_box);
}

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
    if (is_boilerplate(text)) return {};
    // Elsewhere ○ and 〇 are digits: 二〇一八年.
    if (type == FieldType::gender || type == FieldType::politics || type == FieldType::choice)
        if (auto ticked = ticked_options(text)) return *ticked;
    return std::string(text);
}

}  // namespace shoujian

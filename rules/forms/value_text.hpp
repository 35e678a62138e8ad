#pragma once

#include "rules/forms/form_reader.hpp"

#include <string>
#include <string_view>

namespace shoujian {

/// What of a value's place the submitter wrote: without printed hints (a note at its head, 必填),
/// underlines, placeholders
/// ("照片", "{{…}}"), empty date skeletons (年 月 日). Of ticked options the ticked ones. Of a unit
/// its name alone, without opinion words, repeated label, （盖章）, signatures and dates. Trimmed;
/// inner line breaks stay.
std::string clean_value(const FieldSpec& field, std::string_view raw);

/// Nothing but what a form prints: blanks, underlines, 年 月 日, （盖章）, placeholders.
bool is_boilerplate(std::string_view text);

}  // namespace shoujian

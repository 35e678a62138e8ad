#pragma once

#include "rules/forms/form_reader.hpp"

#include <string>
#include <string_view>

namespace shoujian {

/// What of a value's place the submitter wrote: without what is printed there (printed_text), of
/// ticked options the ticked ones (options_text), of a unit its name (unit_text). Trimmed; inner
/// line breaks stay.
///
/// blank  whether the form's blank is known, which tells what it prints; else brackets around all
///        of a longer text are taken for print
enum class Blank { unknown, known };
std::string clean_value(const FieldSpec& field, std::string_view raw, Blank blank = Blank::unknown);

/// A field for a signature: 导师签名, 盖章.
bool is_signed(const FieldSpec& field);

/// A place in a blank form that somebody is to fill in: nothing but print, or boxes to tick.
bool awaits_value(std::string_view text);

}  // namespace shoujian

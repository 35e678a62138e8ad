#pragma once

#include "rules/forms/form_match.hpp"

#include <cstddef>
#include <string_view>

namespace shoujian {

// How a line of a form is set, whatever it says.

/// Where a label that nobody configured begins in a value: `least_blanks` blanks (a tab or U+3000
/// counts two), up to 14 Chinese characters, a colon. A byte offset; npos: nowhere.
std::size_t unknown_label(std::string_view value, std::size_t least_blanks);

/// "填表说明", "注意事项：", "注：1．…": what follows speaks about the form.
bool begins_instructions(std::string_view line);

/// "邮箱：…": Chinese characters and brackets, at most 14, and a colon.
bool begins_with_label(std::string_view line);

/// "背景及应用领域": a few Chinese characters alone on the line, no sentence.
bool is_heading(std::string_view line);

/// Whether a gap, ____ or a colon stands behind the label, and a gap before it. A label that is
/// itself spaced out ("专　　业") needs only one blank before it.
bool is_gapped(std::string_view line, const LabelHit& label);

/// "单  位  结  果": characters at the same distances of two blanks or more all along: one word,
/// not a label and its value.
bool is_spaced_out(std::string_view line);

}  // namespace shoujian

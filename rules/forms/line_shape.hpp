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

/// "（合同号：20200228）" without its brackets: a line that is nothing but a label and its value.
std::string_view unbracketed(std::string_view line);

/// "背景及应用领域": a few Chinese characters alone on the line, no sentence.
bool is_heading(std::string_view line);

/// How the label is set apart from what stands around it. Wide: a wide gap before it, and one, ____
/// or a colon behind. Narrow: only a blank behind; or only one before, where the label is itself
/// spaced out ("专　　业").
enum class Gapped { no, narrow, wide };
Gapped gapped(std::string_view line, const LabelHit& label);

/// The number of a numbered heading: 9 of "九、学校意见", "9．学校意见", "（九）学校意见"; 0: none.
int heading_number(std::string_view line);

/// "单  位  结  果": characters at the same distances of two blanks or more all along: one word,
/// not a label and its value.
bool is_spaced_out(std::string_view line);

}  // namespace shoujian

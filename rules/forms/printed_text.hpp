#pragma once

#include "rules/call/call.hpp"

#include <string_view>

namespace shoujian {

// What a form prints in the place of a value, and nobody wrote.

/// Nothing but that: blanks, underlines, 年 月 日, （盖章）, 负责人签字：, placeholders, one hint
/// in brackets.
bool is_boilerplate(std::string_view text);

/// A whole text in brackets with no word of a hint in it: "（参加全国科技活动周等大型活动十余次）".
/// Boilerplate, unless the form's blank is known and does not print it.
bool is_bracketed_answer(std::string_view text);

/// "应用，嵌入，中间件（3选1）": what may be chosen, and no choice.
bool offers_choice(std::string_view text);

/// A date and nothing else, filled in or not: "2024 年1月 5日".
bool is_plain_date(std::string_view text);

/// Without notes at the head: "（不超过1000字）", "（必填）", "（格式：1985.03）". A view into
/// `text`.
std::string_view without_head_hints(std::string_view text, FieldType type);

/// Without what is signed at the end: lines such as "指导教师（签名）：　2020年5月8日", "日期：…",
/// empty dates; and, behind a gap in the last line, a date or "负责人签字". A view into `text`.
std::string_view without_signatures(std::string_view text);

/// Without blanks and ____ at both ends. A view into `text`.
std::string_view without_underlines(std::string_view text);

}  // namespace shoujian

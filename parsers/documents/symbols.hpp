#pragma once

#include <string>
#include <string_view>

namespace shoujian {

/// Boxes and ticks of the Wingdings fonts as Unicode: Word stores them as letters of that font, or
/// in U+F000 to F0FF.
std::string symbols_as_text(std::string_view text, std::string_view font);

/// One w:sym, its character in hexadecimal ("F052"); nothing for a sign that is no box or tick.
std::string symbol_as_text(std::string_view code);
std::string symbol_as_text(char32_t code);

}  // namespace shoujian

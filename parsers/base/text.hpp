#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

// All text inside shoujian is valid UTF-8. Functions here never throw on bad bytes: they read them
// as U+FFFD.

/// The next character at `at`, which moves behind it. Bad bytes give U+FFFD and move by one.
char32_t next_character(std::string_view text, std::size_t& at);
std::u32string to_u32(std::string_view text);
std::string to_utf8(std::u32string_view text);
std::string to_utf8(std::u16string_view text);  ///< half a surrogate pair gives U+FFFD
void append_utf8(std::string& out, char32_t character);
bool is_valid_utf8(std::string_view text);

/// The same text with every bad byte, NUL and control character but \t \n replaced or dropped: safe
/// to store, show, log.
std::string clean_utf8(std::string_view text);

/// Blanks of every kind: ASCII, U+00A0, U+2000-200B, U+2060, U+3000, U+FEFF, U+00AD.
bool is_blank(char32_t character);
std::string_view trim(std::string_view text);  ///< without blanks at both ends; a view into `text`
std::string without_blanks(std::string_view text);  ///< without any blank anywhere

/// Full-width ASCII forms (U+FF01-FF5E) and the ideographic blank to their ASCII twins.
std::string fold_width(std::string_view text);

/// For comparing what people wrote: fold_width, no blanks, ASCII lower case, variants of · : ( )
/// and dashes made one.
std::string fold(std::string_view text);
std::u32string fold_u32(std::string_view text);  ///< the same as code points

bool is_han(char32_t character);

/// Number of characters (code points).
std::size_t length(std::string_view text);

/// At most `most` characters, with … where something was cut.
std::string shorten(std::string_view text, std::size_t most);

std::vector<std::string_view> split(std::string_view text, char separator);
bool starts_with_folded(std::string_view text, std::string_view beginning);  ///< ASCII case aside
bool equal_folded(std::string_view a, std::string_view b);                   ///< ASCII case aside
std::string lower_ascii(std::string_view text);

/// Edit distance in characters: insert, delete, replace, and two neighbours swapped are one each.
/// Of texts of more than 256 characters, or of lengths more than 64 apart, it is the greater
/// length, whatever they say: a name of a megabyte costs nothing.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The nearest of `words` by edit distance, if near enough to be meant: one error in a word of up
/// to four characters, two or a third of the length in a longer one. For messages on typing errors.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> words);

}  // namespace shoujian

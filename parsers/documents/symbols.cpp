#include "parsers/documents/symbols.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <charconv>

namespace shoujian {
namespace {

struct Symbol {
    char32_t code;  // in Wingdings or Wingdings 2; those in use do not collide
    char32_t sign;
};

constexpr Symbol symbols[] = {
    {0x52, U'☑'}, {0xFE, U'☑'}, {0x50, U'☑'}, {0xFC, U'√'}, {0x51, U'☒'}, {0x53, U'☒'},
    {0x54, U'☒'}, {0xFD, U'☒'}, {0x78, U'☒'}, {0xA3, U'□'}, {0xA8, U'□'}, {0x2A, U'□'},
    {0x6F, U'□'}, {0x71, U'□'}, {0x72, U'□'}, {0x6E, U'■'}, {0xD6, U'√'},
};

char32_t sign_of(char32_t code) {
    const auto row = std::ranges::find(symbols, code & 0xFF, &Symbol::code);
    return row == std::end(symbols) ? 0 : row->sign;
}

bool is_private(char32_t c) {
    return c >= 0xF020 && c <= 0xF0FF;
}

/// U+F020 to U+F0FF are EF 80 A0 to EF 83 BF.
bool may_be_private(std::string_view text) {
    for (std::size_t at = 0; (at = text.find('\xEF', at)) != std::string_view::npos; ++at) {
        const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
        if (next >= 0x80 && next <= 0x83) return true;
    }
    return false;
}

}  // namespace

std::string symbols_as_text(std::string_view text, std::string_view font) {
    const bool pictures = starts_with_folded(font, "Wingdings");
    if (!pictures && !may_be_private(text)) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        const char32_t sign = is_private(c) || (pictures && c > 0x20 && c <= 0xFF) ? sign_of(c) : 0;
        append_utf8(out, sign != 0 ? sign : c);
    }
    return out;
}

std::string symbol_as_text(std::string_view code) {
    std::uint32_t value = 0;
    std::from_chars(code.data(), code.data() + code.size(), value, 16);
    return symbol_as_text(char32_t{value});
}

std::string symbol_as_text(char32_t code) {
    std::string out;
    if (const char32_t sign = sign_of(code)) append_utf8(out, sign);
    return out;
}

}  // namespace shoujian

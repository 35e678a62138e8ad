#include "parsers/base/safe_name.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>

namespace shoujian {
namespace {

struct Range {
    char32_t first, last;
};

/// What steers terminals, lines or the direction of writing, or is not seen at all (Unicode 15:
/// Cc, Bidi_Control, line and paragraph separators, zero width).
constexpr Range unseemly[] = {
    {0, 0x1F},        {0x7F, 0x9F},     {0x61C, 0x61C},   {0x200B, 0x200F},
    {0x2028, 0x202E}, {0x2060, 0x2069}, {0xFEFF, 0xFEFF},
};

bool is_unseemly(char32_t c) {
    return std::ranges::any_of(unseemly, [&](Range r) { return c >= r.first && c <= r.last; });
}

/// Cut in its middle, so that the ending still tells what it is.
std::string bounded(std::string_view step) {
    constexpr std::size_t most = 200, tail = 20;
    const std::u32string text = to_u32(step);
    if (text.size() <= most) return std::string(step);
    return to_utf8(text.substr(0, most - tail - 1)) + "…"
           + to_utf8(text.substr(text.size() - tail));
}

}  // namespace

std::string safe_name(std::string_view utf8) {
    std::string text;
    for (const char32_t c : to_u32(utf8))
        if (!is_unseemly(c)) append_utf8(text, c);
    const std::string_view bare = trim(text);
    return bare == "." || bare == ".." ? std::string{} : bounded(bare);
}

}  // namespace shoujian

#include "parsers/base/text.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace shoujian {

namespace {

constexpr char32_t replacement = 0xFFFD;

/// Beyond these no two words are a typing error of each other, and comparing would cost their
/// product.
constexpr std::size_t most_compared = 256, most_apart = 64;

bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

struct Lead {
    int extra;
    char32_t bits;
    char32_t least;  // smaller values are overlong forms (RFC 3629 section 3)
};

std::optional<Lead> lead_of(unsigned char byte) {
    if (byte < 0x80) return Lead{0, byte, 0};
    if ((byte & 0xE0) == 0xC0) return Lead{1, byte & 0x1FU, 0x80};
    if ((byte & 0xF0) == 0xE0) return Lead{2, byte & 0x0FU, 0x800};
    if ((byte & 0xF8) == 0xF0) return Lead{3, byte & 0x07U, 0x10000};
    return std::nullopt;
}

/// The character at `at`, or nothing where the bytes are no UTF-8; `at` moves behind it either way.
std::optional<char32_t> decode(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t start = at++;
    if (first < 0x80) return first;
    const auto lead = lead_of(first);
    if (!lead) return std::nullopt;
    char32_t character = lead->bits;
    for (int i = 0; i < lead->extra; ++i) {
        if (at >= text.size() || !is_continuation(static_cast<unsigned char>(text[at]))) {
            at = start + 1;
            return std::nullopt;
        }
        character = (character << 6) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    }
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < lead->least || character > 0x10FFFF || surrogate) {
        at = start + 1;
        return std::nullopt;
    }
    return character;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/// Marks that reorder text on a screen: a name could pretend to end in another extension.
bool is_direction_mark(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

char32_t narrow(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    return c == 0x3000 ? U' ' : c;
}

char32_t fold_one(char32_t c) {
    switch (c = narrow(c)) {
        case U'︰':
        case U'﹕':
        case U'∶':
            return U':';
        case U'•':
        case U'‧':
        case U'・':
        case U'․':
        case U'●':
        case U'･':
            return U'·';
        case U'〔':
        case U'【':
        case U'［':
            return U'[';
        case U'〕':
        case U'】':
        case U'］':
            return U']';
        case U'–':
        case U'—':
        case U'―':
        case U'−':
        case U'‐':
        case U'‑':
            return U'-';
        default:
            break;
    }
    return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

}  // namespace

char32_t next_character(std::string_view text, std::size_t& at) {
    return decode(text, at).value_or(replacement);
}

std::u32string to_u32(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) out += next_character(text, at);
    return out;
}

void append_utf8(std::string& out, char32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = replacement;
    const auto first = [&](char32_t mark, int shift) {
        return static_cast<char>(mark | (c >> shift));
    };
    const auto next = [&](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80)
        out += static_cast<char>(c);
    else if (c < 0x800)
        out.append({first(0xC0, 6), next(0)});
    else if (c < 0x10000)
        out.append({first(0xE0, 12), next(6), next(0)});
    else
        out.append({first(0xF0, 18), next(12), next(6), next(0)});
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

std::string to_utf8(std::u16string_view text) {
    const auto is_half = [](char32_t unit, char32_t first) { return (unit & 0xFC00) == first; };
    std::string out;
    out.reserve(text.size() * 3);
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t c = text[i];
        if (is_half(c, 0xD800) && i + 1 < text.size() && is_half(text[i + 1], 0xDC00))
            c = 0x10000 + ((c - 0xD800) << 10) + (text[++i] - 0xDC00);
        else if (is_half(c, 0xD800) || is_half(c, 0xDC00))
            c = 0xFFFD;
        append_utf8(out, c);
    }
    return out;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (!decode(text, at)) return false;
    }
    return true;
}

std::string clean_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t kept = 0;  // from here on all is clean, and still to be copied
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const auto c = decode(text, at);
        if (c && (*c == U'\n' || *c == U'\t' || !(is_control(*c) || is_direction_mark(*c))))
            continue;
        out += text.substr(kept, start - kept);
        if (!c) append_utf8(out, replacement);
        kept = at;
    }
    return out += text.substr(kept);
}

bool is_blank(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0xAD
           || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x202F
           || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

std::string_view trim(std::string_view text) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t at = begin;
        if (!is_blank(next_character(text, at))) break;
        begin = at;
    }
    std::size_t end = text.size();
    while (end > begin) {
        std::size_t start = end - 1;
        while (start > begin && is_continuation(static_cast<unsigned char>(text[start]))) --start;
        std::size_t at = start;
        if (!is_blank(next_character(text, at)) || at != end) break;
        end = start;
    }
    return text.substr(begin, end - begin);
}

std::string without_blanks(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        if (!is_blank(c)) append_utf8(out, c);
    }
    return out;
}

std::string fold_width(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) append_utf8(out, narrow(next_character(text, at)));
    return out;
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t c = next_character(text, at);
        if (c >= 0x4E00 && c <= 0x9FFF)  // most of what is read: as it is
            out += text.substr(start, at - start);
        else if (!is_blank(c))
            append_utf8(out, fold_one(c));
    }
    return out;
}

std::u32string fold_u32(std::string_view text) {
    std::u32string out;
    out.reserve(text.size() / 3 + 8);
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        if (c >= 0x4E00 && c <= 0x9FFF)
            out.push_back(c);
        else if (!is_blank(c))
            out.push_back(fold_one(c));
    }
    return out;
}

bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007
           || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF)
           || (c >= 0x2E80 && c <= 0x2FDF);
}

std::size_t length(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next_character(text, at);
    return count;
}

std::string shorten(std::string_view text, std::size_t most) {
    std::size_t at = 0;
    for (std::size_t count = 0; count < most && at < text.size(); ++count) next_character(text, at);
    if (at >= text.size()) return std::string(text);
    return std::string(text.substr(0, at)) + "…";
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t end = text.find(separator, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

bool equal_folded(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool starts_with_folded(std::string_view text, std::string_view beginning) {
    return text.size() >= beginning.size()
           && equal_folded(text.substr(0, beginning.size()), beginning);
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const std::u32string from = to_u32(a);
    const std::u32string to = to_u32(b);
    const auto [shorter, longer] = std::minmax({from.size(), to.size()});
    if (longer > most_compared || longer - shorter > most_apart) return longer;
    // Optimal string alignment: three rows of its table, the last two and the one being filled.
    std::vector<std::size_t> before_last(to.size() + 1), last(to.size() + 1), row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped =
                i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row.back();
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> words) {
    const auto distance = [&](const std::string& other) { return edit_distance(word, other); };
    const auto best = std::ranges::min_element(words, {}, distance);
    if (best == words.end()) return std::nullopt;
    const std::size_t size = std::max(length(word), length(*best));
    const std::size_t bound = size < 5 ? 1 : std::max<std::size_t>(2, size / 3);
    const std::size_t least = distance(*best);
    if (least > bound || least >= size) return std::nullopt;
    return *best;
}

}  // namespace shoujian

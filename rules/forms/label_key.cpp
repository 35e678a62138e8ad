#include "rules/forms/label_key.hpp"

#include "parsers/base/text.hpp"

namespace shoujian {

namespace {

bool is_mark(char32_t c) {
    constexpr std::u32string_view marks = U"*★☆●◆■□※·[]<>《》「」#-";
    return marks.find(c) != std::u32string_view::npos;
}

bool is_numeral(char32_t c) {
    constexpr std::u32string_view numerals = U"0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩";
    return numerals.find(c) != std::u32string_view::npos;
}

}  // namespace

bool is_ignored_in_label(char32_t c) {
    constexpr std::u32string_view ignored = U"/、,;·\\";
    return ignored.find(c) != std::u32string_view::npos;
}

std::size_t numbering_length(std::u32string_view text) {
    std::size_t at = 0;
    while (at < text.size() && is_mark(text[at])) ++at;
    const bool bracket = at < text.size() && text[at] == U'(';
    std::size_t end = at + (bracket ? 1 : 0);
    const std::size_t digits = end;
    while (end < text.size() && end - digits < 3 && is_numeral(text[end])) ++end;
    if (end == digits) return at;
    const bool circled = text[digits] >= U'①' && text[digits] <= U'⑩';
    const auto closes = [&](char32_t c) {
        return bracket ? c == U')' : c == U'、' || c == U'.' || c == U',' || c == U')' || c == U':';
    };
    if (end < text.size() && closes(text[end]))
        at = end + 1;
    else if (circled)
        at = end;
    while (at < text.size() && is_mark(text[at])) ++at;
    return at;
}

std::u32string label_key(std::string_view text) {
    const std::u32string folded = fold_u32(text);
    std::u32string_view rest = folded;
    rest.remove_prefix(numbering_length(rest));
    const bool bracketed = rest.data() != folded.data() && rest.data()[-1] == U'[';
    while (!rest.empty()
           && (rest.back() == U':' || rest.back() == U';' || rest.back() == U'。'
               || rest.back() == U'*' || rest.back() == U']' || rest.back() == U'_'))
        rest.remove_suffix(1);
    std::u32string out;
    bool closed = !bracketed;
    for (const char32_t c : rest) {
        if (c == U']' && !closed)
            closed = true;  // of 【主要事迹】（不超过1000字）
        else if (!is_ignored_in_label(c) && c >= 0x20)
            out.push_back(c);
    }
    return out;
}

std::u32string without_groups(std::u32string_view key) {
    std::u32string out;
    int depth = 0;
    for (const char32_t c : key) {
        if (c == U'(' || c == U'[')
            ++depth;
        else if ((c == U')' || c == U']') && depth > 0)
            --depth;
        else if (depth == 0 && c != U':')
            out.push_back(c);
    }
    return out;
}

std::u32string_view without_bare_number(std::u32string_view key) {
    std::size_t at = 0;
    while (at < key.size() && at < 2 && key[at] >= U'0' && key[at] <= U'9') ++at;
    const bool label = at > 0 && at < key.size() && is_han(key[at]);
    return label ? key.substr(at) : key;
}

}  // namespace shoujian

#include "rules/forms/line_shape.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

std::size_t width_of(char32_t blank) {
    return blank == U'\t' || blank == U'　' ? 2 : 1;
}

bool is_wide(std::string_view gap) {
    return gap.find("  ") != std::string_view::npos || gap.find('\t') != std::string_view::npos
           || gap.find("　") != std::string_view::npos || gap.find("__") != std::string_view::npos;
}

/// The widest run of blanks between two characters.
std::size_t widest_gap(std::string_view text) {
    std::size_t widest = 0, run = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        run = is_blank(c) ? run + width_of(c) : 0;
        widest = std::max(widest, run);
    }
    return widest;
}

std::string_view tail_of(std::string_view text) {
    return text.substr(text.size() - std::min<std::size_t>(text.size(), 3));
}

}  // namespace

std::size_t unknown_label(std::string_view value, std::size_t least_blanks) {
    std::size_t blanks = 0;
    std::size_t blank_begin = 0;
    for (std::size_t at = 0; at < value.size();) {
        const std::size_t begin = at;
        const char32_t c = next_character(value, at);
        if (is_blank(c)) {
            if (blanks == 0) blank_begin = begin;
            blanks += width_of(c);
            continue;
        }
        if (blanks >= least_blanks && blank_begin > 0 && is_han(c)) {
            std::size_t word = begin;
            std::size_t count = 0;
            char32_t next = next_character(value, word);
            while (is_han(next) && ++count <= 14 && word < value.size())
                next = next_character(value, word);
            if (next == U'：' || next == U':') return blank_begin;
        }
        blanks = 0;
    }
    return std::string_view::npos;
}

bool begins_instructions(std::string_view line) {
    const std::u32string key = label_key(line);
    for (const std::u32string_view word :
         {U"填表说明", U"填写说明", U"填报说明", U"注意事项", U"填表须知", U"填写须知"})
        if (key.starts_with(word) && (key.size() <= word.size() + 4 || key[word.size()] == U':'))
            return true;
    return key.starts_with(U"注:1");
}

bool begins_with_label(std::string_view line) {
    std::size_t count = 0;
    for (const char32_t c : label_key(line.substr(0, 90))) {
        if (c == U':') return count >= 2;
        const bool part = is_han(c) || c == U'(' || c == U')';
        if (!part || ++count > 14) return false;
    }
    return false;
}

std::string_view unbracketed(std::string_view line) {
    constexpr std::string_view open = "（", close = "）";
    const std::string_view text = trim(line);
    const bool whole = text.starts_with(open) && text.ends_with(close)
                       && text.find("：") != text.npos
                       && text.find(close) + close.size() == text.size();
    return whole ? text.substr(open.size(), text.size() - open.size() - close.size()) : line;
}

bool is_heading(std::string_view line) {
    const std::u32string text = to_u32(fold(line));
    return text.size() >= 2 && text.size() <= 12 && std::ranges::all_of(text, is_han);
}

int heading_number(std::string_view line) {
    constexpr std::u32string_view numerals = U"一二三四五六七八九";
    std::u32string text = to_u32(fold(line.substr(0, 40)));
    if (text.starts_with(U'(')) text.erase(0, 1);
    int number = 0;
    std::size_t at = 0;
    for (; at < text.size() && at < 3; ++at) {
        const std::size_t digit = numerals.find(text[at]);
        if (text[at] >= U'0' && text[at] <= U'9')
            number = number * 10 + static_cast<int>(text[at] - U'0');
        else if (text[at] == U'十')
            number = number == 0 ? 10 : number * 10;
        else if (digit != numerals.npos)
            number += static_cast<int>(digit) + 1;
        else
            break;
    }
    const bool closed = at < text.size()
                        && std::u32string_view(U"、.)").find(text[at]) != std::u32string_view::npos;
    return closed ? number : 0;
}

Gapped gapped(std::string_view line, const LabelHit& label) {
    const std::string_view before = line.substr(0, label.begin), behind = line.substr(0, label.end);
    const bool wide_behind =
        label.colon || label.underline || is_wide(tail_of(behind)) || label.end >= line.size();
    const bool wide_before = trim(before).empty() || is_wide(tail_of(before));
    const bool spaced_out = widest_gap(trim(behind.substr(label.begin))) > 0;
    const bool blank_before = widest_gap(tail_of(before)) > 0;
    if (wide_before && wide_behind) return Gapped::wide;
    const bool narrow = (wide_before && widest_gap(tail_of(behind)) > 0)
                        || (spaced_out && blank_before && wide_behind);
    return narrow ? Gapped::narrow : Gapped::no;
}

bool is_spaced_out(std::string_view line) {
    std::size_t gap = 0, run = 0, characters = 0;
    const std::string_view text = trim(line);
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        if (is_blank(c)) {
            run += width_of(c);
            continue;
        }
        if (characters++ > 0) {
            if (gap == 0) gap = run;
            if (run != gap || run < 2) return false;
        }
        run = 0;
    }
    return characters >= 3;
}

}  // namespace shoujian

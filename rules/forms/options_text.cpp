#include "rules/forms/options_text.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <vector>

namespace shoujian {

bool is_ticked(char32_t c) {
    return std::u32string_view(U"☑☒√✓✔■●◉").find(c) != std::u32string_view::npos;
}

bool is_open_box(char32_t c) {
    return std::u32string_view(U"□○◯☐〇").find(c) != std::u32string_view::npos;
}

namespace {

struct Option {
    std::string text;
    bool before = false, after = false;  ///< ticked mark on that side
    bool mark_before = false, mark_after = false;
};

/// A character as it is compared and as it was written.
struct Written {
    char32_t folded, original;
};

/// "(√)男 ( )女" and "[√]" as marks; "()" too, where other marks say that it is meant so.
std::vector<Written> with_plain_marks(std::string_view raw) {
    const std::u32string original = to_u32(raw), in = to_u32(fold_width(raw));
    std::vector<Written> out;
    const bool ticks = std::ranges::any_of(in, is_ticked);
    for (std::size_t at = 0; at < in.size();) {
        if (in[at] == U'(' || in[at] == U'[') {
            std::size_t end = at + 1;
            bool tick = false;
            while (end < in.size() && end < at + 12
                   && (is_blank(in[end]) || is_ticked(in[end]) || in[end] == U'v' || in[end] == U'V'
                       || in[end] == U'x' || in[end] == U'X')) {
                const bool cross = in[end] == U'x' || in[end] == U'X';
                tick = tick || (!is_blank(in[end]) && !(cross && in[at] == U'('));
                ++end;
            }
            if (end < in.size() && (in[end] == U')' || in[end] == U']')) {
                const char32_t mark = tick ? U'☑' : U'□';
                out.push_back({mark, mark});
                at = end + 1;
                continue;
            }
        }
        // 口男 √女: a box that was typed as the character.
        const bool alone = at == 0 || is_blank(in[at - 1]);
        const char32_t c = in[at] == U'口' && alone && ticks ? U'□' : in[at];
        out.push_back({c, at < original.size() ? original[at] : in[at]});
        ++at;
    }
    return out;
}

bool parts_options(char32_t c) {
    return is_blank(c) || std::u32string_view(U"\n/、,;").find(c) != std::u32string_view::npos;
}

/// Whether the mark stands no further from the option before it than from the one behind:
/// "自拟 ☑     其他 □", but not "性别 □男".
bool follows_option(const std::vector<Written>& text, std::size_t at) {
    std::size_t before = 0, behind = 0;
    while (before < at && is_blank(text[at - 1 - before].folded)) ++before;
    if (before == at || is_ticked(text[at - 1 - before].folded)
        || is_open_box(text[at - 1 - before].folded))
        return false;
    while (at + 1 + behind < text.size() && is_blank(text[at + 1 + behind].folded)) ++behind;
    return before <= behind || at + 1 + behind == text.size();
}

/// The options between marks and blanks, each with the marks beside it.
std::vector<Option> options_in(const std::vector<Written>& text) {
    std::vector<Option> options;
    bool mark = false;
    bool ticked = false;
    const auto is_mark = [](char32_t c) { return is_ticked(c) || is_open_box(c); };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text[at].folded;
        if (is_mark(c)) {
            mark = true;
            ticked = is_ticked(c);
            if (!options.empty() && follows_option(text, at)) {
                options.back().mark_after = true;
                options.back().after = ticked;
            }
            ++at;
        } else if (parts_options(c)) {
            ++at;
        } else {
            Option option;
            option.mark_before = mark;
            option.before = mark && ticked;
            mark = ticked = false;
            while (at < text.size() && !is_mark(text[at].folded) && !is_blank(text[at].folded)
                   && text[at].folded != U'\n')
                append_utf8(option.text, text[at++].original);
            while (option.text.ends_with('/') || option.text.ends_with(',')
                   || option.text.ends_with(';'))
                option.text.pop_back();
            for (const std::string_view tail : {"、", "，", "；", "。", "／"})
                if (option.text.ends_with(tail))
                    option.text.erase(option.text.size() - tail.size());
            options.push_back(std::move(option));
        }
    }
    return options;
}

/// "请打“√”", "（选项打√）": how to tick, no tick.
std::string without_tick_hint(std::string_view raw) {
    static const std::u32string verbs = U"打划画", quotes = U"“”\"'「」";
    std::u32string text = to_u32(raw);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (verbs.find(text[at]) == verbs.npos) continue;
        std::size_t tick = at + 1, begin = at, end = 0;
        while (tick < text.size() && quotes.find(text[tick]) != quotes.npos) ++tick;
        if (tick >= text.size() || !is_ticked(text[tick])) continue;
        end = tick + 1;
        while (end < text.size() && quotes.find(text[end]) != quotes.npos) ++end;
        while (begin > 0 && (is_han(text[begin - 1]))) --begin;
        const bool bracket =
            begin > 0 && end < text.size()
            && std::u32string_view(U"（(").find(text[begin - 1]) != std::u32string_view::npos;
        if (bracket) {
            --begin;
            ++end;
        }
        text.erase(begin, end - begin);
        at = begin;
    }
    return to_utf8(text);
}

}  // namespace

std::optional<std::string> ticked_options(std::string_view raw) {
    if (raw.size() > 600) return std::nullopt;
    const std::vector<Written> text = with_plain_marks(without_tick_hint(raw));
    const auto is_mark = [](const Written& w) {
        return is_ticked(w.folded) || is_open_box(w.folded);
    };
    if (std::ranges::none_of(text, is_mark)) return std::nullopt;
    const std::vector<Option> options = options_in(text);
    // The first character decides on which side of its option a mark stands: ☑男 □女, or 男☑ 女□.
    const auto first =
        std::ranges::find_if_not(text, [](const Written& w) { return is_blank(w.folded); });
    const auto mark = std::ranges::find_if(text, is_mark);
    const bool behind_colon = mark != text.begin() && (mark - 1)->folded == U':';
    const bool leading = behind_colon || (first != text.end() && is_mark(*first));
    std::string out;
    for (const Option& option : options)
        if (leading ? option.before : option.after) out += (out.empty() ? "" : "、") + option.text;
    return out;
}

std::optional<bool> tick_alone(std::string_view text) {
    const std::u32string marks = to_u32(without_blanks(text));
    if (marks.size() > 1) return std::nullopt;
    if (marks.empty() || is_open_box(marks[0])) return false;
    const bool tick = is_ticked(marks[0]) || marks[0] == U'v' || marks[0] == U'V';
    return tick ? std::optional(true) : std::nullopt;
}

}  // namespace shoujian

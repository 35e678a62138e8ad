#include "rules/forms/value_text.hpp"

#include "parsers/base/text.hpp"
#include "rules/call/call.hpp"
#include "rules/forms/form_match.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace shoujian {

namespace {

bool contains_any(std::u32string_view text, std::span<const std::u32string_view> words) {
    return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

constexpr std::array<std::u32string_view, 22> hint_words{
    U"不超过", U"不少于", U"以内", U"字内", U"左右", U"必填", U"选填", U"请",
    U"可另附", U"另附",   U"每张", U"大小", U"均可", U"填写", U"如实", U"注明",
    U"限",     U"盖章",   U"公章", U"签章", U"签字", U"例如"};

/// "（不超过1000字）", "（必填，…）": a group that speaks to the one who fills in.
bool is_hint(std::u32string_view group) {
    return group.size() <= 80 && contains_any(group, hint_words);
}

std::string_view without_underlines(std::string_view text) {
    const auto cut = [](std::string_view t) {
        t = trim(t);
        while (t.starts_with('_')) t = trim(t.substr(1));
        while (t.ends_with('_')) t = trim(t.substr(0, t.size() - 1));
        return t;
    };
    return cut(text);
}

/// The bracketed group at the head of `text`: its length in bytes, 0 where none stands or it does
/// not end.
std::size_t head_group(std::string_view text) {
    constexpr std::u32string_view opening = U"([（【〔［";
    constexpr std::u32string_view closing = U")]）】〕］";
    int depth = 0;
    for (std::size_t at = 0; at < text.size() && at < 400;) {
        const char32_t c = next_character(text, at);
        if (opening.find(c) != opening.npos)
            ++depth;
        else if (closing.find(c) != closing.npos)
            --depth;
        if (depth == 0) return closing.find(c) != closing.npos ? at : 0;
    }
    return 0;
}

std::string_view without_head_hints(std::string_view text) {
    for (;;) {
        const std::size_t length_of_group = head_group(text);
        if (length_of_group == 0 || !is_hint(to_u32(fold(text.substr(0, length_of_group)))))
            return text;
        text = trim(text.substr(length_of_group));
        const std::u32string rest = to_u32(fold(text.substr(0, 8)));
        if (!rest.empty() && (rest[0] == U':')) {
            std::size_t at = 0;
            next_character(text, at);
            text = trim(text.substr(at));
        }
    }
}

bool is_ticked(char32_t c) {
    return std::u32string_view(U"☑☒√✓✔■●◉").find(c) != std::u32string_view::npos;
}

bool is_open(char32_t c) {
    return std::u32string_view(U"□○◯☐〇").find(c) != std::u32string_view::npos;
}

struct Option {
    std::u32string text;
    bool before = false, after = false;  ///< ticked mark on that side
    bool mark_before = false, mark_after = false;
};

/// "(√)男 ( )女" and "[√]" as marks.
std::u32string with_plain_marks(std::string_view raw) {
    const std::u32string in = to_u32(fold_width(raw));
    std::u32string out;
    for (std::size_t at = 0; at < in.size();) {
        if (in[at] == U'(' || in[at] == U'[') {
            std::size_t end = at + 1;
            bool tick = false;
            while (end < in.size() && end < at + 6
                   && (is_blank(in[end]) || is_ticked(in[end]) || in[end] == U'v'
                       || in[end] == U'V')) {
                tick = tick || !is_blank(in[end]);
                ++end;
            }
            if (end < in.size() && end > at + 1 && (in[end] == U')' || in[end] == U']')) {
                out.push_back(tick ? U'☑' : U'□');
                at = end + 1;
                continue;
            }
        }
        out.push_back(in[at++]);
    }
    return out;
}

/// The options between marks and blanks, each with the marks beside it.
std::vector<Option> options_in(const std::u32string& text) {
    std::vector<Option> options;
    bool mark = false;
    bool ticked = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text[at];
        if (is_ticked(c) || is_open(c)) {
            mark = true;
            ticked = is_ticked(c);
            const bool tight = at > 0 && !is_blank(text[at - 1]);
            if (!options.empty() && tight && !is_ticked(text[at - 1]) && !is_open(text[at - 1])) {
                options.back().mark_after = true;
                options.back().after = ticked;
            }
            ++at;
        } else if (is_blank(c) || c == U'\n' || c == U'/' || c == U'、' || c == U',' || c == U';') {
            ++at;
        } else {
            Option option;
            option.mark_before = mark;
            option.before = mark && ticked;
            mark = ticked = false;
            while (at < text.size() && !is_ticked(text[at]) && !is_open(text[at])
                   && !is_blank(text[at]) && text[at] != U'\n')
                option.text.push_back(text[at++]);
            options.push_back(std::move(option));
        }
    }
    return options;
}

/// Ticked options, parted by 、; nothing where no marks stand, "" where none is ticked.
std::optional<std::string> ticked_options(std::string_view raw) {
    if (raw.size() > 600) return std::nullopt;
    const std::u32string text = with_plain_marks(raw);
    const auto marks =
        std::ranges::count_if(text, [](char32_t c) { return is_ticked(c) || is_open(c); });
    if (marks == 0) return std::nullopt;
    const std::vector<Option> options = options_in(text);
    // The first character decides on which side of its option a mark stands: ☑男 □女, or 男☑ 女□.
    const auto first = std::ranges::find_if_not(text, is_blank);
    const bool leading = first != text.end() && (is_ticked(*first) || is_open(*first));
    std::string out;
    for (const Option& option : options)
        if (leading ? option.before : option.after)
            out += (out.empty() ? "" : "、") + to_utf8(option.text);
    return out;
}

constexpr std::array<std::u32string_view, 14> opinion_words{
    U"同意",     U"情况属实", U"属实",   U"经审核",   U"经研究", U"符合条件", U"予以推荐",
    U"特此推荐", U"推荐意见", U"拟推荐", U"审核无误", U"无异议", U"经公示",   U"公示"};
constexpr std::array<std::u32string_view, 10> signature_words{
    U"签字",     U"签名",  U"负责人:", U"经办人", U"联系人",
    U"联系电话", U"电话:", U"日期",    U"手机",   U"填表人"};
constexpr std::array<std::u32string_view, 30> organ_endings{
    U"协会",   U"学会",   U"科协", U"研究会", U"委员会", U"联合会", U"中心", U"大学",
    U"学院",   U"医院",   U"公司", U"局",     U"厅",     U"部",     U"院",   U"所",
    U"站",     U"馆",     U"社",   U"会",     U"办",     U"办公室", U"学校", U"集团",
    U"基金会", U"促进会", U"总会", U"党委",   U"政府",   U"处"};

/// Every bracketed group that speaks of a seal or signature, and "盖章" itself, gone; dates gone.
std::u32string without_seal_words(std::u32string text) {
    for (std::size_t open = 0; (open = text.find(U'(', open)) != text.npos;) {
        const std::size_t close = text.find(U')', open);
        if (close == text.npos || close - open > 30) break;
        const std::u32string inside = text.substr(open, close - open);
        constexpr std::array<std::u32string_view, 5> seal{U"章", U"签", U"印", U"公 章", U"盖"};
        if (inside.size() == 1 || contains_any(inside, seal)
            || std::ranges::all_of(inside.substr(1), is_blank))
            text.erase(open, close - open + 1);
        else
            open = close;
    }
    for (const std::u32string_view word : {U"加盖公章", U"单位盖章", U"盖公章", U"盖章", U"公章"})
        for (std::size_t at = 0; (at = text.find(word, at)) != text.npos;)
            text.erase(at, word.size());
    return text;
}

bool is_date_character(char32_t c) {
    return is_blank(c) || (c >= U'0' && c <= U'9')
           || std::u32string_view(U"年月日./-_至起止:").find(c) != std::u32string_view::npos
           || std::u32string_view(U"〇零一二三四五六七八九十").find(c) != std::u32string_view::npos;
}

/// A date behind a name: cut from where its digits or 年 begin.
std::u32string without_date(std::u32string text) {
    std::size_t end = text.size();
    while (end > 0 && is_date_character(text[end - 1])) --end;
    const std::u32string_view tail = std::u32string_view(text).substr(end);
    const bool date =
        tail.find(U'年') != tail.npos || tail.find(U'日') != tail.npos
        || std::ranges::count_if(tail, [](char32_t c) { return c >= U'0' && c <= U'9'; }) >= 4;
    if (date) text.erase(end);
    return text;
}

bool is_organ(std::u32string_view text) {
    return std::ranges::any_of(organ_endings, [&](auto ending) { return text.ends_with(ending); });
}

std::string unit_name(const FieldSpec& field, std::string_view raw) {
    std::string best;
    bool best_organ = false;
    for (const std::string_view written : split(raw, '\n')) {
        std::u32string line = to_u32(trim(fold_width(written)));
        for (const std::string& label : field.labels) {
            const std::u32string key = to_u32(fold_width(label));
            if (!line.starts_with(key) || line.size() <= key.size()) continue;
            const char32_t next = line[key.size()];
            if (next == U':' || next == U'(' || is_blank(next))
                line.erase(0, key.size() + (next == U':' ? 1 : 0));
        }
        line = without_date(without_seal_words(std::move(line)));
        // Opinion and name in one line: "同意推荐。江苏省科协".
        for (std::size_t cut; (cut = line.find_first_of(U"。;!,，；！")) != line.npos;) {
            const bool tail_empty = trim(to_utf8(line.substr(cut + 1))).empty();
            if (contains_any(line.substr(0, cut), opinion_words) && !tail_empty)
                line.erase(0, cut + 1);
            else if (tail_empty)
                line.erase(cut);
            else
                break;
        }
        std::string text(trim(to_utf8(line)));
        while (text.starts_with(':')) text = trim(std::string_view(text).substr(1));
        const std::u32string key = to_u32(fold(text));
        const bool organ = is_organ(key);
        if (key.empty() || is_boilerplate(text) || contains_any(key, signature_words)) continue;
        if (contains_any(key, opinion_words) && !organ) continue;
        if (key == U"推荐" || key == U"推荐单位") continue;
        if (best.empty() || (organ && !best_organ)) best = text;
        best_organ = best_organ || organ;
    }
    return best;
}

}  // namespace

bool is_boilerplate(std::string_view text) {
    const std::u32string key = to_u32(fold(text));
    if (key.empty()) return true;
    if (key.size() > 40) return false;
    const auto skeleton = [](char32_t c) {
        return std::u32string_view(U"年月日至起止-~()[]_:/.,·盖公签章字名印").find(c)
               != std::u32string_view::npos;
    };
    if (std::ranges::all_of(key, skeleton)) return true;
    constexpr std::array<std::u32string_view, 12> placeholders{U"照片",
                                                               U"相片",
                                                               U"贴照片处",
                                                               U"照片粘贴处",
                                                               U"必填",
                                                               U"选填",
                                                               U"请填写",
                                                               U"点击输入文字",
                                                               U"单击或点击此处输入文字。",
                                                               U"单击此处输入文字。",
                                                               U"点击或点击此处输入文字。",
                                                               U"请输入"};
    if (std::ranges::find(placeholders, key) != placeholders.end()) return true;
    if (key.starts_with(U"{{") && key.ends_with(U"}}")) return true;
    const bool one_group = (key.front() == U'(' && key.find(U')') == key.size() - 1);
    return (one_group || key.size() <= 14) && is_hint(key) && (one_group || key.starts_with(U"请"));
}

std::string clean_value(const FieldSpec& field, std::string_view raw) {
    std::string_view text = without_head_hints(without_underlines(raw));
    if (field.type == static_cast<int>(FieldType::unit)) return unit_name(field, text);
    text = without_underlines(text);
    if (is_boilerplate(text)) return {};
    const auto type = static_cast<FieldType>(field.type);
    // Elsewhere ○ and 〇 are digits: 二〇一八年.
    if (type == FieldType::gender || type == FieldType::politics || type == FieldType::choice)
        if (auto ticked = ticked_options(text)) return *ticked;
    return std::string(text);
}

}  // namespace shoujian

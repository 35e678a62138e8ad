#include "rules/forms/unit_text.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/printed_text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace shoujian {

namespace {

bool contains_any(std::u32string_view text, std::span<const std::u32string_view> words) {
    return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
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
    constexpr std::u32string_view opening = U"([【〔", closing = U")]】〕";
    for (std::size_t open = 0; (open = text.find_first_of(opening, open)) != text.npos;) {
        const std::size_t close = text.find(closing[opening.find(text[open])], open);
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

/// The part of `written` that narrows to `narrow`; where it is not in one piece, `narrow` itself.
std::string as_written(std::string_view written, const std::string& narrow) {
    const std::u32string whole = to_u32(fold_width(written)), part = to_u32(narrow);
    const std::u32string original = to_u32(written);
    const std::size_t at = whole.find(part);
    return at == whole.npos || whole.size() != original.size()
               ? narrow
               : to_utf8(original.substr(at, part.size()));
}

/// "推荐单位（盖章）：", "单位：", "推荐单位盖章 :" at the head of a line.
std::u32string without_unit_label(std::u32string line, const FieldSpec& field) {
    for (const std::string& label : field.labels) {
        const std::u32string key = to_u32(fold_width(label));
        if (!line.starts_with(key) || line.size() <= key.size()) continue;
        const char32_t next = line[key.size()];
        if (next == U':' || next == U'(' || is_blank(next))
            line.erase(0, key.size() + (next == U':' ? 1 : 0));
    }
    const std::size_t colon = line.find(U':');
    if (colon == line.npos || colon > 16) return line;
    std::u32string head = without_seal_words(line.substr(0, colon));
    for (const std::u32string_view word : {U"推荐", U"报送", U"填报", U"单位", U"名称", U"意见"})
        for (std::size_t at; (at = head.find(word)) != head.npos;) head.erase(at, word.size());
    if (trim(to_utf8(head)).empty()) line.erase(0, colon + 1);
    return line;
}

/// Opinion and name in one line: "经审核，材料真实，同意推荐。江苏省科协", "同意推荐江苏省科协".
std::u32string without_opinion(std::u32string line) {
    const std::u32string before = line;
    for (std::size_t cut; (cut = line.find_first_of(U"。;!,，；！")) != line.npos;) {
        const bool tail_empty = trim(to_utf8(line.substr(cut + 1))).empty();
        const std::u32string rest = to_u32(fold(to_utf8(line.substr(cut + 1))));
        if (tail_empty)
            line.erase(cut);
        else if (contains_any(before, opinion_words) && is_organ(rest))
            line.erase(0, cut + 1);
        else if (contains_any(line.substr(0, cut), opinion_words))
            line.erase(0, cut + 1);
        else
            break;
    }
    for (const std::u32string_view word : {U"同意推荐", U"同意报送", U"情况属实", U"同意", U"属实"})
        if (line.starts_with(word) && is_organ(line.substr(word.size()))
            && line.size() > word.size() + 3)
            return line.substr(word.size());
    return line;
}

/// What stands behind a name on its line: "　日期：2020年5月9日", "　联系人：…".
std::u32string without_tail(std::u32string line) {
    std::size_t end = line.size();
    for (const std::u32string_view word : signature_words) {
        const std::u32string_view bare =
            word.ends_with(U':') ? word.substr(0, word.size() - 1) : word;
        const std::size_t at = line.find(bare);
        if (at != line.npos && at > 3) end = std::min(end, at);
    }
    if (const std::size_t at = line.find(U"时间"); at != line.npos && at > 3)
        end = std::min(end, at);
    return line.substr(0, end);
}

}  // namespace

std::string unit_in(const FieldSpec& field, std::string_view raw) {
    std::string best;
    bool best_organ = false;
    for (const std::string_view written : split(raw, '\n')) {
        const std::string narrow = fold_width(written);
        std::u32string line = without_unit_label(to_u32(trim(narrow)), field);
        line = without_opinion(without_date(without_tail(without_seal_words(std::move(line)))));
        std::string text(trim(to_utf8(line)));
        while (text.starts_with(':')) text = trim(std::string_view(text).substr(1));
        const std::u32string key = to_u32(fold(text));
        const bool organ = is_organ(key);
        if (key.empty() || is_boilerplate(text) || contains_any(key, signature_words)) continue;
        if (contains_any(key, opinion_words) && !organ) continue;
        if (key == U"推荐" || key == U"推荐单位") continue;
        if (best.empty() || (organ && !best_organ)) best = as_written(written, text);
        best_organ = best_organ || organ;
    }
    return best;
}

}  // namespace shoujian

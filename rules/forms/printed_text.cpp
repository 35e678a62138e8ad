#include "rules/forms/printed_text.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace shoujian {

namespace {

bool contains_any(std::u32string_view text, std::span<const std::u32string_view> words) {
    return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

constexpr std::array<std::u32string_view, 41> hint_words{
    U"不超过", U"不少于", U"以内",   U"字内",   U"左右", U"必填", U"选填", U"请",  U"可另附",
    U"另附",   U"每张",   U"大小",   U"均可",   U"填写", U"如实", U"注明", U"限",  U"盖章",
    U"公章",   U"签章",   U"签字",   U"例如",   U"比如", U"格式", U"如:",  U"例:", U"可列",
    U"可填",   U"可多",   U"可附",   U"精确到", U"保留", U"全称", U"勾选", U"打√", U"打勾",
    U"单位:",  U"字数",   U"没有则", U"无则",   U"占总"};

constexpr std::size_t least_note = 10;  ///< characters of a note that says what is wanted

/// "（不超过1000字）", "（必填，…）": a group that speaks to the one who fills in.
bool is_hint(std::u32string_view group) {
    return group.size() <= 80 && contains_any(group, hint_words);
}

/// Of a number, a month, a phone also "（手机及固定电话）", "（含邮编）": words about what goes
/// here, without a figure that could be the answer.
bool is_remark(std::u32string_view group) {
    constexpr std::array<std::u32string_view, 12> words{U"手机",       U"电话", U"座机", U"含",
                                                        U"小时",       U"年月", U"区号", U"单位",
                                                        U"阿拉伯数字", U"数字", U"邮编", U"或"};
    const bool figure =
        std::ranges::any_of(group, [](char32_t c) { return c >= U'0' && c <= U'9'; });
    return group.size() <= 30 && !figure && contains_any(group, words);
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

constexpr std::array<std::u32string_view, 6> seal_words{U"签字", U"签名", U"签章",
                                                        U"盖章", U"公章", U"签署"};

/// Digits and what stands between them in a date, filled in or not.
bool is_dateish(std::u32string_view text) {
    return std::ranges::all_of(text, [](char32_t c) {
        return (c >= U'0' && c <= U'9')
               || std::u32string_view(U"年月日号星期时分至~-—./:_〇零一二三四五六七八九十oxX")
                          .find(c)
                      != std::u32string_view::npos;
    });
}

bool is_date(std::u32string_view text) {
    return text.find(U'年') != text.npos && text.find(U'月') != text.npos && is_dateish(text);
}

/// 万人签名, 百人签字: what many did, and nobody's place to sign.
bool is_crowd(std::u32string_view who) {
    return who.size() >= 2 && who.back() == U'人'
           && std::u32string_view(U"十百千万亿").find(who[who.size() - 2]) != who.npos;
}

/// "指导教师（签名）：　张三", "学院负责人签字　（盖章）　2020年 月 日": who signs where, and when.
bool is_signature(std::u32string_view line) {
    std::size_t at = line.npos, end = 0;
    for (const std::u32string_view word : seal_words) {
        const std::size_t found = line.find(word);
        if (found < at) {
            at = found;
            end = found + word.size();
        }
    }
    if (at == line.npos || at > 20 || is_crowd(line.substr(0, at))) return false;
    const auto plain = [](char32_t c) {
        return std::u32string_view(U",.。;，；！?").find(c) == std::u32string_view::npos;
    };
    if (!std::ranges::all_of(line.substr(0, at), plain)) return false;
    std::u32string rest;
    for (const char32_t c : line.substr(end))
        if (std::u32string_view(U"()[]:盖章签字名公").find(c) == std::u32string_view::npos)
            rest.push_back(c);
    if (rest.ends_with(U"单位")) rest.resize(rest.size() - 2);  // （单位公章）
    const std::size_t date = rest.find(U"日期");
    if (date != rest.npos) rest.erase(date);
    const bool colon = line.find(U':') != line.npos;
    // 签字：（主管院长或部门负责人）
    const std::u32string_view behind = line.substr(std::min(end + 1, line.size()));
    if (colon && behind.size() > 2 && behind.front() == U'('
        && behind.find(U')') == behind.size() - 1)
        return true;
    return is_dateish(rest) || (colon && rest.size() <= 4) || is_signature(rest);
}

/// "日期：", "时间：2020年5月8日".
bool is_dated(std::u32string_view line) {
    for (const std::u32string_view word : {U"日期", U"时间", U"填表日期"})
        if (line.starts_with(word) && line.size() > word.size() && line[word.size()] == U':')
            return is_dateish(line.substr(word.size()));
    return false;
}

/// "评阅教师：" with nothing behind it but an empty date.
bool is_unfilled_label(std::u32string_view line) {
    const std::size_t colon = line.find(U':');
    if (colon == line.npos || colon == 0 || colon > 16) return false;
    std::u32string_view rest = line.substr(colon + 1);
    const std::size_t close = rest.starts_with(U"(") ? rest.find(U')') : rest.npos;
    if (close != rest.npos && rest[close - 1] == U'%')  // （占总成绩30%）
        rest.remove_prefix(close + 1);
    const bool figure =
        std::ranges::any_of(rest, [](char32_t c) { return c >= U'0' && c <= U'9'; });
    return rest.empty() || (is_dateish(rest) && !figure)
           || (rest.size() > 2 && is_unfilled_label(rest));
}

bool is_print(std::u32string_view line) {
    return is_signature(line) || is_dated(line) || is_unfilled_label(line);
}

/// The last line's tail behind a gap: "王五　　　　2020年5月8日", "王五      导师签名".
std::string_view without_tail(std::string_view text) {
    std::size_t blanks = 0, gap = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_character(text, at);
        if (c == U'\n') {
            blanks = 0;
        } else if (is_blank(c)) {
            if (blanks == 0) gap = begin;
            blanks += c == U'　' || c == U'\t' ? 2 : 1;
        } else {
            const bool lone_stop =
                blanks > 0 && text.size() < 200 && c == U'。' && trim(text.substr(at)).empty();
            if (blanks >= 3 || lone_stop) {
                const std::u32string tail = to_u32(fold(text.substr(begin)));
                const std::u32string head = to_u32(fold(text.substr(0, gap)));
                const bool inside_date = !head.empty() && is_dateish(head.substr(head.size() - 1))
                                         && is_dateish(tail.substr(0, 1));
                // 张三　　　（甲方）
                const bool note =
                    tail.front() == U'(' && tail.back() == U')'
                    && (is_hint(tail) || (tail.size() <= 5 && tail.find(U"方)") != tail.npos));
                const bool stop = tail == U"。" || tail == U".";
                if (!inside_date && tail.find(U'\n') == tail.npos
                    && (is_date(tail) || is_print(tail) || note || stop))
                    return trim(text.substr(0, gap));
            }
            blanks = 0;
        }
    }
    return text;
}

/// "第（  ）名／专业共（  ）人", "是（ ）否（ ）": brackets that nobody filled, and no figure
/// beside them.
bool has_only_empty_groups(std::u32string_view key) {
    bool empty = false;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const char32_t c = key[i];
        const bool box = std::u32string_view(U"□■☑√○●").find(c) != std::u32string_view::npos;
        if ((c >= U'0' && c <= U'9') || box) return false;
        if (c != U'(') continue;
        if (i + 1 >= key.size() || key[i + 1] != U')') return false;
        empty = true;
    }
    return empty && key.size() <= 30;
}

/// "王家亮　　　　导师签名": before the gap stands what somebody wrote, no "指导教师　　（签名）".
bool names_somebody(std::string_view line) {
    const std::string_view text = trim(line);
    std::size_t gap = text.find("   ");
    gap = std::min({gap, text.find("　　"), text.find('\t')});
    if (gap == std::string_view::npos || gap == 0) return false;
    const std::u32string head = to_u32(fold(text.substr(0, gap)));
    constexpr std::array<std::u32string_view, 14> roles{
        U"教师", U"导师", U"负责人", U"主任", U"院长", U"组长", U"领导",
        U"专家", U"学生", U"单位",   U"学院", U"系",   U"部",   U"会"};
    const bool role = std::ranges::any_of(roles, [&](auto word) { return head.ends_with(word); });
    return !role && !is_print(head) && !is_dateish(head);
}

/// Each line is signed or dated, or a label without a value.
bool prints_only(std::string_view text) {
    const auto lines = split(text, '\n');
    return std::ranges::all_of(lines, [](std::string_view line) {
        const std::u32string key = to_u32(fold(line));
        const auto skeleton = [](char32_t c) {
            return std::u32string_view(U"年月日星期 _").find(c) != std::u32string_view::npos;
        };
        return key.empty() || (is_print(key) && !names_somebody(line))
               || std::ranges::all_of(key, skeleton);
    });
}

/// "年 月 日审查", "年 月 日批准": without the word for what is done on that day.
std::u32string_view without_act(std::u32string_view key) {
    for (const std::u32string_view act : {U"审查", U"审核", U"审定", U"批准", U"填写", U"填表"})
        if (key.size() > act.size() && key.ends_with(act)
            && key[key.size() - act.size() - 1] == U'日')
            return key.substr(0, key.size() - act.size());
    return key;
}

}  // namespace

bool offers_choice(std::string_view text) {
    const std::u32string key = to_u32(fold(text.substr(0, 400)));
    const std::size_t open = key.rfind(U'(');
    if (key.size() > 100 || open == key.npos || key.back() != U')') return false;
    const std::u32string_view group =
        std::u32string_view(key).substr(open + 1, key.size() - open - 2);
    const auto figure = [](char32_t c) {
        return std::u32string_view(U"0123456789一二三四五六七八九十多任单").find(c)
               != std::u32string_view::npos;
    };
    return group.size() == 3 && figure(group[0]) && group[1] == U'选' && figure(group[2]);
}

bool is_plain_date(std::string_view text) {
    return is_date(to_u32(fold(text)));
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

bool is_bracketed_answer(std::string_view text) {
    const std::u32string key = to_u32(fold(text.substr(0, 400)));
    return key.size() >= least_note && key.front() == U'(' && key.find(U')') == key.size() - 1
           && !is_hint(key);
}

std::string_view without_head_hints(std::string_view text, FieldType type) {
    for (;;) {
        const std::size_t length_of_group = head_group(text);
        const std::u32string group = to_u32(fold(text.substr(0, length_of_group)));
        const bool remark = type != FieldType::unit && is_remark(group)
                            && (type != FieldType::text || text.substr(length_of_group, 1) == "\n"
                                || trim(text.substr(length_of_group)).empty());
        if (length_of_group == 0 || !(is_hint(group) || remark)) return text;
        text = trim(text.substr(length_of_group));
        const std::u32string rest = to_u32(fold(text.substr(0, 8)));
        if (!rest.empty() && (rest[0] == U':')) {
            std::size_t at = 0;
            next_character(text, at);
            text = trim(text.substr(at));
        }
    }
}

bool is_boilerplate(std::string_view text) {
    const std::u32string key = to_u32(fold(text));
    if (key.empty()) return true;
    if (key.size() <= 120 && prints_only(text)) return true;
    if (has_only_empty_groups(key)) return true;
    if (key.size() > 40) return false;
    constexpr std::array<std::u32string_view, 17> units{
        U"元",       U"万元", U"人", U"名", U"小时", U"天",   U"年",   U"学时", U"平方米",
        U"平方公里", U"m2",   U"m²", U"岁", U"次",   U"厘米", U"公斤", U"分"};
    if (std::ranges::find(units, key) != units.end()) return true;
    const auto skeleton = [](char32_t c) {
        return std::u32string_view(U"年月日至起止-~()[]_:/.,·盖公签章字名印").find(c)
               != std::u32string_view::npos;
    };
    if (std::ranges::all_of(without_act(key), skeleton)) return true;
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
    const bool figure = std::ranges::any_of(key, [](char32_t c) { return c >= U'0' && c <= U'9'; });
    if (one_group && key.size() >= least_note && !figure) return true;  // few answer so
    // "请进来、走出去" is somebody's answer.
    constexpr std::array<std::u32string_view, 8> asks{U"填", U"写", U"注明", U"附",
                                                      U"选", U"勾", U"输入", U"提供"};
    return (one_group && is_hint(key))
           || (key.size() <= 14 && key.starts_with(U"请") && contains_any(key, asks));
}

std::string_view without_signatures(std::string_view text) {
    text = trim(text);
    for (;;) {
        const std::size_t line = text.rfind('\n');
        if (line == std::string_view::npos) break;
        const std::u32string last = to_u32(fold(text.substr(line + 1)));
        if (!last.empty() && !is_print(last) && !is_date(last)) break;
        text = trim(text.substr(0, line));
    }
    return without_tail(text);
}

}  // namespace shoujian

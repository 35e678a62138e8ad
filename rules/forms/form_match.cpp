#include "rules/forms/form_match.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/value_text.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

// What forms print beside the fields that a call asks for. Each ends the value before it.
constexpr std::array<std::u32string_view, 146> common_labels{
    U"民族",         U"籍贯",           U"学历",         U"学位",         U"职务",
    U"职称",         U"职务职称",       U"职务(职称)",   U"工作单位",     U"单位",
    U"单位名称",     U"身份证号",       U"身份证号码",   U"邮编",         U"邮政编码",
    U"电子邮箱",     U"邮箱",           U"备注",         U"照片",         U"相片",
    U"被推荐人照片", U"开展活动的照片", U"活动照片",     U"填表人",       U"填表日期",
    U"填表时间",     U"填报单位",       U"填报日期",     U"日期",         U"年月日",
    U"盖章",         U"单位盖章",       U"公章",         U"签字",         U"签名",
    U"负责人签字",   U"审核意见",       U"单位意见",     U"审批意见",     U"基本情况",
    U"编号",         U"附件",           U"序号",         U"姓名",         U"性别",
    U"年龄",         U"出生年月",       U"出生日期",     U"出生地",       U"政治面貌",
    U"健康状况",     U"婚姻状况",       U"毕业院校",     U"毕业学校",     U"毕业时间",
    U"所学专业",     U"专业",           U"院系",         U"学院",         U"系别",
    U"班级",         U"年级",           U"学号",         U"学校",         U"所在单位",
    U"所在部门",     U"部门",           U"联系电话",     U"联系方式",     U"联系人",
    U"手机",         U"手机号码",       U"电话",         U"办公电话",     U"固定电话",
    U"传真",         U"e-mail",         U"email",        U"电子邮件",     U"qq",
    U"qq号",         U"微信",           U"微信号",       U"通讯地址",     U"通信地址",
    U"联系地址",     U"家庭住址",       U"家庭地址",     U"身份证件号码", U"证件号码",
    U"参加工作时间", U"入党时间",       U"专业技术职务", U"行政职务",     U"任职时间",
    U"研究方向",     U"研究领域",       U"学科",         U"承担任务",     U"项目分工",
    U"分工",         U"签章",           U"成员",         U"主要成员",     U"团队成员",
    U"指导教师",     U"指导老师",       U"项目名称",     U"项目负责人",   U"项目类别",
    U"申请人",       U"申报人",         U"申请日期",     U"申报日期",     U"起止时间",
    U"起止年月",     U"开始时间",       U"结束时间",     U"工作经历",     U"工作简历",
    U"学习经历",     U"教育经历",       U"个人简历",     U"简历",         U"奖惩情况",
    U"获奖情况",     U"主要业绩",       U"自我评价",     U"特长",         U"爱好",
    U"称谓",         U"关系",           U"与本人关系",   U"家庭主要成员", U"户口所在地",
    U"所在学院意见", U"学院意见",       U"学校意见",     U"推荐意见",     U"审查意见",
    U"部门意见",     U"领导意见",       U"主管部门意见", U"本人签名",     U"申请人签字",
    U"资格审查意见"};

bool is_ignored(char32_t c) {
    constexpr std::u32string_view ignored = U"/、,;·\\";
    return ignored.find(c) != std::u32string_view::npos;
}

bool is_mark(char32_t c) {
    constexpr std::u32string_view marks = U"*★☆●◆■□※·[]<>《》「」#-";
    return marks.find(c) != std::u32string_view::npos;
}

bool is_numeral(char32_t c) {
    constexpr std::u32string_view numerals = U"0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩";
    return numerals.find(c) != std::u32string_view::npos;
}

/// Length of what stands before a label: "三、", "1.", "(二)", "*", "[".
std::size_t numbering(std::u32string_view text) {
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

/// Behind a label: notes in brackets, closing brackets, stars. Gives the place behind them.
template <class At>
std::size_t skip_notes(std::size_t at, std::size_t size, const At& character) {
    for (;;) {
        if (at < size
            && (character(at) == U'*' || character(at) == U']' || character(at) == U'》')) {
            ++at;
            continue;
        }
        const char32_t open = at < size ? character(at) : U' ';
        if (open != U'(' && open != U'[') return at;
        std::size_t end = at + 1;
        int depth = 1;
        for (; end < size && end < at + 120 && depth > 0; ++end) {
            if (character(end) == U'(' || character(end) == U'[') ++depth;
            if (character(end) == U')' || character(end) == U']') --depth;
        }
        if (depth > 0) return at;
        at = end;
    }
}

/// What the blank form prints as labels and headings: none of it is ever a value's.
std::vector<std::string> printed_labels(const PreparedForm& form) {
    std::vector<std::string> out;
    if (!form.blank) return out;
    for (const Block& block : form.blank->blocks) {
        if (const auto* table = std::get_if<Table>(&block)) {
            for (const Cell& cell : table->cells)
                if (!awaits_value(cell.text())) out.push_back(cell.text());
        } else {
            const std::string_view text = trim(std::get<Paragraph>(block).text);
            if (text.ends_with("：") || text.ends_with(":")) out.emplace_back(text);
        }
    }
    return out;
}

}  // namespace

std::u32string label_key(std::string_view text) {
    const std::u32string folded = to_u32(fold(text));
    std::u32string_view rest = folded;
    rest.remove_prefix(numbering(rest));
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
        else if (!is_ignored(c) && c >= 0x20)
            out.push_back(c);
    }
    return out;
}

/// "1 姓名": a number with nothing but a blank behind it.
std::u32string_view without_bare_number(std::u32string_view key) {
    std::size_t at = 0;
    while (at < key.size() && at < 2 && key[at] >= U'0' && key[at] <= U'9') ++at;
    const bool label = at > 0 && at < key.size() && is_han(key[at]);
    return label ? key.substr(at) : key;
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

LabelBook::LabelBook(const PreparedForm& own, std::span<const PreparedForm> all)
    : form_(&own.spec) {
    const auto add = [this](std::u32string key, int field, bool in_text = true) {
        const bool known =
            std::ranges::any_of(entries_, [&](const Entry& e) { return e.key == key; });
        if (!key.empty() && !known) entries_.push_back({std::move(key), field, in_text});
    };
    for (std::size_t i = 0; i < form_->fields.size(); ++i) {
        for (const std::string& label : form_->fields[i].labels) {
            const std::u32string key = label_key(label);
            add(key, static_cast<int>(i));
            add(without_groups(key), static_cast<int>(i));
        }
    }
    for (const FieldSpec& field : form_->fields) add(label_key(field.group), -1);
    for (const std::string& text : printed_labels(own)) {
        const std::u32string key = without_groups(label_key(text));
        if (key.size() > 1 && key.size() <= 16) add(key, -1);
    }
    // Where the blank form is known, a label that it does not print is the submitter's own word.
    const bool guess = !own.blank;
    for (const PreparedForm& other : all)
        for (const FieldSpec& field : other.spec.fields)
            for (const std::string& label : field.labels)
                add(without_groups(label_key(label)), -1, guess);
    for (const std::u32string_view label : common_labels) add(std::u32string(label), -1, guess);
    std::ranges::stable_sort(entries_, std::greater<>{},
                             [](const Entry& e) { return e.key.size(); });
}

int LabelBook::in_group(int field,
                        const std::function<bool(const std::u32string& group)>& is_in) const {
    const auto& fields = form_->fields;
    const auto shares_label = [&](const FieldSpec& other) {
        return std::ranges::any_of(other.labels, [&](const std::string& label) {
            const std::u32string key = label_key(label);
            return std::ranges::any_of(
                fields[static_cast<std::size_t>(field)].labels,
                [&](const std::string& own) { return label_key(own) == key; });
        });
    };
    int ungrouped = -1;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool same = static_cast<int>(i) == field || shares_label(fields[i]);
        if (!same) continue;
        if (fields[i].group.empty()) {
            if (ungrouped < 0) ungrouped = static_cast<int>(i);
        } else if (is_in(label_key(fields[i].group))) {
            return static_cast<int>(i);
        }
    }
    return ungrouped;
}

std::optional<int> LabelBook::whole(std::string_view text) const {
    if (text.size() > 400) return std::nullopt;
    const std::u32string key = label_key(text);
    if (key.empty()) return std::nullopt;
    const std::u32string bare = without_groups(key);
    const std::u32string_view unnumbered = without_bare_number(bare);
    for (const Entry& entry : entries_)
        if (entry.key == key || entry.key == bare || entry.key == unnumbered) return entry.field;
    // A note without brackets: 主要事迹不超过1000字, 主要事迹1000字以内.
    for (const Entry& entry : entries_) {
        if (entry.key.size() < 2 || !bare.starts_with(entry.key)) continue;
        const std::u32string_view tail = std::u32string_view(bare).substr(entry.key.size());
        const bool bound =
            tail.size() <= 14 && tail.back() == U'字' && tail.find(U'0') != tail.npos;
        const bool limit = tail.size() <= 14
                           && (tail.ends_with(U"字以内") || tail.ends_with(U"字内")
                               || tail == U"必填" || tail == U"选填");
        if (bound || limit) return entry.field;
    }
    return std::nullopt;
}

std::optional<int> LabelBook::whole(std::span<const std::string> paragraphs) const {
    std::string forward;
    std::string backward;
    std::size_t bytes = 0;
    for (const std::string& paragraph : paragraphs) {
        bytes += paragraph.size();
        if (bytes > 400) return std::nullopt;
        forward += paragraph;
        backward.insert(0, paragraph);  // vertical labels are written right to left
    }
    if (auto field = whole(forward)) return field;
    return paragraphs.size() > 1 && paragraphs.size() < 8 ? whole(backward) : std::nullopt;
}

std::vector<LabelBook::Glyph> LabelBook::glyphs_of(std::string_view line) {
    std::vector<Glyph> glyphs;
    bool blank = true;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t begin = at;
        const char32_t c = next_character(line, at);
        if (is_blank(c)) {
            blank = true;
            continue;
        }
        const std::u32string folded = to_u32(fold(line.substr(begin, at - begin)));
        glyphs.push_back({folded.empty() ? c : folded.front(), begin, at, blank});
        blank = false;
    }
    return glyphs;
}

std::size_t LabelBook::spelled(const std::vector<Glyph>& glyphs,
                               std::size_t at,
                               const std::u32string& key) {
    std::size_t end = at, in_key = 0;
    while (end < glyphs.size() && in_key < key.size()) {
        const char32_t c = glyphs[end].folded;
        if (c == key[in_key])
            ++in_key;
        else if (!is_ignored(c) || in_key == 0)
            break;
        ++end;
    }
    return in_key == key.size() ? end - at : 0;
}

std::optional<LabelHit> LabelBook::glued(std::string_view text) const {
    constexpr std::size_t least = 6;
    const std::vector<Glyph> glyphs = glyphs_of(text.substr(0, 200));
    for (const Entry& entry : entries_) {
        if (entry.key.size() < least || entry.field < 0) continue;
        const std::size_t end = spelled(glyphs, 0, entry.key);
        if (end > 0 && end < glyphs.size())
            return LabelHit{entry.field, 0, glyphs[end].begin, false, false};
    }
    return std::nullopt;
}

std::optional<LabelHit> LabelBook::match(const std::vector<Glyph>& glyphs,
                                         std::size_t at,
                                         std::size_t size,
                                         bool before_figure) const {
    const auto character = [&](std::size_t i) { return glyphs[i].folded; };
    for (const Entry& entry : entries_) {
        if (!entry.in_text) continue;
        const std::size_t end = at + spelled(glyphs, at, entry.key);
        if (end == at) continue;
        LabelHit hit{entry.field, glyphs[at].begin, 0, false, false};
        std::size_t after = skip_notes(end, glyphs.size(), character);
        const auto is_colon = [&](std::size_t i) {
            return i < glyphs.size() && character(i) == U':';
        };
        hit.colon = is_colon(after);
        if (hit.colon) ++after;
        const bool over = after >= glyphs.size();
        // 报名表_学号_姓名: one alone is part of a name.
        hit.underline = !over && character(after) == U'_'
                        && (after + 1 == glyphs.size() || character(after + 1) == U'_'
                            || glyphs[after + 1].blank_before);
        const bool parted =
            over || hit.colon || hit.underline || glyphs[after].blank_before || after > end
            || (before_figure && character(after) >= U'0' && character(after) <= U'9');
        if (!parted) continue;
        hit.end = over ? size : glyphs[after].begin;
        return hit;
    }
    return std::nullopt;
}

std::optional<LabelHit> LabelBook::at_start(std::string_view line) const {
    const std::vector<Glyph> glyphs = glyphs_of(line.substr(0, 600));
    std::u32string folded;
    for (const Glyph& glyph : glyphs) folded.push_back(glyph.folded);
    const std::size_t skip = numbering(folded);
    if (skip >= glyphs.size()) return std::nullopt;
    // 填表日期2020年5月8日: at the beginning of a line a figure parts as well.
    const std::size_t size = std::min<std::size_t>(line.size(), 600);
    auto hit = match(glyphs, skip, size, true);
    if (!hit && skip > 0) hit = match(glyphs, 0, size, true);
    if (hit) hit->begin = 0;
    return hit;
}

std::vector<LabelHit> LabelBook::in_line(std::string_view line) const {
    std::vector<LabelHit> hits;
    if (const auto first = at_start(line); first && first->colon) hits.push_back(*first);
    if (line.size() > 600) return hits;  // running text, no row of labels
    const std::vector<Glyph> glyphs = glyphs_of(line);
    for (std::size_t at = 1; at < glyphs.size(); ++at) {
        constexpr std::u32string_view parting = U",;。|/、_)";
        const bool parted = glyphs[at].blank_before
                            || parting.find(glyphs[at - 1].folded) != std::u32string_view::npos;
        if (!parted || (!hits.empty() && glyphs[at].begin < hits.back().end)) continue;
        std::u32string rest;
        for (std::size_t i = at; i < std::min(glyphs.size(), at + 8); ++i)
            rest.push_back(glyphs[i].folded);
        const std::size_t skip = glyphs[at].blank_before ? numbering(rest) : 0;
        auto hit = match(glyphs, at, line.size());
        if (!hit && skip > 0 && at + skip < glyphs.size())
            hit = match(glyphs, at + skip, line.size());
        if (!hit || !hit->colon) continue;
        hit->begin = glyphs[at].begin;
        hits.push_back(*hit);
    }
    return hits;
}

std::vector<LabelHit> LabelBook::bare_in_line(std::string_view line) const {
    std::vector<LabelHit> hits;
    if (const auto first = at_start(line)) hits.push_back(*first);
    if (line.size() > 600) return hits;
    const std::vector<Glyph> glyphs = glyphs_of(line);
    for (std::size_t at = 1; at < glyphs.size(); ++at) {
        const bool parted = glyphs[at].blank_before || glyphs[at - 1].folded == U'_';
        if (!parted || (!hits.empty() && glyphs[at].begin < hits.back().end)) continue;
        if (const auto hit = match(glyphs, at, line.size())) hits.push_back(*hit);
    }
    return hits;
}

bool is_title(const FormSpec& form, std::string_view text) {
    // A sentence that names the form is no title.
    const std::string line = fold(text);
    const bool sentence = line.find("。") != std::string::npos
                          || line.find(',') != std::string::npos
                          || line.find("，") != std::string::npos;
    if (text.size() > 300 || sentence) return false;
    const std::u32string key = without_groups(label_key(text));
    return std::ranges::any_of(form.titles, [&](const std::string& title) {
        const std::u32string wanted = without_groups(label_key(title));
        const auto at = key.find(wanted);
        return !wanted.empty() && at != std::u32string::npos && at <= 12
               && key.size() <= wanted.size() + 20;
    });
}

}  // namespace shoujian

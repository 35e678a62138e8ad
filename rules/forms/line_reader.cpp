#include "parsers/base/text.hpp"
#include "rules/call/call.hpp"
#include "rules/forms/found.hpp"
#include "rules/forms/line_shape.hpp"
#include "rules/forms/title.hpp"
#include "rules/forms/value_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

std::size_t digits_in(std::string_view text) {
    const std::string narrow = fold_width(text);
    return static_cast<std::size_t>(
        std::ranges::count_if(narrow, [](char c) { return c >= '0' && c <= '9'; }));
}

/// One pass over the lines; the value that is open takes what no label claims.
class LineReader {
public:
    LineReader(const FormContext& context, std::string_view rule, std::vector<Found>& out)
        : context_(context), rule_(rule), out_(out) {}

    void read(std::span<const Line> lines) {
        bool instructions = false;
        lines_all_ = lines;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            at_ = i;
            if (begins_instructions(lines[i].text)) {
                close();
                instructions = true;
            } else if (instructions && !ends_instructions(lines[i].text)) {
                continue;
            } else {
                instructions = false;
                i += take(lines, i);
            }
        }
        close();
    }

private:
    const FieldSpec& spec(int field) const {
        return context_.labels.form().fields[static_cast<std::size_t>(field)];
    }
    FieldType type_of(int field) const { return static_cast<FieldType>(spec(field).type); }
    bool nothing_yet() const { return field_ < 0 || context_.value(field_, raw_).empty(); }
    bool is_text(int field) const { return field >= 0 && type_of(field) == FieldType::text; }
    bool is_phone(int field) const { return field >= 0 && type_of(field) == FieldType::phone; }
    bool is_long(int field) const {
        return field >= 0 && context_.labels.form().fields[static_cast<std::size_t>(field)].is_long;
    }
    bool seen(int field) const {
        return std::ranges::any_of(out_, [&](const Found& one) { return one.field == field; });
    }
    bool filled(int field) const {
        return std::ranges::any_of(
            out_, [&](const Found& one) { return one.field == field && !one.value.empty(); });
    }
    bool in_story() const { return open_ && is_text(field_) && lines_ > 1 && !trim(raw_).empty(); }

    /// Numbered lines are still instructions, whatever labels they quote.
    bool ends_instructions(std::string_view line) const {
        const auto hit = context_.labels.at_start(line);
        const std::u32string key = label_key(line);
        const bool numbered = !key.empty() && !to_u32(fold(line)).starts_with(key.front());
        return hit && hit->field >= 0 && hit->colon && !numbered;
    }

    /// Whether the label ends the value that is open. In running text only one that has not been
    /// read yet does: the writer quotes others.
    bool ends_open(const LabelHit& hit) const {
        if (!open_ || field_ < 0) return true;
        if (hit.field == field_) return false;
        if (is_long(field_)) return hit.field >= 0 && !seen(hit.field) && !comes_again(hit.field);
        return true;
    }

    /// The same label begins a later line: the one here is quoted.
    bool comes_again(int field) const {
        return std::ranges::any_of(lines_all_.subspan(at_ + 1), [&](const Line& line) {
            const auto hit = context_.labels.at_start(line.text);
            return hit && hit->field == field && hit->colon;
        });
    }

    /// Reads the line; gives how many further lines it used (a label broken over lines).
    std::size_t take(std::span<const Line> lines, std::size_t at) {
        const Line& line = lines[at];
        if (context_.printed.contains(label_key(line.text)) && length(line.text) > 4) {
            end_at_printed();
            return 0;
        }
        if (open_ && !is_long(field_) && is_title(line.text)) {
            close();
            return 0;
        }
        std::vector<LabelHit> hits = context_.labels.in_line(line.text);
        note_group(line.text);
        for (LabelHit& hit : hits) hit.field = in_group(hit.field);
        const bool begins = !hits.empty() && hits.front().begin == 0;
        const bool repeated = begins && in_story() && hits.front().field >= 0
                              && filled(hits.front().field) && !is_long(field_);
        if (repeated || (!hits.empty() && !begins && open_ && is_text(field_))) hits.clear();
        if (!hits.empty() && !ends_open(hits.front())) hits.clear();
        if (!hits.empty()) {
            take_hits(line, hits);
            return 0;
        }
        if (const std::size_t used = take_broken(lines, at)) return used;
        if (!take_bare(line)) append(line.text);
        return 0;
    }

    /// "受托方（乙方）：": what follows is that group's, until another group's heading.
    void note_group(std::string_view line) {
        const std::u32string key = label_key(line.substr(0, 90));
        for (const std::u32string& group : context_.labels.groups())
            if (!group.empty() && key.starts_with(group)) group_ = group;
    }
    int in_group(int field) const {
        if (field < 0 || group_.empty()) return field;
        return context_.labels.in_group(field, [&](const auto& one) { return one == group_; });
    }

    /// What the blank form prints, such as the heading of the photos, is nobody's text.
    void end_at_printed() {
        if (open_ && !trim(raw_).empty()) close();
    }

    void take_hits(const Line& line, const std::vector<LabelHit>& hits) {
        const std::string_view text = line.text;
        if (hits.front().begin > 0) append(text.substr(0, hits.front().begin));
        for (std::size_t i = 0; i < hits.size();) {
            std::size_t next = i + 1;  // 手机：… 电话：… behind 联系方式 is still its value
            while (next < hits.size() && hits[next].field == hits[i].field) ++next;
            const std::size_t end = next < hits.size() ? hits[next].begin : text.size();
            const std::string_view value =
                text.substr(hits[i].end, end - std::min(end, hits[i].end));
            begin(hits[i].field, line.place, std::string(rule_), 0.95);
            one_line_ = hits.size() > 1 || (field_ >= 0 && is_signed(spec(field_)));
            append(is_long(hits[i].field) ? value : value.substr(0, other_label(hits[i], value)));
            i = next;
        }
    }

    /// Where a label that nobody configured begins; of a phone number all that is written.
    std::size_t other_label(const LabelHit& hit, std::string_view value) const {
        if (is_phone(hit.field) || (context_.has_blank && is_text(hit.field)))
            return std::string_view::npos;
        return unknown_label(value, is_text(hit.field) ? 2 : 1);
    }

    /// 累计参加科技志愿 / 服务时长：300小时
    std::size_t take_broken(std::span<const Line> lines, std::size_t at) {
        std::string joined = lines[at].text;
        if (length(joined) > 20 || trim(joined).empty()) return 0;
        for (std::size_t used = 1; used <= 2 && at + used < lines.size(); ++used) {
            const std::size_t head = joined.size();
            joined += lines[at + used].text;
            const auto hit = context_.labels.at_start(joined);
            if (!hit || !hit->colon || hit->end <= head || hit->field < 0 || filled(hit->field)
                || !ends_open(*hit))
                continue;
            begin(hit->field, lines[at].place, std::string(rule_), 0.95);
            append(std::string_view(joined).substr(hit->end));
            return used;
        }
        return 0;
    }

    /// A label without a colon: alone on its line, or followed by ____ or blanks.
    bool take_bare(const Line& line) {
        if (const auto field = context_.labels.whole(line.text)) {
            if (open_ && *field == field_) return is_long(field_) && trim(raw_).empty();
            const bool quoted = in_story() && (*field < 0 || filled(*field));
            if (quoted || (open_ && is_long(field_) && (*field < 0 || seen(*field)))) return false;
            begin(*field, line.place, "R8 next", 0.9);
            return true;
        }
        const bool one_word = rule_ == "R6 inside" && is_spaced_out(line.text);
        if (length(trim(line.text)) >= 80 || one_word) return false;
        const auto hit = context_.labels.at_start(line.text);
        const auto hits = context_.labels.bare_in_line(line.text);
        const bool own = std::ranges::any_of(
            hits, [&](const LabelHit& one) { return one.field >= 0 && !filled(one.field); });
        if (own && (hits.size() > 1 || !hit) && take_bare_row(line, hits, hit ? 0.9 : 0.7))
            return true;
        if (!hit || hit->colon || hit->field < 0 || filled(hit->field)) return false;
        const bool gap = line.text.find('\t') != std::string::npos
                         || line.text.find("  ") != std::string::npos
                         || line.text.find("　") != std::string::npos;
        const bool next_field = gap && !seen(hit->field) && !comes_again(hit->field);
        if (open_ && ((is_long(field_) && !next_field) || (is_text(field_) && !gap))) return false;
        begin(hit->field, line.place, "R9 no colon", hit->underline ? 0.9 : 0.7);
        append(std::string_view(line.text).substr(hit->end));
        if (!trim(raw_).empty() && !goes_on_below()) close();
        return true;
    }

    /// The next line is set under the value of this one: "课题名称　　基于互联网的" and, far to the
    /// right, "自动配送系统".
    bool goes_on_below() const {
        if (!is_text(field_) || at_ + 1 >= lines_all_.size()) return false;
        const std::string& next = lines_all_[at_ + 1].text;
        const std::string_view text = trim(next);
        const std::size_t indent = text.empty() ? 0 : next.find(text);
        return indent >= 8 && length(text) <= 30 && context_.labels.bare_in_line(next).empty()
               && !begins_with_label(text);
    }

    /// 学生姓名  张三   学号  2013001: labels and values by turns, with nothing but gaps between.
    bool take_bare_row(const Line& line, const std::vector<LabelHit>& hits, double confidence) {
        if (open_ && is_long(field_)) return false;
        for (const LabelHit& one : hits) {
            const Gapped how = gapped(line.text, one);
            if (how == Gapped::no) return false;
            if (how == Gapped::narrow) confidence = std::min(confidence, 0.7);
        }
        const std::string_view text = line.text;
        for (std::size_t i = 0; i < hits.size(); ++i) {
            const std::size_t end = i + 1 < hits.size() ? hits[i + 1].begin : text.size();
            begin(hits[i].field, line.place, "R9 no colon", confidence);
            append(text.substr(hits[i].end, end - std::min(end, hits[i].end)));
        }
        close();
        return true;
    }

    void begin(int field, const std::string& place, std::string rule, double confidence) {
        close();
        open_ = true;
        inline_ = ended_ = one_line_ = false;
        number_ = heading_number(lines_all_[at_].text);
        field_ = field;
        paragraph_ = lines_all_[at_].paragraph;
        found_ = {field, {}, place, std::move(rule), confidence};
    }

    /// A value that stands on one line is closed by it; a phone number may have a second one below.
    /// A text that begins on its label's line goes on until a blank line, or one with a label that
    /// nobody knows.
    bool takes_more(std::string_view text) const {
        if (lines_ == 0) return true;
        if (is_long(field_)) return true;
        if (field_ < 0 || one_line_) return false;
        if (is_text(field_)) {
            if (!inline_ || trim(raw_).empty()) return true;
            const Line& line = lines_all_[at_];
            const bool same_paragraph = line.place == found_.place && line.paragraph == paragraph_;
            const bool over = begins_with_label(text) || heads_a_text(text) || begins_section(text);
            return !ended_ && !trim(text).empty() && (same_paragraph || !over);
        }
        if (is_phone(field_) && digits_in(text) >= 7 && length(text) <= 40) return true;
        return !begins_with_label(text) && context_.value(field_, raw_).empty();
    }

    /// "二、工程质量" below a value that is not itself numbered so.
    bool begins_section(std::string_view text) const {
        const std::u32string key = to_u32(fold(text.substr(0, 12)));
        const bool chinese = !key.empty() && is_han(key.front());
        return chinese && heading_number(text) > 0 && heading_number(trim(raw_)) == 0;
    }

    /// A heading with running text below it.
    bool heads_a_text(std::string_view text) const {
        return is_heading(text) && at_ + 1 < lines_all_.size()
               && length(trim(lines_all_[at_ + 1].text)) > 40;
    }

    bool is_title(std::string_view text) const {
        const auto line = title_line(text);
        return line && names_title(context_.labels.titles(), *line);
    }

    /// The title of the form, where it follows a label that nobody filled in.
    bool is_own_title(std::string_view value) const {
        const std::u32string key = label_key(value);
        return std::ranges::any_of(context_.labels.titles(), [&](const std::u32string& title) {
            return title.size() >= 4 && key.ends_with(title);
        });
    }

    void append(std::string_view text) {
        if (!open_) return;
        // 九、学校意见：, nothing, 十、专家组意见
        if (number_ > 0 && heading_number(text) == number_ + 1 && nothing_yet()) return close();
        if (is_text(field_) && !is_long(field_) && lines_ > 0 && begins_section(text)
            && nothing_yet())
            return close();
        if (!takes_more(text)) {
            ended_ = true;
            return;
        }
        if (lines_ == 0) inline_ = !trim(text).empty();
        // 项目编号：, a blank line, and whatever comes next on the page.
        const bool late = !inline_ && lines_ > 1 && trim(raw_).empty() && !trim(text).empty();
        if (late && is_text(field_) && !is_long(field_)) found_.confidence = 0.7;
        // A few words, and below them a whole paragraph: hardly one answer.
        if (is_text(field_) && !is_long(field_) && inline_ && lines_ == 1
            && length(trim(raw_)) <= 12 && length(trim(text)) > 30)
            found_.confidence = 0.7;
        if (lines_ > 0) raw_ += '\n';
        raw_ += text;
        ++lines_;
    }

    void close() {
        if (open_ && field_ >= 0) {
            found_.value = context_.value(field_, raw_);
            if (!is_long(field_) && !inline_ && is_own_title(found_.value)) found_.value.clear();
            if (found_.value.empty()) found_.confidence = std::max(found_.confidence, 0.9);
            out_.push_back(found_);
        }
        open_ = false;
        raw_.clear();
        lines_ = 0;
    }

    const FormContext& context_;
    std::string_view rule_;
    std::vector<Found>& out_;
    std::span<const Line> lines_all_;
    std::u32string group_;       ///< the one whose heading came last
    std::size_t at_ = 0;         ///< the line that is read
    std::size_t paragraph_ = 0;  ///< the one whose label opened the value
    bool open_ = false;
    bool inline_ = false;    ///< the value began on its label's line
    bool one_line_ = false;  ///< it shares its line with others, or is a signature
    int number_ = 0;         ///< of the heading that its label is; 0: none
    bool ended_ = false;     ///< and is over, though no label has come
    int field_ = -1;
    Found found_;
    std::string raw_;
    int lines_ = 0;
};

}  // namespace

std::string FormContext::value(int field, std::string_view raw) const {
    std::string value = clean_value(labels.form().fields[static_cast<std::size_t>(field)], raw,
                                    has_blank ? Blank::known : Blank::unknown);
    return printed.contains(label_key(value)) ? std::string{} : value;
}

void read_lines(std::span<const Line> lines,
                const FormContext& context,
                std::string_view rule,
                std::vector<Found>& out) {
    LineReader(context, rule, out).read(lines);
}

}  // namespace shoujian

#include "parsers/base/text.hpp"
#include "rules/call/call.hpp"
#include "rules/forms/found.hpp"
#include "rules/forms/value_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// Where an unknown label begins in a value: blanks, up to 14 Chinese characters, a colon.
std::size_t unknown_label(std::string_view value, std::size_t least_blanks) {
    std::size_t blanks = 0;
    std::size_t blank_begin = 0;
    for (std::size_t at = 0; at < value.size();) {
        const std::size_t begin = at;
        const char32_t c = next_character(value, at);
        if (is_blank(c)) {
            if (blanks == 0) blank_begin = begin;
            blanks += c == U'\t' || c == U'　' ? 2 : 1;
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
        if (key.starts_with(word) && key.size() <= word.size() + 4) return true;
    return false;
}

/// One pass over the lines; the value that is open takes what no label claims.
class LineReader {
public:
    LineReader(const FormContext& context, std::string_view rule, std::vector<Found>& out)
        : context_(context), rule_(rule), out_(out) {}

    void read(std::span<const Line> lines) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (begins_instructions(lines[i].text)) break;
            i += take(lines, i);
        }
        close();
    }

private:
    bool is_text(int field) const {
        return field >= 0
               && context_.labels.form().fields[static_cast<std::size_t>(field)].type
                      == static_cast<int>(FieldType::text);
    }
    bool filled(int field) const {
        return std::ranges::any_of(
            out_, [&](const Found& one) { return one.field == field && !one.value.empty(); });
    }
    bool in_story() const { return open_ && is_text(field_) && lines_ > 1 && !trim(raw_).empty(); }

    /// Reads the line; gives how many further lines it used (a label broken over lines).
    std::size_t take(std::span<const Line> lines, std::size_t at) {
        const Line& line = lines[at];
        std::vector<LabelHit> hits = context_.labels.in_line(line.text);
        const bool begins = !hits.empty() && hits.front().begin == 0;
        if (begins && in_story() && hits.front().field >= 0 && filled(hits.front().field))
            hits.clear();
        if (!hits.empty() && !begins && open_ && is_text(field_)) hits.clear();
        if (!hits.empty()) {
            take_hits(line, hits);
            return 0;
        }
        if (const std::size_t used = take_broken(lines, at)) return used;
        if (!take_bare(line)) append(line.text);
        return 0;
    }

    void take_hits(const Line& line, const std::vector<LabelHit>& hits) {
        const std::string_view text = line.text;
        if (hits.front().begin > 0) append(text.substr(0, hits.front().begin));
        for (std::size_t i = 0; i < hits.size(); ++i) {
            const std::size_t end = i + 1 < hits.size() ? hits[i + 1].begin : text.size();
            const std::string_view value =
                text.substr(hits[i].end, end - std::min(end, hits[i].end));
            begin(hits[i].field, line.place, std::string(rule_), 0.95);
            append(value.substr(0, unknown_label(value, is_text(hits[i].field) ? 2 : 1)));
        }
    }

    /// 累计参加科技志愿 / 服务时长：300小时
    std::size_t take_broken(std::span<const Line> lines, std::size_t at) {
        std::string joined = lines[at].text;
        if (length(joined) > 20 || trim(joined).empty()) return 0;
        for (std::size_t used = 1; used <= 2 && at + used < lines.size(); ++used) {
            const std::size_t head = joined.size();
            joined += lines[at + used].text;
            const auto hit = context_.labels.at_start(joined);
            if (!hit || !hit->colon || hit->end <= head || hit->field < 0 || filled(hit->field))
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
            if (in_story() && (*field < 0 || filled(*field))) return false;
            begin(*field, line.place, "R8 next", 0.9);
            return true;
        }
        const auto hit = context_.labels.at_start(line.text);
        if (!hit || hit->colon || hit->field < 0 || filled(hit->field) || length(line.text) >= 60)
            return false;
        if (in_story() || (open_ && is_text(field_))) return false;
        begin(hit->field, line.place, "R9 no colon", hit->underline ? 0.9 : 0.7);
        append(std::string_view(line.text).substr(hit->end));
        return true;
    }

    void begin(int field, const std::string& place, std::string rule, double confidence) {
        close();
        open_ = true;
        field_ = field;
        found_ = {field, {}, place, std::move(rule), confidence};
    }

    void append(std::string_view text) {
        if (!open_) return;
        const bool closed =
            lines_ > 0 && !is_text(field_) && (field_ < 0 || !context_.value(field_, raw_).empty());
        if (closed) return;
        if (lines_ > 0) raw_ += '\n';
        raw_ += text;
        ++lines_;
    }

    void close() {
        if (open_ && field_ >= 0) {
            found_.value = context_.value(field_, raw_);
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
    bool open_ = false;
    int field_ = -1;
    Found found_;
    std::string raw_;
    int lines_ = 0;
};

}  // namespace

std::string FormContext::value(int field, std::string_view raw) const {
    std::string value = clean_value(labels.form().fields[static_cast<std::size_t>(field)], raw);
    return printed.contains(label_key(value)) ? std::string{} : value;
}

void read_lines(std::span<const Line> lines,
                const FormContext& context,
                std::string_view rule,
                std::vector<Found>& out) {
    LineReader(context, rule, out).read(lines);
}

}  // namespace shoujian

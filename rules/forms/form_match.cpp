#include "rules/forms/form_match.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/common_labels.hpp"
#include "rules/forms/title.hpp"
#include "rules/forms/value_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

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

LabelBook::LabelBook(const PreparedForm& own, std::span<const PreparedForm> all)
    : form_(&own.spec), titles_(title_keys(own.spec.titles)) {
    const auto add = [this](std::u32string key, int field, bool in_text = true) {
        if (key.empty() || !exact_.emplace(key, field).second) return;
        entries_.push_back({std::move(key), field, in_text});
    };
    for (std::size_t i = 0; i < form_->fields.size(); ++i) {
        groups_.push_back(label_key(form_->fields[i].group));
        own_keys_.emplace_back();
        for (const std::string& label : form_->fields[i].labels)
            own_keys_.back().push_back(label_key(label));
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
    for (const std::u32string_view label : common_labels()) add(std::u32string(label), -1, guess);
    std::ranges::stable_sort(entries_, std::greater<>{},
                             [](const Entry& e) { return e.key.size(); });
    for (std::size_t i = 0; i < entries_.size(); ++i)
        by_first_[entries_[i].key.front()].push_back(i);
}

int LabelBook::in_group(int field,
                        const std::function<bool(const std::u32string& group)>& is_in) const {
    const auto& own = own_keys_[static_cast<std::size_t>(field)];
    int ungrouped = -1;
    for (std::size_t i = 0; i < own_keys_.size(); ++i) {
        const bool same = static_cast<int>(i) == field
                          || std::ranges::find_first_of(own_keys_[i], own) != own_keys_[i].end();
        if (!same) continue;
        if (groups_[i].empty()) {
            if (ungrouped < 0) ungrouped = static_cast<int>(i);
        } else if (is_in(groups_[i])) {
            return static_cast<int>(i);
        }
    }
    return ungrouped;
}

/// A note without brackets behind a label: 主要事迹不超过1000字, 主要事迹1000字以内.
bool is_bare_note(std::u32string_view tail) {
    if (tail.empty() || tail.size() > 14) return false;
    return (tail.back() == U'字' && tail.find(U'0') != tail.npos) || tail.ends_with(U"字以内")
           || tail.ends_with(U"字内") || tail == U"必填" || tail == U"选填";
}

std::optional<int> LabelBook::whole(std::string_view text) const {
    if (text.size() > 400) return std::nullopt;
    const std::u32string key = label_key(text);
    if (key.empty()) return std::nullopt;
    const std::u32string bare = without_groups(key);
    for (const std::u32string& one : {key, bare, std::u32string(without_bare_number(bare))})
        if (const auto found = exact_.find(one); found != exact_.end()) return found->second;
    const char32_t last = bare.empty() ? U' ' : bare.back();
    if (last != U'字' && last != U'内' && last != U'填') return std::nullopt;
    const auto begin = by_first_.find(bare.front());
    if (begin == by_first_.end()) return std::nullopt;
    for (const std::size_t index : begin->second) {
        const Entry& entry = entries_[index];
        if (entry.key.size() >= 2 && bare.starts_with(entry.key)
            && is_bare_note(std::u32string_view(bare).substr(entry.key.size())))
            return entry.field;
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
        const bool plain = c >= 0x4E00 && c <= 0x9FFF;
        const std::u32string folded =
            plain ? std::u32string(1, c) : fold_u32(line.substr(begin, at - begin));
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
        else if (!is_ignored_in_label(c) || in_key == 0)
            break;
        ++end;
    }
    return in_key == key.size() ? end - at : 0;
}

std::optional<LabelHit> LabelBook::glued(std::string_view text) const {
    constexpr std::size_t least = 6;
    const std::vector<Glyph> glyphs = glyphs_of(text.substr(0, 200));
    const auto begin = glyphs.empty() ? by_first_.end() : by_first_.find(glyphs[0].folded);
    if (begin == by_first_.end()) return std::nullopt;
    for (const std::size_t index : begin->second) {
        const Entry& entry = entries_[index];
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
    const auto begin = by_first_.find(character(at));
    if (begin == by_first_.end()) return std::nullopt;
    for (const std::size_t index : begin->second) {
        const Entry& entry = entries_[index];
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
    const std::size_t skip = numbering_length(folded);
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
        const std::size_t skip = glyphs[at].blank_before ? numbering_length(rest) : 0;
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

}  // namespace shoujian

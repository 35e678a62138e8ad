#include "rules/forms/form_reader.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/form_match.hpp"
#include "rules/forms/near_label.hpp"
#include "rules/forms/segment_reader.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

// How a value is found, and how sure that is:
//   R0 template   .99  the place that is empty in the blank form, laid over this one
//   R1 right      .97  the cell right of the label (all rows of a label that spans several); a
//                      blank cell means blank
//   R2 options    .90  options side by side, the ticks below them
//   R4 below      .88  labels stand above their values
//   R6 inside     .92  label and value in one cell
//   R7 line       .95  "标签：值" in running text
//   R8 next       .90  the label alone on its line, the value below it
//   R0 near label .60  no such label, but one that may be meant: a person looks
//   R9 no colon   .90  label, ____, value; .70 with blanks alone: a person looks

namespace {

std::string title_text(const Block& block) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) return paragraph->text;
    const Table& table = std::get<Table>(block);
    const bool full = !table.cells.empty() && table.cells.front().columns >= table.columns;
    return full ? table.cells.front().text() : std::string{};
}

int titled_form(const Document& document, std::size_t block, const FormBooks& books) {
    const std::string text = title_text(document.blocks[block]);
    if (trim(text).empty()) return -1;
    if (const int form = books.titled(text); form >= 0) return form;
    const bool more = block + 1 < document.blocks.size()
                      && std::holds_alternative<Paragraph>(document.blocks[block]);
    return more ? books.titled(text + title_text(document.blocks[block + 1])) : -1;
}

std::vector<Segment> segments_of(const Document& document, const FormBooks& books) {
    std::vector<Segment> segments{{{0, 0}, -1}};
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const int form = titled_form(document, i, books);
        const bool again =
            i > 0 && segments.back().begin + 1 == i && segments.back().titled == form;
        constexpr std::size_t most_segments = 200;  // no unit sends more forms in a file
        if (form >= 0 && !again && segments.size() < most_segments) {
            segments.back().end = i;
            segments.push_back({{i, 0}, form});
        }
    }
    segments.back().end = document.blocks.size();
    std::erase_if(segments, [](const Segment& one) { return one.begin == one.end; });
    return segments;
}

/// The form that the segment is; form -1: none, or nobody can tell.
Attempt recognise(const Document& document, const Segment& segment, const FormBooks& books) {
    if (segment.titled >= 0) {
        Attempt titled = books.read(document, segment, segment.titled);
        if (titled.coverage >= 0.3) return titled;
    }
    std::vector<Attempt> attempts;
    for (int form = 0; form < books.size(); ++form)
        attempts.push_back(books.read(document, segment, form));
    std::ranges::stable_sort(attempts, std::greater<>{}, &Attempt::coverage);
    const bool clear =
        !attempts.empty() && attempts[0].coverage >= 0.6
        && (attempts.size() == 1 || attempts[0].coverage - attempts[1].coverage >= 0.2);
    return clear ? std::move(attempts[0]) : Attempt{};
}

/// One value a field out of all that was found: filled before blank, then surer, then earlier.
RawField settle(const FieldSpec& field, int index, const std::vector<Found>& found) {
    RawField out;
    out.id = field.id;
    const Found* best = nullptr;
    const bool named = std::ranges::any_of(
        found, [&](const Found& one) { return one.field == index && !one.listed; });
    const auto counts = [&](const Found& one) {
        return one.field == index && !(named && one.listed);
    };
    for (const Found& one : found) {
        if (!counts(one)) continue;
        const auto rank = [](const Found& f) { return std::pair(!f.value.empty(), f.confidence); };
        if (best == nullptr || rank(one) > rank(*best)) best = &one;
    }
    if (best == nullptr) {
        out.rule = "R0 no label";
        return out;
    }
    constexpr std::size_t longest = 100'000;  // characters: what is more is no answer to a form
    out.value = shorten(best->value, longest);
    out.place = best->place;
    out.rule = best->rule;
    out.confidence = best->confidence;
    for (const Found& one : found) {
        if (!counts(one) || one.value.empty() || fold(one.value) == fold(best->value)) continue;
        if (one.confidence >= 0.85
            && std::ranges::find(out.alternatives, one.value) == out.alternatives.end())
            out.alternatives.push_back(one.value);
    }
    return out;
}

std::vector<std::size_t> pictures_in(const Document& document, BlockRange segment) {
    std::vector<std::size_t> out;
    const auto add = [&](const std::vector<std::size_t>& images) {
        out.insert(out.end(), images.begin(), images.end());
    };
    for (std::size_t i = segment.begin; i < segment.end; ++i) {
        if (const auto* paragraph = std::get_if<Paragraph>(&document.blocks[i]))
            add(paragraph->images);
        if (const auto* table = std::get_if<Table>(&document.blocks[i]))
            for (const Cell& cell : table->cells) add(cell.images);
    }
    return out;
}

FormFacts facts_of(const Document& document,
                   const Segment& segment,
                   Attempt read,
                   const FormBook& book) {
    const FormSpec& spec = book.form().spec;
    FormFacts out{spec.call, spec.form, !read.filled, {}, pictures_in(document, segment)};
    for (std::size_t i = 0; i < spec.fields.size(); ++i) {
        const int field = static_cast<int>(i);
        if (read.filled && std::ranges::find(read.found, field, &Found::field) == read.found.end())
            if (auto near = near_label(document, segment, book.labels(), field))
                read.found.push_back(std::move(*near));
        out.fields.push_back(settle(spec.fields[i], field, read.found));
    }
    return out;
}

std::string heading_of(const Document& document) {
    for (const Block& block : document.blocks) {
        const std::string text = title_text(block);
        if (!trim(text).empty()) return shorten(trim(text), 40);
    }
    return {};
}

/// A form of some kind: a heading that says so, or a table of labels and values.
bool looks_like_form(const Document& document) {
    constexpr std::array<std::string_view, 10> words{"推荐表", "申请表", "申报表", "登记表",
                                                     "报名表", "推荐书", "申报书", "审批表",
                                                     "信息表", "事迹表"};
    for (std::size_t i = 0; i < std::min<std::size_t>(document.blocks.size(), 6); ++i) {
        const std::string text = fold(title_text(document.blocks[i]));
        if (length(text) <= 60 && std::ranges::any_of(words, [&](auto word) {
                return text.find(word) != std::string::npos;
            }))
            return true;
    }
    return false;
}

/// A cover page, or a line behind the form, may name what the form itself does not ask for.
void look_outside(const Document& document,
                  const Segment& own,
                  const std::vector<Segment>& segments,
                  const FormBooks& books,
                  Attempt& read) {
    std::set<int> known;
    for (const Found& one : read.found) known.insert(one.field);
    if (known.size() == books[read.form].form().spec.fields.size()) return;
    for (const Segment& other : segments) {
        // The title itself may stand behind the form (a floating box).
        if (other.begin == own.begin || (other.titled >= 0 && other.titled != read.form)) continue;
        for (Found& one : books.read(document, other, read.form).found)
            if (!known.contains(one.field)) {
                read.filled = read.filled || !one.value.empty();
                read.found.push_back(std::move(one));
            }
    }
}

std::set<int> fields_in(const Attempt& attempt) {
    std::set<int> out;
    for (const Found& one : attempt.found) out.insert(one.field);
    return out;
}

/// Two sheets of one form, and not the form twice: one has little of it, or each has its own part.
bool are_parts(const Attempt& first, const Attempt& second) {
    if (first.coverage < 0.5 || second.coverage < 0.5) return true;
    const std::set<int> ours = fields_in(first), theirs = fields_in(second);
    const auto shared = static_cast<std::size_t>(
        std::ranges::count_if(ours, [&](int field) { return theirs.contains(field); }));
    return 2 * shared < std::min(ours.size(), theirs.size());
}

/// A cover sheet is one form with the sheet behind it.
void merge_covers(const Document& document,
                  std::vector<Segment>& segments,
                  const FormBooks& books) {
    for (std::size_t i = 0; i + 1 < segments.size();) {
        const int form = segments[i].titled;
        const bool same = form >= 0 && segments[i + 1].titled == form;
        const bool parts = same
                           && are_parts(books.read(document, segments[i], form),
                                        books.read(document, segments[i + 1], form));
        if (!parts) {
            ++i;
            continue;
        }
        segments[i].end = segments[i + 1].end;
        segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
}

}  // namespace

FormReader::FormReader(std::span<const PreparedForm> forms)
    : books_(std::make_unique<FormBooks>(forms)) {}
FormReader::~FormReader() = default;

WordFacts read_form(const Document& document, std::span<const PreparedForm> forms) {
    return FormReader(forms).read(document);
}

WordFacts FormReader::read(const Document& document) const {
    const FormBooks& books = *books_;
    WordFacts out;
    out.hidden_text = document.hidden_text;
    out.tracked = document.tracked;
    out.heading = heading_of(document);
    std::vector<Segment> segments = segments_of(document, books);
    merge_covers(document, segments, books);
    bool any_title = false;
    for (const Segment& segment : segments) any_title = any_title || segment.titled >= 0;
    std::vector<std::pair<Segment, Attempt>> readings;
    for (const Segment& segment : segments) {
        Attempt read = recognise(document, segment, books);
        if (read.form >= 0) readings.emplace_back(segment, std::move(read));
    }
    if (readings.size() == 1)
        look_outside(document, readings[0].first, segments, books, readings[0].second);
    for (auto& [segment, read] : readings)
        out.forms.push_back(facts_of(document, segment, std::move(read), books[read.form]));
    const bool filled =
        std::ranges::any_of(out.forms, [](const FormFacts& one) { return !one.blank; });
    if (filled)
        std::erase_if(out.forms, [](const FormFacts& one) { return one.blank; });
    else if (out.forms.size() > 1)
        out.forms.resize(1);
    if (out.forms.size() == 1)  // pictures on a sheet before or behind belong to the only form
        out.forms[0].pictures = pictures_in(document, {0, document.blocks.size()});
    out.looks_like_form = out.forms.empty() && (any_title || looks_like_form(document));
    return out;
}

}  // namespace shoujian

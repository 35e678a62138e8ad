#include "rules/scans/label_places.hpp"

#include "rules/scans/printed_cells.hpp"
#include "rules/scans/scan_text.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace shoujian {

namespace {

/// A recogniser's errors in a label of n characters that still is that label.
std::size_t errors_allowed(std::size_t length) {
    constexpr std::size_t characters_an_error = 4;
    return length / characters_an_error;
}

/// Errors of a text that may be this label; nothing where it is not.
std::optional<std::size_t> errors_as_label(std::u32string_view text, std::u32string_view label) {
    if (label.empty() || text.empty()) return std::nullopt;
    const std::size_t longer = std::max(text.size(), label.size());
    const std::size_t shorter = std::min(text.size(), label.size());
    const std::size_t errors = std::max(find_approximately(label, text).errors, longer - shorter);
    return errors <= errors_allowed(label.size()) ? std::optional(errors) : std::nullopt;
}

/// How far into a line a label reaches that the line begins with; nothing where it does not.
std::optional<std::size_t> label_end(std::u32string_view text, std::u32string_view label) {
    if (label.empty() || text.size() <= label.size()) return std::nullopt;
    std::size_t errors = 0;
    for (std::size_t i = 0; i < label.size(); ++i) errors += text[i] == label[i] ? 0U : 1U;
    return errors <= errors_allowed(label.size()) ? std::optional(label.size()) : std::nullopt;
}

/// The line's own characters from the one that is number `skip` of those compared.
std::string tail_of(const std::string& text, std::size_t skip) {
    std::size_t at = 0, seen = 0;
    while (at < text.size() && seen < skip) {
        std::size_t next = at + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80)
            ++next;
        seen += for_comparing(std::string_view(text).substr(at, next - at)).size();
        at = next;
    }
    return text.substr(at);
}

bool begins_with_colon(std::string_view text) {
    return text.starts_with(":") || text.starts_with("：") || text.starts_with("︰");
}

/// A place on the page where a field's label stands.
struct Found {
    std::size_t field;
    PagePlace place;
    std::string behind;  ///< what follows it in its own line
    double confidence = 0.0;
};

class PageReading {
public:
    PageReading(const Form& form, const PageFacts& page) : cells_(printed_cells(page)) {
        for (const Field& field : form.fields) {
            std::vector<std::u32string>& labels = labels_.emplace_back();
            for (const std::string& label : field.labels) labels.push_back(for_comparing(label));
        }
        find_cells();
        for (std::size_t i = 0; i < form.fields.size(); ++i) find_in_lines(i);
    }

    PrintedField read(std::size_t field) const {
        PrintedField out;
        for (const Found& label : found_) {
            if (label.field != field) continue;
            out.label_read = true;
            if (!label.behind.empty()) {
                out.value = label.behind;
                out.confidence = label.confidence;
            } else {
                read_beside(label, out);
            }
            if (!out.value.empty()) return out;
        }
        return out;
    }

private:
    /// Labels that differ in two characters stand in one form (累计…时长, 人均…时长), and the lower
    /// line of one resembles another: a line belongs to the label that resembles its cell most.
    void find_cells() {
        struct Candidate {
            std::size_t errors, field;
            const PrintedCell* cell;
        };
        std::vector<Candidate> candidates;
        for (const PrintedCell& cell : cells_.cells)
            for (std::size_t i = 0; i < labels_.size(); ++i)
                for (const std::u32string& label : labels_[i])
                    if (const auto errors = errors_as_label(cell.text, label))
                        candidates.push_back({*errors, i, &cell});
        std::ranges::stable_sort(candidates, {}, &Candidate::errors);
        std::set<std::size_t> taken;
        for (const Candidate& one : candidates) {
            const bool free = std::ranges::none_of(
                one.cell->lines, [&](std::size_t line) { return taken.contains(line); });
            if (!free) continue;
            taken.insert(one.cell->lines.begin(), one.cell->lines.end());
            found_.push_back({one.field, one.cell->place, "", 0.0});
        }
    }

    /// Where a field's label has no cell of its own: lines that begin with it.
    void find_in_lines(std::size_t field) {
        if (std::ranges::find(found_, field, &Found::field) != found_.end()) return;
        for (const PrintedLine& line : cells_.lines)
            for (std::size_t i = 0; i < labels_[field].size(); ++i) {
                const auto end = label_end(line.text, labels_[field][i]);
                if (!end) continue;
                const std::string behind = tail_of(line.line->text, *end);
                // Without a colon an alias may be the beginning of other words.
                if (i > 0 && !begins_with_colon(behind)) continue;
                found_.push_back({field, line.place, behind, line.line->confidence});
                break;
            }
    }

    bool is_part_of_label(const PrintedLine& line) const {
        return std::ranges::any_of(found_, [&](const Found& label) {
            return line.place.top >= label.place.top && line.place.bottom() <= label.place.bottom()
                   && line.place.left >= label.place.left
                   && line.place.right() <= label.place.right();
        });
    }

    /// Lines right of the label in its row, up to the row's next label.
    void read_beside(const Found& label, PrintedField& out) const {
        int limit = 10'000;
        for (const Found& other : found_)
            if (other.place.left >= label.place.right() && in_row(label.place, other.place))
                limit = std::min(limit, other.place.left);
        double sum = 0;
        int count = 0;
        for (const PrintedLine& line : cells_.lines) {
            const int middle = line.place.left + line.place.width / 2;
            if (middle <= label.place.right() || line.place.left >= limit || is_part_of_label(line)
                || !in_row(label.place, line.place))
                continue;
            out.value += line.line->text;
            sum += line.line->confidence;
            ++count;
        }
        if (count > 0) out.confidence = sum / count;
    }

    PrintedCells cells_;
    std::vector<std::vector<std::u32string>> labels_;  ///< of each field, for comparing
    std::vector<Found> found_;
};

/// A label that ran into its neighbours was read all the same.
bool stands_in(std::u32string_view text, const Field& field) {
    constexpr double misread = 0.2;
    return std::ranges::any_of(field.labels, [&](const std::string& label) {
        return find_approximately(for_comparing(label), text).share <= misread;
    });
}

}  // namespace

std::vector<PrintedField> printed_fields(const Form& form,
                                         std::span<const PageFacts* const> pages) {
    std::vector<PrintedField> out(form.fields.size());
    for (const PageFacts* page : pages) {
        const PageReading reading(form, *page);
        const std::u32string text = searchable({&page, 1});
        for (std::size_t i = 0; i < form.fields.size(); ++i) {
            PrintedField found = reading.read(i);
            found.label_read = found.label_read || stands_in(text, form.fields[i]);
            if (!out[i].label_read || (out[i].value.empty() && !found.value.empty()))
                out[i] = std::move(found);
        }
    }
    return out;
}

bool shows_form_of(const Call& call, const std::vector<PageFacts>& pages) {
    constexpr double many_labels = 0.4, misread_title = 0.1;
    std::vector<const PageFacts*> read;
    for (const PageFacts& page : pages)
        if (page.recognised) read.push_back(&page);
    if (read.empty()) return false;
    const std::u32string text = searchable(read);
    return std::ranges::any_of(call.forms, [&](const Form& form) {
        const bool titled = std::ranges::any_of(form.titles, [&](const std::string& title) {
            return find_approximately(for_comparing(title), text).share <= misread_title;
        });
        return titled || labels_read(printed_fields(form, read)) >= many_labels;
    });
}

double labels_read(const std::vector<PrintedField>& fields) {
    if (fields.empty()) return 0;
    const auto read = std::ranges::count(fields, true, &PrintedField::label_read);
    return static_cast<double>(read) / static_cast<double>(fields.size());
}

}  // namespace shoujian

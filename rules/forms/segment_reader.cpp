#include "rules/forms/segment_reader.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/form_match.hpp"
#include "rules/forms/line_shape.hpp"
#include "rules/forms/title.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// What the blank form prints that is no label: hints and skeletons, which are no values.
std::set<std::u32string> printed_texts(const PreparedForm& form, const LabelBook& labels) {
    std::set<std::u32string> printed;
    const auto add = [&](std::string_view text) {
        const std::u32string key = label_key(text);
        const auto label = labels.whole(text);
        if (key.size() > 1 && !(label && *label >= 0)) printed.insert(key);
    };
    if (!form.blank) return printed;
    for (const Block& block : form.blank->blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) add(paragraph->text);
        if (const auto* table = std::get_if<Table>(&block))
            for (const Cell& cell : table->cells) {
                add(cell.text());
                for (const std::string& one : cell.paragraphs) add(one);
            }
    }
    return printed;
}

/// Reads a segment's blocks: runs of paragraphs as lines, tables one by one.
class SegmentReader {
public:
    SegmentReader(const FormContext& context, const FormTemplate* blank)
        : context_(context), template_(blank) {}

    std::vector<Found> read(const Document& document, const Segment& segment) {
        for (std::size_t i = 0; i < segment.begin; ++i)
            if (std::holds_alternative<Table>(document.blocks[i])) ++tables_;
        for (std::size_t i = segment.begin; i < segment.end; ++i) {
            if (const auto* table = std::get_if<Table>(&document.blocks[i])) {
                take_table(*table);
                continue;
            }
            const std::string& text = std::get<Paragraph>(document.blocks[i]).text;
            for (const std::string_view line : split(text, '\n'))
                lines_.push_back(
                    {std::string(unbracketed(line)), "第" + std::to_string(i + 1) + "段", i});
        }
        flush();
        return std::move(found_);
    }

private:
    void take_table(const Table& table) {
        const std::string name = "表" + std::to_string(++tables_);
        if (table.cells.size() == 1) {  // a frame around text: its label may stand before it
            std::ranges::move(lines_of(table.cells[0], place_of(name, table.cells[0])),
                              std::back_inserter(lines_));
            return;
        }
        flush();
        const CellMap grid(table);
        TemplateReading by_template;
        if (template_) by_template = template_->read(grid, name, context_);
        std::ranges::move(by_template.found, std::back_inserter(found_));
        read_table(grid, name, context_, by_template.blank, found_);
    }

    void flush() {
        read_lines(lines_, context_, "R7 line", found_);
        lines_.clear();
    }

    const FormContext& context_;
    const FormTemplate* template_;  ///< nullptr: the blank form is not known
    std::vector<Line> lines_;
    std::vector<Found> found_;
    int tables_ = 0;
};

}  // namespace

FormBook::FormBook(const PreparedForm& form, std::span<const PreparedForm> all)
    : form_(form),
      labels_(form, all),
      printed_(printed_texts(form, labels_)),
      context_{labels_, printed_, form.blank.has_value()} {
    if (form.blank) template_.emplace(*form.blank, labels_);
}

Attempt FormBook::read(const Document& document, const Segment& segment, int index) const {
    SegmentReader reader(context_, template_ ? &*template_ : nullptr);
    Attempt out{index, reader.read(document, segment), 0, false};
    std::set<int> fields;
    for (const Found& one : out.found) {
        fields.insert(one.field);
        out.filled = out.filled || !one.value.empty();
    }
    const std::size_t all = form_.spec.fields.size();
    out.coverage = all == 0 ? 0 : static_cast<double>(fields.size()) / static_cast<double>(all);
    return out;
}

FormBooks::FormBooks(std::span<const PreparedForm> forms) : forms_(forms), books_(forms.size()) {
    for (const PreparedForm& form : forms) titles_.push_back(title_keys(form.spec.titles));
}

int FormBooks::titled(std::string_view text) const {
    const auto line = title_line(text);
    if (!line) return -1;
    const auto found = std::ranges::find_if(
        titles_, [&](const auto& titles) { return names_title(titles, *line); });
    return found == titles_.end() ? -1 : static_cast<int>(found - titles_.begin());
}

const FormBook& FormBooks::operator[](int form) const {
    const auto index = static_cast<std::size_t>(form);
    if (!books_[index]) books_[index] = std::make_unique<FormBook>(forms_[index], forms_);
    return *books_[index];
}

}  // namespace shoujian

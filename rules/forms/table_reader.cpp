#include "parsers/base/text.hpp"
#include "rules/call/call.hpp"
#include "rules/forms/found.hpp"
#include "rules/forms/value_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

constexpr std::size_t most_places =
    1u << 20;  // rows × columns; beyond it nobody made the table by hand

class TableReader {
public:
    TableReader(const Table& table,
                std::string_view name,
                const FormContext& context,
                std::vector<Found>& out)
        : table_(table), name_(name), context_(context), out_(out) {
        const auto rows = static_cast<std::size_t>(std::max(0, table.rows));
        const auto columns = static_cast<std::size_t>(std::max(0, table.columns));
        if (columns != 0 && rows <= most_places / columns) owner_.assign(rows * columns, -1);
        labels_.reserve(table.cells.size());
        for (std::size_t i = 0; i < table.cells.size(); ++i) {
            labels_.push_back(context.labels.whole(table.cells[i].paragraphs));
            occupy(static_cast<int>(i));
        }
    }

    void read() {
        if (owner_.empty()) return;
        for (std::size_t i = 0; i < table_.cells.size(); ++i) {
            if (labels_[i]) {
                if (*labels_[i] >= 0) read_label(table_.cells[i], *labels_[i]);
            } else {
                read_inside(table_.cells[i]);
            }
        }
    }

private:
    void occupy(int index) {
        const Cell& cell = table_.cells[static_cast<std::size_t>(index)];
        if (owner_.empty() || cell.row < 0 || cell.column < 0) return;
        for (int row = cell.row; row < std::min(cell.row + cell.rows, table_.rows); ++row)
            for (int column = cell.column;
                 column < std::min(cell.column + cell.columns, table_.columns); ++column)
                owner_[place(row, column)] = index;
    }
    std::size_t place(int row, int column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(table_.columns)
               + static_cast<std::size_t>(column);
    }
    int at(int row, int column) const {
        if (row < 0 || column < 0 || row >= table_.rows || column >= table_.columns) return -1;
        return owner_[place(row, column)];
    }
    const Cell& cell(int index) const { return table_.cells[static_cast<std::size_t>(index)]; }
    bool is_label(int index) const { return labels_[static_cast<std::size_t>(index)].has_value(); }

    /// "姓名：张三", or a label with its value in the next paragraphs: no value of another label.
    bool has_own_label(int index) const {
        const Cell& one = cell(index);
        if (one.paragraphs.empty()) return false;
        const auto hit = context_.labels.at_start(one.paragraphs.front());
        return hit && hit->field >= 0 && hit->colon;
    }
    bool is_value(int index) const {
        return index >= 0 && !is_label(index) && !has_own_label(index);
    }

    /// A cell beside several rows that holds a picture or nothing: where the photo goes.
    bool is_photo(int index, const Cell& label) const {
        const Cell& one = cell(index);
        const std::string text = one.text();
        const bool nothing = is_boilerplate(text) || fold(text).find("照片") != std::string::npos;
        return one.rows > label.rows && (nothing || (!one.images.empty() && length(text) < 40))
               && (one.rows > 1);
    }

    /// A row whose labels stand side by side, above their values.
    bool is_header_row(int row) const {
        for (int column = 0; column < table_.columns; ++column) {
            const int left = at(row, column);
            if (left < 0 || !is_label(left)) continue;
            const int right = at(row, cell(left).column + cell(left).columns);
            if (right >= 0 && right != left && is_label(right) && cell(left).row == row
                && cell(right).row == row) {
                const int below = at(row + cell(left).rows, cell(left).column);
                if (is_value(below)) return true;
            }
        }
        return false;
    }

    void add(int field, std::string_view raw, int index, std::string_view rule, double confidence) {
        Found found{field, context_.value(field, raw), where(index), std::string(rule), confidence};
        if (found.value.empty()) found.confidence = 0.9;
        out_.push_back(std::move(found));
    }
    std::string where(int index) const {
        const Cell& one = cell(index);
        return std::string(name_) + " 第" + std::to_string(one.row + 1) + "行 第"
               + std::to_string(one.column + 1) + "列";
    }

    void read_label(const Cell& label, int field) {
        const int right = at(label.row, label.column + label.columns);
        const int below = at(label.row + label.rows, label.column);
        const bool below_fits = is_value(below) && cell(below).column == label.column;
        const bool right_fits = is_value(right) && !(below_fits && is_photo(right, label));
        if (right_fits && !(below_fits && is_header_row(label.row)))
            return read_right(label, field, right);
        if (below_fits) return add(field, cell(below).text(), below, "R4 below", 0.88);
        // 组织负责人 | 姓名 | 李四: the label between says what of it is asked.
        if (right >= 0 && is_label(right) && *labels_[static_cast<std::size_t>(right)] < 0) {
            const int next = at(label.row, cell(right).column + cell(right).columns);
            if (is_value(next)) return add(field, cell(next).text(), next, "R1 right", 0.9);
        }
        const int self = at(label.row, label.column);
        if (self >= 0) add(field, {}, self, "R1 right", 0.9);
    }

    void read_right(const Cell& label, int field, int right) {
        std::string raw = cell(right).text();
        std::vector<int> seen{right};
        for (int row = label.row; row < label.row + label.rows; ++row) {
            const int next = at(row, label.column + label.columns);
            if (!is_value(next) || std::ranges::find(seen, next) != seen.end()) continue;
            seen.push_back(next);
            raw += "\n" + cell(next).text();
        }
        add(field, raw + split_date(label, field, right), right, "R1 right", 0.97);
    }

    /// A date whose parts have cells of their own: 1985 | 年 | 3 | 月.
    std::string split_date(const Cell& label, int field, int right) const {
        const auto type = static_cast<FieldType>(
            context_.labels.form().fields[static_cast<std::size_t>(field)].type);
        if (type != FieldType::year_month && type != FieldType::date) return {};
        std::string more;
        int last = right;
        for (int parts = 0; parts < 8; ++parts) {
            const int next = at(label.row, cell(last).column + cell(last).columns);
            if (!is_value(next)) break;
            const std::string text = fold(cell(next).text());
            const bool part =
                !text.empty() && length(text) <= 4
                && std::ranges::all_of(to_u32(text), [](char32_t c) {
                       return (c >= U'0' && c <= U'9') || c == U'年' || c == U'月' || c == U'日';
                   });
            if (!part) break;
            more += text;
            last = next;
        }
        return more;
    }

    /// Labels with a colon inside the cell, or a label in its first paragraph and the value in the
    /// others.
    void read_inside(const Cell& one) {
        if (one.paragraphs.empty()) return;
        const int index = at(one.row, one.column);
        if (index < 0) return;
        const int left = at(one.row, one.column - 1);
        if (left >= 0 && is_label(left) && !has_own_label(index))
            return;  // a value, whatever stands in it
        for (std::size_t used = 1; used < one.paragraphs.size() && used <= 3; ++used) {
            const auto field = context_.labels.whole(std::span(one.paragraphs).first(used));
            if (!field || *field < 0) continue;
            std::string raw;
            for (std::size_t i = used; i < one.paragraphs.size(); ++i)
                raw += (i > used ? "\n" : "") + one.paragraphs[i];
            const bool other_label = !context_.labels.in_line(one.paragraphs[used]).empty();
            if (other_label) break;
            return add(*field, raw, index, "R6 inside", 0.92);
        }
        std::vector<Line> lines;
        for (const std::string& paragraph : one.paragraphs)
            for (const std::string_view part : split(paragraph, '\n'))
                lines.push_back({std::string(part), where(index)});
        read_lines(lines, context_, "R6 inside", out_);
    }

    const Table& table_;
    std::string_view name_;
    const FormContext& context_;
    std::vector<Found>& out_;
    std::vector<int> owner_;  ///< cell index for each place of the grid, -1 for none
    std::vector<std::optional<int>> labels_;
};

}  // namespace

void read_table(const Table& table,
                std::string_view name,
                const FormContext& context,
                std::vector<Found>& out) {
    TableReader(table, name, context, out).read();
}

}  // namespace shoujian

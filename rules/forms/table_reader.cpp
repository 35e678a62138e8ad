#include "parsers/base/text.hpp"
#include "rules/call/call.hpp"
#include "rules/forms/found.hpp"
#include "rules/forms/option_cells.hpp"
#include "rules/forms/printed_text.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

class TableReader {
public:
    TableReader(const CellMap& grid,
                std::string_view name,
                const FormContext& context,
                const std::set<int>& blank,
                std::vector<Found>& out)
        : grid_(grid), name_(name), context_(context), blank_(blank), out_(out) {
        for (const FieldSpec& field : context.labels.form().fields)
            if (!field.group.empty()) groups_.insert(label_key(field.group));
        shows_groups_ = std::ranges::any_of(grid.table().cells, [&](const Cell& cell) {
            return groups_.contains(without_groups(label_key(cell.text().substr(0, 90))));
        });
        for (const Cell& cell : grid.table().cells) labels_.push_back(label_in(cell));
        for (std::size_t i = 0; i < labels_.size(); ++i) {
            if (!labels_[i] || *labels_[i] < 0) continue;
            const Cell& cell = grid.table().cells[i];
            const int field = context.labels.in_group(
                *labels_[i], [&](const std::u32string& group) { return is_in(group, cell); });
            // A table without any of the groups may be what a heading outside of it speaks of.
            if (field >= 0 || shows_groups_) labels_[i] = field;
        }
    }

    void read() {
        if (!grid_.usable()) return;
        for (std::size_t i = 0; i < labels_.size(); ++i) {
            if (!labels_[i]) {
                read_inside(static_cast<int>(i));
            } else if (*labels_[i] >= 0) {
                const int index = static_cast<int>(i);
                blank_.contains(index) ? add(*labels_[i], {}, index, "R1 right", 0.9)
                                       : read_label(grid_.cell(index), *labels_[i]);
            }
        }
    }

private:
    /// The label that the cell is; "软件分类：应用，嵌入（2选1）" is one too, with its choices.
    std::optional<int> label_in(const Cell& one) const {
        if (const auto field = context_.labels.whole(one.paragraphs)) return field;
        if (one.paragraphs.size() != 1 || !offers_choice(one.paragraphs[0])) return std::nullopt;
        const auto hit = context_.labels.at_start(one.paragraphs[0]);
        return hit && hit->colon ? std::optional(hit->field) : std::nullopt;
    }

    const Cell& cell(int index) const { return grid_.cell(index); }
    bool is_label(int index) const {
        return index >= 0 && labels_[static_cast<std::size_t>(index)].has_value();
    }

    bool filled(int field) const {
        return std::ranges::any_of(
            out_, [&](const Found& one) { return one.field == field && !one.value.empty(); });
    }

    /// "姓名：张三", or a label with its value in the next paragraphs: no value of another label.
    /// But of one that has its value already it is a quotation, and of the asked one a repetition.
    bool has_own_label(int index, int asked = -1) const {
        const Cell& one = cell(index);
        if (one.paragraphs.empty()) return false;
        const auto hit = context_.labels.at_start(one.paragraphs.front());
        int field = hit && hit->colon ? hit->field : -1;
        if (one.paragraphs.size() > 1 && field < 0)
            field = context_.labels.whole(one.paragraphs.front()).value_or(-1);
        return field >= 0 && field != asked && !filled(field);
    }
    /// "加分题：", "Date/日期: (DDMMMYYYY)": a label that nobody configured.
    bool is_foreign_label(int index) const {
        const Cell& one = cell(index);
        if (one.paragraphs.empty()) return false;
        const std::string text = fold(one.paragraphs.front());
        const std::size_t colon = text.find(':');
        const std::string rest = colon == text.npos ? "" : text.substr(colon + 1);
        const bool hint = rest.starts_with('(') && rest.find(')') == rest.size() - 1;
        return colon != text.npos && length(text.substr(0, colon)) <= 15
               && (hint || (rest.empty() && one.paragraphs.size() == 1));
    }
    bool is_value(int index, int asked = -1) const {
        return index >= 0 && !is_label(index) && !has_own_label(index, asked)
               && !is_foreign_label(index);
    }

    /// Beside the group's name (merged over its rows), or below it where it takes a whole row.
    bool is_in(const std::u32string& group, const Cell& label) const {
        for (int left = grid_.left_of(label); left >= 0; left = grid_.left_of(cell(left)))
            if (label_key(cell(left).text()) == group) return true;
        for (int above = grid_.above(label); above >= 0; above = grid_.above(cell(above))) {
            const std::u32string heading = label_key(cell(above).text());
            if (cell(above).column == label.column && groups_.contains(heading))
                return heading == group;
            if (cell(above).columns >= grid_.table().columns) break;  // another section's heading
        }
        for (int row = label.row - 1; row >= 0; --row) {
            const int first = grid_.at(row, 0);
            if (first < 0 || cell(first).columns < grid_.table().columns) continue;
            const std::u32string heading = without_groups(label_key(cell(first).text()));
            if (!heading.empty()) return heading == group;
        }
        return false;
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
        for (int column = 0; column < grid_.table().columns; ++column) {
            const int left = grid_.at(row, column);
            if (!is_label(left)) continue;
            const int right = grid_.right_of(cell(left));
            const int below = grid_.below(cell(left));
            if (is_label(right) && right != left && cell(left).row == row && cell(right).row == row
                && cell(left).rows == cell(right).rows && is_value(below)
                && cell(below).column == cell(left).column)
                return true;
        }
        return false;
    }

    void add(int field,
             std::string_view raw,
             int index,
             std::string_view rule,
             double confidence,
             bool listed = false) {
        taken_.insert(index);
        Found found{field,
                    context_.value(field, raw),
                    place_of(name_, cell(index)),
                    std::string(rule),
                    confidence,
                    listed};
        const bool grouped =
            !context_.labels.form().fields[static_cast<std::size_t>(field)].group.empty();
        if (grouped && !shows_groups_) found.confidence = std::min(found.confidence, 0.7);
        if (found.value.empty()) found.confidence = 0.9;
        out_.push_back(std::move(found));
    }

    void read_label(const Cell& label, int field) {
        const int right = grid_.right_of(label), below = grid_.below(label);
        const bool below_fits = is_value(below, field) && cell(below).column == label.column;
        const bool right_fits = is_value(right, field) && !(below_fits && is_photo(right, label));
        if (right_fits && !(below_fits && is_header_row(label.row))) {
            if (read_options(label, field)) return;
            return read_right(label, field, right);
        }
        if (below_fits && has_room_inside(label, below))
            return add(field, {}, grid_.at(label.row, label.column), "R6 inside", 0.9);
        if (below_fits)
            return add(field, content(below), below, "R4 below", asks_itself(below) ? 0.7 : 0.88,
                       goes_on(cell(below)));
        // 组织负责人 | 姓名 | 李四: the label between says what of it is asked.
        if (is_label(right) && *labels_[static_cast<std::size_t>(right)] < 0) {
            const int next = grid_.right_of(cell(right));
            if (is_value(next)) return add(field, cell(next).text(), next, "R1 right", 0.9);
        }
        const int self = grid_.at(label.row, label.column);
        if (self >= 0) add(field, {}, self, "R1 right", 0.9);
    }

    /// "加分题：可提供……": what stands below may be a label of its own, with a hint.
    bool asks_itself(int index) const {
        const std::u32string start = label_key(cell(index).text().substr(0, 60));
        const std::size_t colon = start.find(U':');
        return colon != start.npos && colon >= 2 && colon <= 8
               && std::ranges::all_of(start.substr(0, colon), is_han);
    }

    /// "自我介绍：" above "加分题：…", or above a row that another heading claims: whoever fills it
    /// in writes behind the colon, and has not.
    bool has_room_inside(const Cell& label, int below) const {
        const std::string text = fold(label.text());
        if (text.find(':') == std::string::npos) return false;
        const int heading = grid_.left_of(label), other = grid_.left_of(cell(below));
        const bool claimed =
            heading >= 0 && other >= 0 && heading != other && !fold(cell(other).text()).empty();
        return (grid_.table().columns == 1 && asks_itself(below)) || claimed;
    }

    /// "是否符合进度要求", "能否按期完成（能）": beside a label of several rows, a question of its
    /// own.
    bool asks_something(int index) const {
        const std::u32string start = label_key(cell(index).text().substr(0, 60));
        return start.starts_with(U"是否") || start.starts_with(U"能否")
               || start.starts_with(U"有无")
               || context_.labels.glued(cell(index).text()).has_value();
    }

    /// Below a value stands another one of the same width: a column of a list.
    bool goes_on(const Cell& value) const {
        const int next = grid_.below(value);
        return is_value(next) && cell(next).column == value.column
               && cell(next).columns == value.columns && !is_boilerplate(cell(next).text());
    }

    /// A cell's text; that of the tables in it where it has none of its own.
    std::string content(int index) const {
        std::string text = cell(index).text();
        return is_boilerplate(text) && !cell(index).nested.empty() ? cell(index).nested : text;
    }

    /// 姓名 | 姓名：张三. Of running text and phone numbers all that is written is the value.
    std::string without_repetition(int field, std::string raw) const {
        const FieldType type = type_of(field);
        if (type == FieldType::text || type == FieldType::phone) return raw;
        const auto hit = context_.labels.at_start(raw);
        return hit && hit->colon && hit->field == field ? raw.substr(hit->end) : raw;
    }

    /// A value that stands alone behind a blank cell, at the end of its row: nobody else's, but not
    /// where it belongs.
    bool read_behind_gap(const Cell& label, int field, int right) {
        const int next = grid_.right_of(cell(right));
        if (next < 0 || !is_value(next) || grid_.right_of(cell(next)) >= 0
            || cell(next).rows > label.rows || context_.value(field, content(next)).empty())
            return false;
        add(field, content(next), next, "R1 right", 0.7);
        return true;
    }

    void read_right(const Cell& label, int field, int right) {
        std::string raw = without_repetition(field, content(right));
        if (is_boilerplate(raw) && read_behind_gap(label, field, right)) return;
        std::vector<int> seen{right};
        for (int row = label.row; row < label.row + label.rows; ++row) {
            const int next = grid_.at(row, label.column + label.columns);
            if (!is_value(next) || std::ranges::find(seen, next) != seen.end()
                || asks_something(next))
                continue;
            seen.push_back(next);
            taken_.insert(next);
            raw += "\n" + content(next);
        }
        add(field, raw + split_date(label, field, right), right, "R1 right", 0.97);
    }

    FieldType type_of(int field) const {
        return static_cast<FieldType>(
            context_.labels.form().fields[static_cast<std::size_t>(field)].type);
    }

    /// Options in cells of their own, with cells to tick below or beside them.
    bool read_options(const Cell& label, int field) {
        const FieldType type = type_of(field);
        if (type != FieldType::choice && type != FieldType::gender && type != FieldType::politics)
            return false;
        const auto is_field = [this](int index) {
            const auto its = labels_[static_cast<std::size_t>(index)];
            return its && *its >= 0;
        };
        const auto is_any = [this](int index) { return is_label(index); };
        auto ticked = ticked_columns(grid_, label, is_field);
        if (!ticked) ticked = ticked_row(grid_, label, is_any);
        if (!ticked) ticked = ticked_rows(grid_, label, is_any);
        if (!ticked) ticked = ticked_under_heads(grid_, label);
        if (!ticked) return false;
        add(field, ticked->options, ticked->last, "R2 options", 0.9);
        return true;
    }

    /// A date whose parts have cells of their own: 1985 | 年 | 3 | 月. In a field of another type
    /// only where 年 stands alone behind the first.
    std::string split_date(const Cell& label, int field, int right) const {
        const FieldType type = type_of(field);
        const int second = grid_.right_of(cell(right));
        const bool year = second >= 0 && fold(cell(second).text()) == "年";
        if (type != FieldType::year_month && type != FieldType::date && !year) return {};
        std::string more;
        int last = right;
        for (int parts = 0; parts < 14; ++parts) {
            const int next = grid_.at(label.row, cell(last).column + cell(last).columns);
            if (!is_value(next)) break;
            const std::string text = fold(cell(next).text());
            const bool part = !text.empty() && length(text) <= 4
                              && std::ranges::all_of(to_u32(text), [](char32_t c) {
                                     return (c >= U'0' && c <= U'9') || c == U'年' || c == U'月'
                                            || c == U'日' || c == U'至';
                                 });
            if (!part) break;
            more += text;
            last = next;
        }
        return more;
    }

    /// Labels with a colon inside the cell, or a label in its first paragraph and the value in the
    /// others.
    void read_inside(int index) {
        const Cell& one = cell(index);
        if (one.paragraphs.empty() || taken_.contains(index)) return;
        const int left = grid_.left_of(one);
        const bool further = left >= 0 && one.row > cell(left).row && asks_something(index);
        if (is_label(left) && !has_own_label(index) && !further) return;  // a value
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
        if (read_glued(index, Glued::plain_answer)) return;
        const std::size_t before = out_.size();
        read_lines(lines_of(one, place_of(name_, one)), context_, "R6 inside", out_);
        if (out_.size() == before) read_glued(index, Glued::anything);
    }

    enum class Glued { plain_answer, anything };

    /// "能否按期完成设计（论文）能": nothing parts the answer from its label.
    bool read_glued(int index, Glued what) {
        const std::string text = cell(index).text();
        const auto hit = context_.labels.glued(text);
        if (!hit || hit->field < 0 || filled(hit->field)) return false;
        const std::string_view rest = trim(std::string_view(text).substr(hit->end));
        constexpr std::array<std::string_view, 6> answers{"是", "否", "能", "不能", "有", "无"};
        const bool plain = std::ranges::find(answers, rest) != answers.end();
        if (!plain && what == Glued::plain_answer) return false;
        add(hit->field, rest, index, "R6 inside", plain ? 0.9 : 0.7);
        return true;
    }

    const CellMap& grid_;
    std::string_view name_;
    const FormContext& context_;
    const std::set<int>& blank_;
    std::vector<Found>& out_;
    std::set<std::u32string> groups_;
    bool shows_groups_ = false;               ///< a heading of the table is one of them
    std::set<int> taken_;                     ///< cells that are somebody's value
    std::vector<std::optional<int>> labels_;  ///< by cell: field, -1: another label, none: no label
};

}  // namespace

std::string place_of(std::string_view table, const Cell& cell) {
    return std::string(table) + " 第" + std::to_string(cell.row + 1) + "行 第"
           + std::to_string(cell.column + 1) + "列";
}

std::vector<Line> lines_of(const Cell& cell, const std::string& place) {
    std::vector<Line> lines;
    for (std::size_t i = 0; i < cell.paragraphs.size(); ++i)
        for (const std::string_view part : split(cell.paragraphs[i], '\n'))
            lines.push_back({std::string(part), place, i});
    return lines;
}

void read_table(const CellMap& grid,
                std::string_view name,
                const FormContext& context,
                const std::set<int>& blank,
                std::vector<Found>& out) {
    TableReader(grid, name, context, blank, out).read();
}

}  // namespace shoujian

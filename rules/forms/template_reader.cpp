#include "rules/forms/template_reader.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/printed_text.hpp"
#include "rules/forms/value_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

constexpr double least_fit = 0.8;  ///< of the static cells; below it another form may be meant
constexpr double sure = 0.99;
constexpr std::size_t most_rows = 400;  ///< a table with more is no form

/// Cells of each row, by the row they begin in.
std::vector<std::vector<int>> cells_by_row(const Table& table) {
    std::vector<std::vector<int>> rows(static_cast<std::size_t>(std::max(0, table.rows)));
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        const auto row = static_cast<std::size_t>(table.cells[i].row);
        if (row < rows.size()) rows[row].push_back(static_cast<int>(i));
    }
    return rows;
}

/// The row's static texts found in the cells, in order; -1 where one is not.
template <class Keys>
std::vector<int> match_row(const Keys& statics,
                           std::span<const std::size_t> wanted,
                           std::span<const int> cells,
                           const std::vector<std::u32string>& keys) {
    std::vector<int> out(wanted.size(), -1);
    std::size_t from = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const std::u32string& key = statics[wanted[i]].key;
        for (std::size_t at = from; at < cells.size(); ++at) {
            // "联系人：" with the value behind it in the same cell.
            if (!keys[static_cast<std::size_t>(cells[at])].starts_with(key)) continue;
            out[i] = cells[at];
            from = at + 1;
            break;
        }
    }
    return out;
}

/// A value that goes over several cells, such as 1985 | 年 | 3 | 月: the rules on labels join them.
bool is_parted(const CellMap& grid, const Cell& cell) {
    const int right = grid.right_of(cell);
    if (right < 0 || grid.cell(right).rows > cell.rows) return false;
    return is_boilerplate(grid.cell(right).text());
}

}  // namespace

FormTemplate::FormTemplate(const Document& blank, const LabelBook& labels) {
    for (const Block& block : blank.blocks) {
        const auto* const table = std::get_if<Table>(&block);
        if (!table || static_cast<std::size_t>(table->rows) > most_rows) continue;
        const CellMap grid(*table);
        if (!grid.usable()) continue;
        Sheet sheet;
        std::vector<int> static_of(table->cells.size(), -1);
        for (std::size_t i = 0; i < table->cells.size(); ++i) {
            const Cell& cell = table->cells[i];
            if (awaits_value(cell.text())) continue;
            static_of[i] = static_cast<int>(sheet.statics.size());
            sheet.statics.push_back({static_cast<int>(i), cell.row, label_key(cell.text())});
        }
        const auto printed = [&](int index) {
            return index >= 0 ? static_of[static_cast<std::size_t>(index)] : -1;
        };
        for (const Cell& cell : table->cells) {
            if (!awaits_value(cell.text()) || is_parted(grid, cell)) continue;
            const int left = grid.left_of(cell), above = grid.above(cell);
            const bool beside = printed(left) >= 0 && grid.cell(left).rows <= cell.rows;
            const bool under =
                left < 0 && printed(above) >= 0 && grid.cell(above).column == cell.column;
            if (!beside && !under) continue;
            const int owner = beside ? left : above;
            const auto field = labels.whole(grid.cell(owner).paragraphs);
            if (field && *field >= 0)
                sheet.slots.push_back({static_cast<std::size_t>(printed(owner)), *field, beside});
        }
        if (!sheet.statics.empty()) sheets_.push_back(std::move(sheet));
    }
}

/// For each static cell of the sheet the filled table's cell with that text; -1: none. Rows keep
/// their order: the alignment with the most texts found.
std::vector<int> FormTemplate::matched(const Sheet& sheet, const CellMap& filled) {
    std::vector<std::vector<std::size_t>> wanted;
    for (std::size_t i = 0; i < sheet.statics.size(); ++i) {
        if (i == 0 || sheet.statics[i].row != sheet.statics[i - 1].row) wanted.emplace_back();
        wanted.back().push_back(i);
    }
    const auto rows = cells_by_row(filled.table());
    std::vector<std::u32string> keys;
    constexpr std::size_t enough = 400;  // bytes: no label is longer, a story is
    for (const Cell& cell : filled.table().cells)
        keys.push_back(label_key(std::string_view(cell.text()).substr(0, enough)));
    const std::size_t width = rows.size() + 1;
    const auto found_in = [&](std::size_t i, std::size_t j) {
        return match_row(sheet.statics, wanted[i], rows[j], keys);
    };
    std::vector<int> best((wanted.size() + 1) * width, 0);
    for (std::size_t i = wanted.size(); i-- > 0;) {
        for (std::size_t j = rows.size(); j-- > 0;) {
            const auto hits = std::ranges::count_if(found_in(i, j), [](int c) { return c >= 0; });
            const int both = best[(i + 1) * width + j + 1] + static_cast<int>(hits);
            best[i * width + j] =
                std::max({both, best[(i + 1) * width + j], best[i * width + j + 1]});
        }
    }
    std::vector<int> out(sheet.statics.size(), -1);
    for (std::size_t i = 0, j = 0; i < wanted.size() && j < rows.size();) {
        const int here = best[i * width + j];
        if (here == best[i * width + j + 1]) {
            ++j;
        } else if (here == best[(i + 1) * width + j]) {
            ++i;
        } else {
            const std::vector<int> cells = found_in(i, j);
            for (std::size_t k = 0; k < cells.size(); ++k) out[wanted[i][k]] = cells[k];
            ++i, ++j;
        }
    }
    return out;
}

TemplateReading FormTemplate::read(const CellMap& filled,
                                   std::string_view name,
                                   const FormContext& context) const {
    TemplateReading out;
    if (!filled.usable() || static_cast<std::size_t>(filled.table().rows) > most_rows) return out;
    const Sheet* best = nullptr;
    std::vector<int> places;
    double fit = least_fit;
    for (const Sheet& sheet : sheets_) {
        std::vector<int> found = matched(sheet, filled);
        const auto hits = std::ranges::count_if(found, [](int cell) { return cell >= 0; });
        const double share = static_cast<double>(hits) / static_cast<double>(sheet.statics.size());
        if (share < fit) continue;
        fit = share;
        best = &sheet;
        places = std::move(found);
    }
    if (!best) return out;
    for (const Slot& slot : best->slots) {
        const int label = places[slot.label];
        if (label < 0) continue;
        const Cell& cell = filled.cell(label);
        const int value = slot.beside ? filled.right_of(cell) : filled.below(cell);
        if (value < 0 || context.labels.whole(filled.cell(value).paragraphs)) continue;
        Found one{slot.field, context.value(slot.field, filled.cell(value).text()),
                  place_of(name, filled.cell(value)), "R0 template", sure};
        if (one.value.empty()) out.blank.insert(label);
        out.found.push_back(std::move(one));
    }
    return out;
}

}  // namespace shoujian

#include "parsers/documents/table_grid.hpp"

#include <algorithm>

namespace shoujian {

namespace {

constexpr std::size_t most_nested = 20'000;  // bytes: no answer to a form is longer than that

}  // namespace

void TableGrid::begin_row(int first_column) {
    ++row_;
    column_ = first_column;
    previous_.reset();
}

Cell* TableGrid::covered_by(std::size_t cell) {
    covering_ = cell;
    return nullptr;
}

Cell* TableGrid::add(int columns, const Merging& merging) {
    covering_.reset();
    if (column_ > widest) return nullptr;
    const int column = column_;
    column_ += columns;
    table_.columns = std::max(table_.columns, column_);

    if (merging.continues_left && previous_) {
        table_.cells[*previous_].columns += columns;
        return covered_by(*previous_);
    }
    const auto above = open_.find(column);
    if (merging.continues_above && above != open_.end() && above->second.last_row == row_ - 1
        && table_.cells[above->second.cell].columns == columns) {
        above->second.last_row = row_;
        ++table_.cells[above->second.cell].rows;
        previous_.reset();
        return covered_by(above->second.cell);
    }
    previous_ = table_.cells.size();
    if (merging.vertical) open_[column] = {table_.cells.size(), row_};
    table_.cells.push_back({row_, column, 1, columns, {}, {}, {}});
    return &table_.cells.back();
}

Table TableGrid::finish() {
    table_.rows = row_ + 1;
    return std::move(table_);
}

void put_content(std::vector<Block> blocks, Cell& cell, std::vector<Block>& nested) {
    for (Block& block : blocks) {
        if (auto* paragraph = std::get_if<Paragraph>(&block)) {
            cell.paragraphs.push_back(std::move(paragraph->text));
            cell.images.insert(cell.images.end(), paragraph->images.begin(),
                               paragraph->images.end());
        } else {
            for (const Cell& inner : std::get<Table>(block).cells) {
                const std::string text = inner.text();
                if (text.empty() || cell.nested.size() > most_nested) continue;
                if (!cell.nested.empty()) cell.nested += '\n';
                cell.nested += text;
            }
            nested.push_back(std::move(block));
        }
    }
}

}  // namespace shoujian

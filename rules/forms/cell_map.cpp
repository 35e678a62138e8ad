#include "rules/forms/cell_map.hpp"

#include <algorithm>

namespace shoujian {

namespace {

constexpr std::size_t most_places = 1u << 20;

}  // namespace

CellMap::CellMap(const Table& table) : table_(&table) {
    const auto rows = static_cast<std::size_t>(std::max(0, table.rows));
    const auto columns = static_cast<std::size_t>(std::max(0, table.columns));
    if (columns == 0 || rows > most_places / columns) return;
    owner_.assign(rows * columns, -1);
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        const Cell& cell = table.cells[i];
        if (cell.row < 0 || cell.column < 0) continue;
        for (int row = cell.row; row < std::min(cell.row + cell.rows, table.rows); ++row)
            for (int column = cell.column;
                 column < std::min(cell.column + cell.columns, table.columns); ++column)
                owner_[place(row, column)] = static_cast<int>(i);
    }
}

int CellMap::at(int row, int column) const {
    if (!usable() || row < 0 || column < 0 || row >= table_->rows || column >= table_->columns)
        return -1;
    return owner_[place(row, column)];
}

}  // namespace shoujian

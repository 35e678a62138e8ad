#pragma once

#include "parsers/documents/document.hpp"

#include <vector>

namespace shoujian {

/// Which cell covers a place of a table's occupancy grid. Looks at the table, which must outlive
/// it.
class CellMap {
public:
    explicit CellMap(const Table& table);
    explicit CellMap(Table&&) = delete;

    /// Index of the cell that covers the place; -1: none, or outside.
    int at(int row, int column) const;

    const Table& table() const { return *table_; }
    const Cell& cell(int index) const { return table_->cells[static_cast<std::size_t>(index)]; }

    /// The neighbours of a cell, seen from its upper left corner; -1: none.
    int left_of(const Cell& cell) const { return at(cell.row, cell.column - 1); }
    int right_of(const Cell& cell) const { return at(cell.row, cell.column + cell.columns); }
    int above(const Cell& cell) const { return at(cell.row - 1, cell.column); }
    int below(const Cell& cell) const { return at(cell.row + cell.rows, cell.column); }

    /// False for a table without cells, and one of more places than anybody draws by hand.
    bool usable() const { return !owner_.empty(); }

private:
    std::size_t place(int row, int column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(table_->columns)
               + static_cast<std::size_t>(column);
    }

    const Table* table_;
    std::vector<int> owner_;  ///< by place; -1: none
};

}  // namespace shoujian

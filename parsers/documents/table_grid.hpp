#pragma once

#include "parsers/documents/document.hpp"

#include <map>
#include <optional>

namespace shoujian {

/// How a cell of a file is merged with its neighbours.
struct Merging {
    bool continues_left = false;   ///< with the cell before it in its row
    bool vertical = false;         ///< one of a column of merged cells
    bool continues_above = false;  ///< and not the first of them
};

/// The occupancy grid of a table while its rows are read, cell by cell, as a file has them: cells
/// that merging makes one stand in the Table once.
class TableGrid {
public:
    static constexpr int widest = 1000;  ///< columns; cells beyond are left out

    void begin_row(int first_column);

    /// The next cell of the row. Null where it is part of another one, which `covering` then is:
    /// what it holds is not shown. The result lives until the next call.
    Cell* add(int columns, const Merging& merging);
    Cell* covering() { return covering_ ? &table_.cells[*covering_] : nullptr; }

    Table finish();

private:
    Cell* covered_by(std::size_t cell);

    struct Open {
        std::size_t cell;
        int last_row;
    };
    Table table_;
    std::map<int, Open> open_;  ///< by first column: cells that may be continued below
    int row_ = -1, column_ = 0;
    std::optional<std::size_t> previous_;  ///< the cell before this one in its row
    std::optional<std::size_t> covering_;
};

/// Puts what was read of a cell into it; tables inside become blocks of their own, in `nested`.
void put_content(std::vector<Block> blocks, Cell& cell, std::vector<Block>& nested);

}  // namespace shoujian

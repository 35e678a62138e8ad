#pragma once

#include "rules/forms/cell_map.hpp"

#include <functional>
#include <optional>
#include <string>

namespace shoujian {

/// Options that have cells of their own: the ticked ones, parted by 、 ("" where none is), and the
/// last cell to tick.
struct TickedCells {
    std::string options;
    int last = -1;
};

using IsLabel = std::function<bool(int cell)>;

/// Options side by side, right of a label of several rows, and below each a cell to tick. Nothing
/// where the cells are something else.
std::optional<TickedCells> ticked_columns(const CellMap& grid,
                                          const Cell& label,
                                          const IsLabel& is_label);

/// 科研 | √ | 教学 | | 其它 | : options and the cells to tick by turns, right of the label.
std::optional<TickedCells> ticked_row(const CellMap& grid,
                                      const Cell& label,
                                      const IsLabel& is_label);

/// Beside a label of several rows an option a row, with the cell to tick right of it; what groups
/// the options stands between.
std::optional<TickedCells> ticked_rows(const CellMap& grid,
                                       const Cell& label,
                                       const IsLabel& is_label);

/// Right of the label nothing but cells to tick; the options are the heads of their columns.
std::optional<TickedCells> ticked_under_heads(const CellMap& grid, const Cell& label);

}  // namespace shoujian

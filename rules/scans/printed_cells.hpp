#pragma once

#include "rules/facts.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// A line of a scan as it lies on the straightened page, with its text for comparing.
struct PrintedLine {
    std::u32string text;
    PagePlace place;
    const TextLine* line = nullptr;
};

/// Lines that stand one below the other closely enough to be one cell's text: every run of one to
/// three of them, as a label may be broken anywhere.
struct PrintedCell {
    std::u32string text;
    PagePlace place;
    std::vector<std::size_t> lines;  ///< indexes of its lines
};

struct PrintedCells {
    std::vector<PrintedLine> lines;  ///< by row, then from the left
    std::vector<PrintedCell> cells;
};

/// page  recognised; used as long as the result
PrintedCells printed_cells(const PageFacts& page);

/// Whether a line lies in the row of a label: beside it, or one of two lines of a cell whose label
/// stands at its middle.
bool in_row(const PagePlace& label, const PagePlace& line);

}  // namespace shoujian

#pragma once

#include "parsers/documents/doc_properties.hpp"
#include "parsers/documents/document.hpp"

#include <vector>

namespace shoujian {

/// A row as its paragraphs gave it, before the table's columns are known.
struct DocRow {
    std::vector<std::vector<Block>> cells;
    RowDefinition definition;
};

/// Rows as a table, in whose grid a column begins wherever a cell of some row does; edges that only
/// rounding tells apart are one. Tables inside its cells follow it.
void append_table(std::vector<DocRow> rows, std::vector<Block>& out);

/// Paragraphs in their order → blocks. A table is nothing but paragraphs at a depth, the marks that
/// end its cells, and the marks that end its rows ([MS-DOC] 2.4.3).
class TableNesting {
public:
    enum class Mark { paragraph, cell };

    /// line   the paragraph, and what is anchored at it, in their order
    void add(std::vector<Block> line, const ParagraphProperties& properties, Mark mark);
    /// A row that a tracked change took away.
    void drop_row(const ParagraphProperties& properties);
    std::vector<Block> finish();
    std::size_t tables() const { return tables_; }  ///< begun so far

private:
    struct Level {
        std::vector<DocRow> rows;
        DocRow row;
        std::vector<Block> cell;
    };
    void reach(std::size_t depth);
    void close_level();

    std::vector<Block> blocks_;
    std::vector<Level> levels_;
    std::size_t tables_ = 0;
};

}  // namespace shoujian

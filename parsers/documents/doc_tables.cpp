#include "parsers/documents/doc_tables.hpp"

#include "parsers/documents/table_grid.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::int32_t rounding = 30;  // twips; half a millimetre

/// Edges for a row whose definition is lost: those of the row above if they can be, else one column
/// a cell.
void complete_edges(DocRow& row, const DocRow* above) {
    std::vector<std::int32_t>& edges = row.definition.edges;
    if (edges.empty() && above && above->cells.size() == row.cells.size())
        edges = above->definition.edges;
    if (edges.empty()) edges.push_back(0);
    constexpr std::int32_t inch = 1440;
    while (edges.size() <= row.cells.size()) edges.push_back(edges.back() + inch);
    edges.resize(row.cells.size() + 1);
    for (std::size_t i = 1; i < edges.size(); ++i) edges[i] = std::max(edges[i], edges[i - 1]);
}

/// The places where columns begin and the last one ends. Edges so near that no cell lies between
/// them are one place.
class Columns {
public:
    explicit Columns(const std::vector<DocRow>& rows) {
        std::vector<std::int32_t> edges;
        std::int32_t narrowest = rounding + 1;
        for (const DocRow& row : rows) {
            const std::vector<std::int32_t>& own = row.definition.edges;
            edges.insert(edges.end(), own.begin(), own.end());
            for (std::size_t i = 0; i + 1 < own.size(); ++i)
                if (own[i + 1] > own[i]) narrowest = std::min(narrowest, own[i + 1] - own[i]);
        }
        std::ranges::sort(edges);
        for (const std::int32_t edge : edges)
            if (starts_.empty() || edge - starts_.back() >= narrowest) starts_.push_back(edge);
    }

    std::size_t count() const { return starts_.size(); }
    int of(std::int32_t edge) const {
        const auto after = std::ranges::upper_bound(starts_, edge);
        return static_cast<int>(after - starts_.begin()) - 1;
    }

private:
    std::vector<std::int32_t> starts_;
};

Merging merging_of(const DocRow& row, std::size_t cell) {
    if (cell >= row.definition.cells.size()) return {};
    const CellMerge& merge = row.definition.cells[cell];
    return {merge.continues_left, merge.vertical, merge.vertical && !merge.begins};
}

/// A picture in a cell that another one covers is not lost: it goes to that one.
void put_pictures(const std::vector<Block>& blocks, Cell& cell) {
    for (const Block& block : blocks)
        if (const auto* paragraph = std::get_if<Paragraph>(&block))
            cell.images.insert(cell.images.end(), paragraph->images.begin(),
                               paragraph->images.end());
}

/// Cells merged horizontally are one cell to the grid, as wide as all of them.
void append_row(DocRow& row, const Columns& columns, TableGrid& grid, std::vector<Block>& nested) {
    const std::vector<std::int32_t>& edges = row.definition.edges;
    int column = columns.of(edges.front());
    grid.begin_row(column);
    for (std::size_t i = 0; i < row.cells.size();) {
        std::size_t next = i + 1;
        while (next < row.cells.size() && merging_of(row, next).continues_left) ++next;
        const int limit = std::max(column + 1, columns.of(edges[next]));
        Merging merging = merging_of(row, i);
        merging.continues_left = false;
        Cell* shown = grid.add(limit - column, merging);
        if (shown) put_content(std::move(row.cells[i]), *shown, nested);
        if (Cell* holder = shown ? shown : grid.covering())
            for (std::size_t j = shown ? i + 1 : i; j < next; ++j)
                put_pictures(row.cells[j], *holder);
        column = limit;
        i = next;
    }
}

/// A definition without what it says of cells that the row has not: kept for each row, that would
/// cost a hundred times what the file does.
RowDefinition of_cells(const RowDefinition& row, std::size_t cells) {
    RowDefinition out;
    out.edges.assign(
        row.edges.begin(),
        row.edges.begin() + static_cast<std::ptrdiff_t>(std::min(row.edges.size(), cells + 1)));
    out.cells.assign(
        row.cells.begin(),
        row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(row.cells.size(), cells)));
    return out;
}

}  // namespace

void append_table(std::vector<DocRow> rows, std::vector<Block>& out) {
    const DocRow* above = nullptr;
    for (DocRow& row : rows) {
        complete_edges(row, above);
        above = &row;
    }
    Columns columns(rows);
    if (columns.count() > TableGrid::widest) {  // no printed table: its edges mean nothing
        for (DocRow& row : rows) {
            row.definition.edges.clear();
            complete_edges(row, nullptr);
        }
        columns = Columns(rows);
    }
    TableGrid grid;
    std::vector<Block> nested;
    for (DocRow& row : rows) append_row(row, columns, grid, nested);
    out.emplace_back(grid.finish());
    std::ranges::move(nested, std::back_inserter(out));
}

void TableNesting::reach(std::size_t depth) {
    while (levels_.size() > depth) close_level();
    for (; levels_.size() < depth; ++tables_) levels_.emplace_back();
}

/// A table ends. What its last row lacks (a file cut short, or damaged) is made up for.
void TableNesting::close_level() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    if (!level.cell.empty()) level.row.cells.push_back(std::move(level.cell));
    if (!level.row.cells.empty()) level.rows.push_back(std::move(level.row));
    if (!level.rows.empty())
        append_table(std::move(level.rows), levels_.empty() ? blocks_ : levels_.back().cell);
}

void TableNesting::add(std::vector<Block> line, const ParagraphProperties& properties, Mark mark) {
    reach(properties.depth);
    if (levels_.empty()) {
        std::ranges::move(line, std::back_inserter(blocks_));
        return;
    }
    Level& level = levels_.back();
    if (properties.row_end) {
        if (!level.cell.empty()) level.row.cells.push_back(std::move(level.cell));
        level.row.definition = of_cells(properties.row, level.row.cells.size());
        level.rows.push_back(std::move(level.row));
        level.row = {};
        level.cell.clear();
        return;
    }
    std::ranges::move(line, std::back_inserter(level.cell));
    if (mark == Mark::cell || properties.cell_end) {
        level.row.cells.push_back(std::move(level.cell));
        level.cell.clear();
    }
}

void TableNesting::drop_row(const ParagraphProperties& properties) {
    reach(properties.depth);
    if (levels_.empty()) return;
    levels_.back().row = {};
    levels_.back().cell.clear();
}

std::vector<Block> TableNesting::finish() {
    reach(0);
    return std::move(blocks_);
}

}  // namespace shoujian

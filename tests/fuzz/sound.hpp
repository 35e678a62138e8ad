#pragma once

#include "parsers/base/text.hpp"
#include "parsers/documents/document.hpp"

#include <cstdlib>
#include <set>
#include <utility>

// What holds of everything that a reader gives, whatever it was given; for the fuzz targets.
namespace shoujian {

inline void must(bool holds) {
    if (!holds) std::abort();
}

inline void check_images(const std::vector<std::size_t>& images, const Document& document) {
    for (const std::size_t image : images) must(image < document.images.size());
}

/// Cells lie inside the table, in reading order, and no two on one place.
inline void check_table(const Table& table, const Document& document) {
    std::set<std::pair<int, int>> taken;
    std::pair before{-1, -1};
    for (const Cell& cell : table.cells) {
        must(cell.row >= 0 && cell.column >= 0 && cell.rows >= 1 && cell.columns >= 1);
        must(cell.row + cell.rows <= table.rows && cell.column + cell.columns <= table.columns);
        must(before < std::pair(cell.row, cell.column));
        before = {cell.row, cell.column};
        for (const std::string& paragraph : cell.paragraphs) must(is_valid_utf8(paragraph));
        must(is_valid_utf8(cell.nested));
        check_images(cell.images, document);
        if (table.rows * table.columns > 2000) continue;
        for (int row = cell.row; row < cell.row + cell.rows; ++row)
            for (int column = cell.column; column < cell.column + cell.columns; ++column)
                must(taken.emplace(row, column).second);
    }
}

inline void check_document(const Document& document) {
    for (const Block& block : document.blocks) {
        if (const auto* table = std::get_if<Table>(&block)) {
            check_table(*table, document);
            continue;
        }
        const Paragraph& paragraph = std::get<Paragraph>(block);
        must(is_valid_utf8(paragraph.text));
        check_images(paragraph.images, document);
    }
}

}  // namespace shoujian

#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/problem.hpp"
#include "parsers/pages/page.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace shoujian {

/// One cell of the occupancy grid of a table (ECMA-376 part 1, 17.4): absolute position from 0, a
/// merged cell stands here once, with its span. Column comes from the grid, never from the ordinal
/// of the cell in its row.
struct Cell {
    int row = 0, column = 0, rows = 1, columns = 1;
    std::vector<std::string>
        paragraphs;  ///< visible text, one entry a paragraph; line breaks are \n, tabs \t
    std::vector<std::size_t>
        images;          ///< indexes into Document::images of the pictures anchored here
    std::string nested;  ///< text of the tables in this cell, cell by cell; they are blocks of
                         ///< their own too
    bool operator==(const Cell&) const = default;

    /// The paragraphs joined by \n.
    std::string text() const {
        std::string out;
        for (const std::string& paragraph : paragraphs) {
            if (&paragraph != &paragraphs.front()) out += '\n';
            out += paragraph;
        }
        return out;
    }
};

struct Table {
    int rows = 0, columns = 0;
    std::vector<Cell> cells;  ///< in reading order: by row, then column
    bool operator==(const Table&) const = default;
};

/// A block of the story in reading order: a paragraph, or a table. The content of a text box
/// follows its anchor paragraph. A nested table is a block of its own right after the table that
/// holds it.
struct Paragraph {
    std::string text;
    std::vector<std::size_t> images;
    bool operator==(const Paragraph&) const = default;
};
using Block = std::variant<Paragraph, Table>;

/// A picture file: as attached, or as it lies in a Word file (original bytes, not re-coded).
struct Picture {
    std::string
        name;  ///< in a Word file the part's name ("word/media/image1.jpeg"), else the file's
    Bytes bytes;
    std::string format;  ///< "jpeg", "png", "gif", "bmp", "tiff", "heic", "webp", "emf", "wmf"
    int width_px = 0, height_px = 0;
    bool cropped = false;  ///< Word shows only a part of it
};

/// A Word file's content, whatever its kind.
struct Document {
    std::vector<Block> blocks;
    std::vector<Picture> images;
    bool active = false;        ///< macros, OLE programs, templates or objects loaded from outside
    std::string active_detail;  ///< what of that
    bool hidden_text = false;   ///< had hidden text (left out of the blocks)
    bool tracked = false;       ///< had tracked changes (read as accepted)
};

/// What the structure of a PDF says; its pixels are the viewer's (daemon/viewer).
struct Scan {
    int pages = 0;
    std::vector<PageStructure> structures;  ///< of the first pages, at most limits.pdf_pages
    bool active = false;
    std::string active_detail;
};

/// Something that is no material of any kind we look into.
struct OtherFile {
    std::string kind;  ///< "spreadsheet", "text", "calendar", "html", "presentation", "audio",
                       ///< "empty", "unknown"
};

/// A Word processor's file of a kind that has no reader here; a converter makes a .docx of it.
enum class ForeignKind {
    rtf,      ///< Rich Text Format
    word_95,  ///< Word 6 and 95
    works,    ///< Microsoft Works, also called .wps
};
struct Foreign {
    ForeignKind kind = ForeignKind::rtf;
};

/// What one file turned out to be. `Unreadable` says by its problems why.
struct Unreadable {};
using Content = std::variant<Document, Scan, Picture, Foreign, OtherFile, Unreadable>;

struct Reading {
    Content content = Unreadable{};
    std::vector<Problem> problems;  ///< `where` is left empty: the caller knows the file's name
};

inline Reading unreadable(const char* code, std::string detail) {
    return {Unreadable{}, {{code, "", std::move(detail)}}};
}

}  // namespace shoujian

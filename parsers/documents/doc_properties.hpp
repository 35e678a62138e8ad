#pragma once

#include "parsers/documents/doc_fkp.hpp"
#include "parsers/documents/doc_styles.hpp"
#include "parsers/documents/doc_text.hpp"

#include <optional>
#include <vector>

namespace shoujian {

/// What formatting of characters changes how they are read ([MS-DOC] 2.6.1).
struct CharacterProperties {
    bool hidden = false;
    bool deleted = false, inserted = false;  ///< tracked changes
    bool special = false;                    ///< the character is a sign for something else
    bool data = false;                       ///< `location` is of binary data, not of a picture
    bool ole = false;                        ///< `location` names an OLE object
    std::optional<std::uint32_t> location;   ///< in the Data stream
    std::optional<char16_t> symbol;
    std::optional<std::uint16_t> font;
};

/// A cell as the definition of its row has it (TC80, 2.9.314).
struct CellMerge {
    bool continues_left = false;  ///< horizontally merged with the cell before it
    bool vertical = false;        ///< one of cells merged vertically
    bool begins = false;          ///< the first of those
};

struct RowDefinition {
    std::vector<std::int32_t> edges;  ///< in twips, one more than cells; empty: none was given
    std::vector<CellMerge> cells;
};

/// What formatting of a paragraph changes how it is read (2.6.2), and of its row (2.6.3).
struct ParagraphProperties {
    std::uint16_t style = 0;
    std::uint32_t depth = 0;  ///< of tables around it
    bool row_end = false;     ///< the mark at the end of a row, which is no paragraph
    bool cell_end = false;    ///< in a nested table: its mark ends a cell
    RowDefinition row;        ///< at a row's end
};

/// How the text is formatted. The file and the piece table must outlive it.
class DocProperties {
public:
    DocProperties(const DocFile& doc, const PieceTable& pieces);

    /// The paragraph whose mark stands at `mark`.
    ParagraphProperties paragraph(std::uint32_t mark) const;
    /// Whether a paragraph ends behind that position, going by the formatting alone.
    bool ends_paragraph(std::uint32_t cp) const;

    struct Run {
        std::uint32_t limit;  ///< the first position that may be formatted otherwise
        CharacterProperties properties;
    };
    /// The characters from `cp` on, in a paragraph of that style.
    Run characters(std::uint32_t cp, std::uint16_t paragraph_style) const;

    std::string_view font_name(std::optional<std::uint16_t> font) const;

    /// Whether applying formatting has cost so much that this can be no honest file; from then on
    /// none is applied.
    bool exhausted() const { return walked_ > most_walked; }

private:
    static constexpr std::uint64_t most_walked = 500'000'000;
    ByteSpan counted(ByteSpan grpprl) const;
    void apply(ByteSpan grpprl, ParagraphProperties& properties) const;
    ByteSpan huge_papx(ByteSpan grpprl) const;

    const PieceTable& pieces_;
    LittleEndian data_;
    FormattedPages character_pages_, paragraph_pages_;
    StyleSheet styles_;
    std::vector<std::string> fonts_;
    mutable std::uint64_t walked_ = 0;  ///< bytes of modifiers
};

}  // namespace shoujian

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace shoujian {

/// Structures of a Word 97–2003 file as bytes, for DocBuilder. Sections are those of [MS-DOC] and,
/// in drawings, of [MS-ODRAW].

/// A modifier and its operand (2.2.5.1).
std::string sprm(std::uint16_t code, const std::string& operand);

/// Text […, limit) by its place in the stream, and how it is formatted.
struct DocSpan {
    std::uint32_t limit = 0;
    std::string modifiers;    ///< a grpprl
    std::uint16_t style = 0;  ///< of paragraphs only
};
/// Pages (ChpxFkp 2.9.33, PapxFkp 2.9.176) that say it, and where each begins to speak.
struct DocPages {
    std::string pages;
    std::vector<std::uint32_t> firsts;
};
DocPages character_pages(std::uint32_t first, const std::vector<DocSpan>& spans);
DocPages paragraph_pages(std::uint32_t first, const std::vector<DocSpan>& spans);

/// A PLC (2.2.2): one more position than elements.
std::string plc(const std::vector<std::uint32_t>& positions,
                const std::vector<std::string>& elements);

/// Styles: 0 plain; 15 hides its text; 16 of paragraphs inherits that (2.9.271).
std::string style_sheet();
std::string font_table(const std::vector<std::string>& names);

/// A row (TDefTableOperand, 2.9.325): edges in twips, flags of each cell (TCGRF).
std::string row_definition(const std::vector<int>& edges, const std::vector<std::uint16_t>& flags);

/// A tick's data (NilPICFAndBinData 2.9.165, FFData 2.9.78).
std::string checkbox_data(bool ticked);

/// A record of drawings (2.2.1).
std::string art_record(std::uint16_t type, int version, int instance, const std::string& body);
std::string blip(const std::string& picture);
/// An entry of the store (2.2.32), its blip in it or at `delay` in the WordDocument stream.
std::string store_entry(const std::string& blip, std::uint32_t delay, bool embedded);
/// A shape's container (2.2.14).
struct DocShape {
    std::uint32_t id = 0;
    std::uint32_t picture = 0;  ///< index from 1; 0: none
    std::uint32_t box = 0;      ///< of its text, from 1; 0: none
    bool cropped = false, is_inline = false;
};
std::string shape_container(const DocShape& shape);
/// A picture in the line (PICFAndOfficeArtData, 2.9.190).
std::string inline_picture(const std::string& picture, bool cropped);
/// All floating shapes (OfficeArtContent, 2.9.171).
std::string drawing_group(const std::vector<std::string>& store,
                          const std::vector<DocShape>& shapes);

}  // namespace shoujian

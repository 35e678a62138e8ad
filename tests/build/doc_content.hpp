#pragma once

#include "tests/build/doc_parts.hpp"
#include "tests/build/docx_builder.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace shoujian {

struct DocFieldMark {
    std::uint32_t cp;
    std::string fld;  ///< 2.9.89
};

/// A part of the text of a .doc: the main one, or all text boxes.
struct DocStory {
    std::u16string text;
    std::vector<DocSpan> runs, paragraphs;  ///< limits are positions here
    std::vector<DocFieldMark> fields;

    std::uint32_t size() const { return static_cast<std::uint32_t>(text.size()); }
    void put(const std::u16string& characters, const std::string& modifiers);
};

/// Paragraphs and tables as characters with their formatting, and what these refer to; for
/// DocBuilder.
class DocContent {
public:
    explicit DocContent(int jitter) : jitter_(jitter) {}

    void put_paragraph(const DocxParagraph& p,
                       char16_t mark = 0x0D,
                       const std::string& modifiers = "",
                       std::uint16_t style = 0);
    void put_table(const std::vector<DocxRow>& rows, unsigned depth = 1);
    void put_field(const std::string& instruction,
                   const std::string& result,
                   const std::string& data = "");
    void end_paragraph(char16_t mark = 0x0D,
                       const std::string& modifiers = "",
                       std::uint16_t style = 0);
    /// Ends all: a paragraph behind the boxes, and one behind all.
    void finish();

    DocStory main, boxes;
    std::vector<std::uint32_t> box_limits;  ///< ends of the boxes' texts
    std::vector<DocShape> shapes;           ///< floating
    std::vector<std::uint32_t> anchors;     ///< of the shapes, in the main text
    std::vector<std::string> pictures;      ///< of floating shapes
    std::vector<std::string> fonts{"宋体"};
    std::string data;  ///< the Data stream

private:
    void put_run(const DocxParagraph::Run& r);
    void put_picture(const DocxPicture& p);
    void put_text_box(const std::vector<DocxParagraph>& box);
    std::uint32_t put_shape(std::uint32_t picture, std::uint32_t box, bool cropped);
    void put_cell(const DocxCell& cell, unsigned depth);
    struct Placed;
    static std::vector<std::vector<Placed>> place(const std::vector<DocxRow>& rows);
    void put_row(const std::vector<Placed>& row, int columns, unsigned depth, int shift);
    std::uint16_t font(const std::string& name);
    std::string location(const std::string& bytes);

    int jitter_;
    DocStory* story_ = &main;
};

}  // namespace shoujian

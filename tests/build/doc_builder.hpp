#pragma once

#include "tests/build/docx_builder.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// A Word 97–2003 file for a test ([MS-DOC]), of the same paragraphs, tables and pictures as
/// DocxBuilder's; it opens in LibreOffice and Word. What a .doc says in another way is said in that
/// way: a checkbox is a FORMCHECKBOX, a placeholder a MACROBUTTON, a link a HYPERLINK field; `xml`
/// cannot be.
///
///   DocBuilder().paragraph("推荐表").table({{"姓名", "张三"}, {"性别", "男"}}).bytes()
class DocBuilder {
public:
    DocBuilder() = default;
    explicit DocBuilder(const DocxBuilder& content);  ///< the paragraphs and tables of that file

    DocBuilder& paragraph(DocxParagraph paragraph);
    DocBuilder& table(std::vector<DocxRow> rows);
    DocBuilder& picture(DocxPicture picture);  ///< in a paragraph of its own
    DocBuilder& text_box(std::vector<DocxParagraph> paragraphs);
    DocBuilder& hidden_paragraph(std::string text);  ///< by a style that inherits it

    /// By its piece, as a fast save leaves it: one by a Prm0, the next by a Prm1.
    DocBuilder& hidden_piece(std::string text);

    /// Paragraphs whose characters Windows-1252 has are stored in 8 bits, each a piece of its own.
    DocBuilder& eight_bit() { return eight_bit_ = true, *this; }
    /// Edges of cells in every other row lie so many twips off, as dragging leaves them.
    DocBuilder& jitter(int twips) { return jitter_ = twips, *this; }
    DocBuilder& boxes_without_anchors() { return anchors_ = false, *this; }
    DocBuilder& upper_case_names() { return upper_case_ = true, *this; }
    DocBuilder& large_sectors() { return large_sectors_ = true, *this; }
    DocBuilder& scattered() { return scattered_ = true, *this; }  ///< no stream lies together
    DocBuilder& macros() { return macros_ = true, *this; }
    DocBuilder& package() { return package_ = true, *this; }  ///< an embedded file of any kind
    DocBuilder& remote_template() { return remote_template_ = true, *this; }
    DocBuilder& encrypted() { return encrypted_ = true, *this; }  ///< only says so
    DocBuilder& word_95() { return word_95_ = true, *this; }      ///< only says so

    std::string bytes() const;

private:
    struct Piece {
        std::vector<DocxParagraph> paragraphs;
        std::vector<DocxRow> rows;
        enum class Hidden { no, by_style, by_piece } hidden = Hidden::no;
    };
    std::vector<Piece> pieces_;
    int jitter_ = 0;
    bool eight_bit_ = false, anchors_ = true, upper_case_ = false, large_sectors_ = false,
         scattered_ = false;
    bool macros_ = false, package_ = false, remote_template_ = false, encrypted_ = false,
         word_95_ = false;
    friend class DocWriter;
};

}  // namespace shoujian

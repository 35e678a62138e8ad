#pragma once

#include <string>
#include <utility>
#include <vector>

namespace shoujian {

/// A picture inside a Word file. Two with the same name are one part.
struct DocxPicture {
    std::string bytes;
    std::string name = "image1.jpeg";
    bool anchored = false;  ///< floating (wp:anchor), else in the line
    bool cropped = false;   ///< a:srcRect hides a part of it
    bool vml = false;       ///< w:pict with v:imagedata, as older programs write
    bool external = false;  ///< only linked: no bytes in the file
};

/// A paragraph, run by run. In texts \n is a line break and \t a tab.
///
///   DocxParagraph("姓名：").text("张三").hidden("不可见")
class DocxParagraph {
public:
    DocxParagraph(const char* text = "") : DocxParagraph(std::string(text)) {}
    DocxParagraph(std::string text) {
        if (!text.empty()) this->text(std::move(text));
    }

    DocxParagraph& text(std::string text) { return add({Kind::text, std::move(text)}); }
    DocxParagraph& underlined(std::string text) { return add({Kind::underlined, std::move(text)}); }
    DocxParagraph& hidden(std::string text) { return add({Kind::hidden, std::move(text)}); }
    DocxParagraph& deleted(std::string text) { return add({Kind::deleted, std::move(text)}); }
    DocxParagraph& inserted(std::string text) { return add({Kind::inserted, std::move(text)}); }
    DocxParagraph& moved_away(std::string text) { return add({Kind::moved_away, std::move(text)}); }
    DocxParagraph& moved_here(std::string text) { return add({Kind::moved_here, std::move(text)}); }
    DocxParagraph& hyperlink(std::string text) { return add({Kind::hyperlink, std::move(text)}); }
    DocxParagraph& smart_tag(std::string text) { return add({Kind::smart_tag, std::move(text)}); }
    /// begin, instruction, separate, result, end
    DocxParagraph& field(std::string instruction, std::string result) {
        return add({Kind::field, std::move(result), std::move(instruction)});
    }
    DocxParagraph& simple_field(std::string instruction, std::string result) {
        return add({Kind::simple_field, std::move(result), std::move(instruction)});
    }
    /// w:sym, e.g. ("Wingdings 2", "F052")
    DocxParagraph& symbol(std::string font, std::string code) {
        return add({Kind::symbol, std::move(code), std::move(font)});
    }
    /// A run set in a font: the letter R in Wingdings 2 is a ticked box.
    DocxParagraph& in_font(std::string font, std::string text) {
        return add({Kind::in_font, std::move(text), std::move(font)});
    }
    DocxParagraph& content_control(std::string text) {
        return add({Kind::content_control, std::move(text)});
    }
    /// A content control that shows its placeholder: nobody has filled it.
    DocxParagraph& placeholder(std::string text) {
        return add({Kind::placeholder, std::move(text)});
    }
    DocxParagraph& checkbox(bool ticked) {
        return add({Kind::checkbox, ticked ? "☒" : "☐", ticked ? "1" : "0"});
    }
    /// A text box anchored here: mc:AlternateContent with a drawing and, doubled, its VML fallback.
    DocxParagraph& text_box(std::vector<DocxParagraph> paragraphs);
    DocxParagraph& picture(DocxPicture picture);
    /// Automatic numbering ("1." is drawn by Word, and is in no run).
    DocxParagraph& numbered() { return add({Kind::numbered, ""}); }
    /// Children of w:p as they are, with prefixes w, r, wp, a, pic, v, mc, wps, w14.
    DocxParagraph& xml(std::string raw) { return add({Kind::xml, std::move(raw)}); }

    enum class Kind {
        text,
        underlined,
        hidden,
        deleted,
        inserted,
        moved_away,
        moved_here,
        hyperlink,
        smart_tag,
        field,
        simple_field,
        symbol,
        in_font,
        content_control,
        placeholder,
        checkbox,
        text_box,
        picture,
        numbered,
        xml,
    };
    struct Run {
        Kind kind;
        std::string text, extra;
        std::vector<DocxParagraph> box;
        std::vector<DocxPicture> pictures;
        Run(Kind k, std::string t, std::string e = "")
            : kind(k), text(std::move(t)), extra(std::move(e)) {}
    };
    std::vector<Run> runs;

private:
    DocxParagraph& add(Run run) {
        runs.push_back(std::move(run));
        return *this;
    }
};

/// A table cell. In a row stand only cells that begin there: what a cell above covers is left out,
/// as in HTML.
///
///   DocxCell("照片").tall(4)      DocxCell("累计志愿").line("服务时长").wide(2)
class DocxCell {
public:
    DocxCell(const char* text = "") : paragraphs{DocxParagraph(text)} {}
    DocxCell(std::string text) : paragraphs{DocxParagraph(std::move(text))} {}
    DocxCell(DocxParagraph paragraph) : paragraphs{std::move(paragraph)} {}
    DocxCell(const std::vector<std::string>& lines, int columns_wide = 1, int rows_tall = 1)
        : paragraphs(lines.begin(), lines.end()), columns(columns_wide), rows(rows_tall) {}

    DocxCell& line(DocxParagraph paragraph) {
        paragraphs.push_back(std::move(paragraph));
        return *this;
    }
    DocxCell& wide(int count) { return columns = count, *this; }
    DocxCell& tall(int count) { return rows = count, *this; }
    DocxCell& picture(DocxPicture picture) {
        return line(DocxParagraph().picture(std::move(picture)));
    }
    DocxCell& nested(std::vector<std::vector<DocxCell>> table);
    DocxCell& vertical() { return vertical_text = true, *this; }  ///< w:textDirection
    DocxCell& merged_old_way() {
        return horizontal_merge = true, *this;
    }  ///< w:hMerge, not gridSpan

    std::vector<DocxParagraph> paragraphs;
    int columns = 1, rows = 1;
    bool vertical_text = false, horizontal_merge = false;
    std::vector<std::vector<std::vector<DocxCell>>> tables;  ///< after the paragraphs
};

using DocxRow = std::vector<DocxCell>;

/// A Word file for a test, block by block.
///
///   DocxBuilder().paragraph("优秀科技志愿者典型事迹推荐表").table({{"姓名", "张三"}, {"性别",
///   "男"}}).bytes()
class DocxBuilder {
public:
    DocxBuilder& paragraph(DocxParagraph paragraph);
    DocxBuilder& table(std::vector<DocxRow> rows);
    DocxBuilder& picture(DocxPicture picture);  ///< in a paragraph of its own
    DocxBuilder& text_box(std::vector<DocxParagraph> paragraphs);
    DocxBuilder& content_control(
        std::vector<DocxParagraph> paragraphs);  ///< w:sdt around whole paragraphs
    DocxBuilder& xml(std::string raw);           ///< children of w:body as they are

    /// Changes the value of a cell (the one right of the cell whose text, blanks aside, is `label`)
    /// or of a paragraph "label：…". Throws where no such label stands.
    DocxBuilder& fill(const std::string& label, DocxCell value);

    DocxBuilder&
    wps();  ///< as WPS writes: directories in the zip, its own namespace, pictures stored
    DocxBuilder& strict();                        ///< the namespaces of ISO 29500 strict
    DocxBuilder& macros();                        ///< a vbaProject part
    DocxBuilder& ole_object();                    ///< an embedded program
    DocxBuilder& remote_template();               ///< attachedTemplate at an address outside
    DocxBuilder& main_part(std::string name);     ///< default "word/document.xml"
    DocxBuilder& prefix(std::string xml_prefix);  ///< instead of `w`
    DocxBuilder& bom();                           ///< UTF-8 BOM before the main part
    DocxBuilder& part(std::string name,
                      std::string bytes);         ///< a further part, or another text for one
    DocxBuilder& without(std::string part_name);  ///< leave a part out

    std::string document_xml() const;
    std::string bytes() const;

private:
    struct Piece {
        enum class Kind { paragraph, table, control, xml } kind;
        std::vector<DocxParagraph> paragraphs;
        std::vector<DocxRow> rows;
        std::string raw;
    };
    std::vector<Piece> pieces_;
    std::vector<std::pair<std::string, std::string>> parts_;
    std::vector<std::string> left_out_;
    std::string main_part_ = "word/document.xml", prefix_ = "w";
    bool wps_ = false, strict_ = false, macros_ = false, ole_ = false, remote_template_ = false;
    bool bom_ = false;
    friend class DocxWriter;
    friend class DocBuilder;  // these take the paragraphs and tables over
    friend class RtfBuilder;
};

}  // namespace shoujian

#include "tests/build/docx_builder.hpp"

#include "parsers/base/text.hpp"
#include "tests/build/zip_builder.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace shoujian {
namespace {

using Kind = DocxParagraph::Kind;

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

std::string run(const std::string& content, const std::string& properties = "") {
    return "<w:r>" + (properties.empty() ? "" : "<w:rPr>" + properties + "</w:rPr>") + content
           + "</w:r>";
}

/// Text with \n and \t as the elements that stand for them.
std::string run_text(const std::string& text, const std::string& element = "w:t") {
    std::string out;
    std::string piece;
    const auto flush = [&] {
        if (!piece.empty())
            out +=
                "<" + element + " xml:space=\"preserve\">" + escaped(piece) + "</" + element + ">";
        piece.clear();
    };
    for (const char c : text) {
        if (c != '\n' && c != '\t') {
            piece += c;
            continue;
        }
        flush();
        out += c == '\n' ? "<w:br/>" : "<w:tab/>";
    }
    flush();
    return out;
}

std::string change(const char* element, const std::string& runs) {
    return std::string("<w:") + element
           + " w:id=\"7\" w:author=\"审核\" w:date=\"2020-05-01T00:00:00Z\">" + runs
           + "</w:" + element + ">";
}

std::string field_char(const char* type) {
    return run(std::string("<w:fldChar w:fldCharType=\"") + type + "\"/>");
}

std::string plain_text(const DocxParagraph& paragraph) {
    std::string out;
    for (const DocxParagraph::Run& r : paragraph.runs)
        if (r.kind == Kind::text) out += r.text;
    return out;
}

std::string plain_text(const DocxCell& cell) {
    std::string out;
    for (const DocxParagraph& p : cell.paragraphs) out += plain_text(p);
    return out;
}

constexpr const char* transitional[][2] = {
    {"w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
    {"r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
    {"wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"},
    {"a", "http://schemas.openxmlformats.org/drawingml/2006/main"},
    {"pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"},
    {"mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"},
    {"wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"},
    {"w14", "http://schemas.microsoft.com/office/word/2010/wordml"},
    {"v", "urn:schemas-microsoft-com:vml"},
    {"o", "urn:schemas-microsoft-com:office:office"},
};

constexpr const char* strict_names[][2] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
     "http://purl.oclc.org/ooxml/wordprocessingml/main"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     "http://purl.oclc.org/ooxml/officeDocument/relationships"},
    {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
     "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"},
    {"http://schemas.openxmlformats.org/drawingml/2006/main",
     "http://purl.oclc.org/ooxml/drawingml/main"},
    {"http://schemas.openxmlformats.org/drawingml/2006/picture",
     "http://purl.oclc.org/ooxml/drawingml/picture"},
};

const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

}  // namespace

DocxParagraph& DocxParagraph::text_box(std::vector<DocxParagraph> paragraphs) {
    Run box{Kind::text_box, ""};
    box.box = std::move(paragraphs);
    return add(std::move(box));
}

DocxParagraph& DocxParagraph::picture(DocxPicture picture) {
    Run holder{Kind::picture, ""};
    holder.pictures.push_back(std::move(picture));
    return add(std::move(holder));
}

DocxCell& DocxCell::nested(std::vector<std::vector<DocxCell>> table) {
    tables.push_back(std::move(table));
    return *this;
}

/// Writes the parts of one file; knows which relationships the main part needs.
class DocxWriter {
public:
    explicit DocxWriter(const DocxBuilder& builder) : builder_(builder) {}

    std::string document();
    std::string package();

private:
    std::string paragraph(const DocxParagraph& p);
    std::string run_of(const DocxParagraph::Run& r);
    std::string paragraphs(const std::vector<DocxParagraph>& list);
    std::string table(const std::vector<DocxRow>& rows);
    std::string cell(const DocxCell& c, const std::string& properties);
    std::string picture(const DocxPicture& p);
    std::string drawing(const DocxPicture& p, const std::string& id) const;
    std::string text_box(const std::vector<DocxParagraph>& box);
    std::string relate(const std::string& type, const std::string& target, bool external = false);
    void styled(std::string& xml) const;
    std::string relationships() const;

    const DocxBuilder& builder_;
    std::string relations_;
    int next_id_ = 1;
    std::map<std::string, std::string> media_;  // part name → bytes
    std::map<std::string, std::string> media_ids_;
};

std::string DocxWriter::relate(const std::string& type, const std::string& target, bool external) {
    const std::string id = "rId" + std::to_string(next_id_++);
    relations_ += "<Relationship Id=\"" + id + "\" Type=\""
                  + (type.starts_with("http") ? type : office + type) + "\" Target=\""
                  + escaped(target) + "\"" + (external ? " TargetMode=\"External\"" : "") + "/>";
    return id;
}

std::string DocxWriter::drawing(const DocxPicture& p, const std::string& id) const {
    const std::string number = std::to_string(next_id_);
    const std::string blip = std::string(p.external ? "r:link" : "r:embed") + "=\"" + id + "\"";
    const std::string graphic =
        "<wp:extent cx=\"1440000\" cy=\"1800000\"/><wp:docPr id=\"" + number + "\" name=\"图片 " +
        number +
        "\"/><a:graphic><a:graphicData "
        "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>"
        "<pic:cNvPr id=\"" +
        number + "\" name=\"" + escaped(p.name) +
        "\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip " + blip + "/>" +
        (p.cropped ? "<a:srcRect l=\"12000\" b=\"8000\"/>" : "<a:srcRect/>") +
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/></pic:pic></a:graphicData>"
        "</a:graphic>";
    const std::string kind = p.anchored ? "wp:anchor" : "wp:inline";
    return "<w:drawing><" + kind + ">" + graphic + "</" + kind + "></w:drawing>";
}

std::string DocxWriter::picture(const DocxPicture& p) {
    std::string& id = media_ids_[p.name];
    if (id.empty()) {
        id = p.external ? relate("image", "https://example.com/" + p.name, true)
                        : relate("image", "media/" + p.name);
        if (!p.external) media_["word/media/" + p.name] = p.bytes;
    }
    if (!p.vml) return run(drawing(p, id));
    return run("<w:pict><v:shape style=\"width:100pt;height:120pt\"><v:imagedata r:id=\"" + id
               + "\"" + (p.cropped ? " croptop=\"6554f\"" : "") + "/></v:shape></w:pict>");
}

std::string DocxWriter::text_box(const std::vector<DocxParagraph>& box) {
    const std::string inside = "<w:txbxContent>" + paragraphs(box) + "</w:txbxContent>";
    return run(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic>"
        "<a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">"
        "<wps:wsp><wps:txbx>" +
        inside +
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:shape><v:textbox>" +
        inside + "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>");
}

std::string DocxWriter::run_of(const DocxParagraph::Run& r) {
    const std::string text = run_text(r.text);
    const std::string fonts = "<w:rFonts w:ascii=\"" + r.extra + "\" w:hAnsi=\"" + r.extra + "\"/>";
    switch (r.kind) {
        case Kind::text:
            return run(text, "<w:rFonts w:hint=\"eastAsia\"/>");
        case Kind::underlined:
            return run(text, "<w:u w:val=\"single\"/>");
        case Kind::hidden:
            return run(text, "<w:vanish/>");
        case Kind::deleted:
            return change("del", run(run_text(r.text, "w:delText")));
        case Kind::inserted:
            return change("ins", run(text));
        case Kind::moved_away:
            return change("moveFrom", run(text));
        case Kind::moved_here:
            return change("moveTo", run(text));
        case Kind::hyperlink:
            return "<w:hyperlink w:anchor=\"x\">" + run(text) + "</w:hyperlink>";
        case Kind::smart_tag:
            return "<w:smartTag w:uri=\"urn:x\" w:element=\"x\">" + run(text) + "</w:smartTag>";
        case Kind::field:
            return field_char("begin")
                   + run("<w:instrText xml:space=\"preserve\">" + escaped(r.extra)
                         + "</w:instrText>")
                   + field_char("separate") + run(text) + field_char("end");
        case Kind::simple_field:
            return "<w:fldSimple w:instr=\"" + escaped(r.extra) + "\">" + run(text)
                   + "</w:fldSimple>";
        case Kind::symbol:
            return run("<w:sym w:font=\"" + r.extra + "\" w:char=\"" + r.text + "\"/>");
        case Kind::in_font:
            return run(text, fonts);
        case Kind::content_control:
            return "<w:sdt><w:sdtPr><w:alias w:val=\"栏\"/></w:sdtPr><w:sdtContent>" + run(text)
                   + "</w:sdtContent></w:sdt>";
        case Kind::placeholder:
            return "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>"
                   + run(text, "<w:rStyle w:val=\"PlaceholderText\"/>") + "</w:sdtContent></w:sdt>";
        case Kind::checkbox:
            return "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"" + r.extra
                   + "\"/></w14:checkbox></w:sdtPr><w:sdtContent>" + run(text)
                   + "</w:sdtContent></w:sdt>";
        case Kind::text_box:
            return text_box(r.box);
        case Kind::picture:
            return picture(r.pictures.front());
        case Kind::numbered:
            return "";
        case Kind::xml:
            return r.text;
    }
    return "";
}

std::string DocxWriter::paragraph(const DocxParagraph& p) {
    std::string out = "<w:p>";
    const bool numbered = std::ranges::any_of(
        p.runs, [](const DocxParagraph::Run& r) { return r.kind == Kind::numbered; });
    if (numbered)
        out += "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    for (const DocxParagraph::Run& r : p.runs) out += run_of(r);
    return out + "</w:p>";
}

std::string DocxWriter::paragraphs(const std::vector<DocxParagraph>& list) {
    std::string out;
    for (const DocxParagraph& p : list) out += paragraph(p);
    return out;
}

std::string DocxWriter::cell(const DocxCell& c, const std::string& properties) {
    std::string out = "<w:tc><w:tcPr><w:tcW w:w=\"1000\" w:type=\"dxa\"/>" + properties;
    if (c.vertical_text) out += "<w:textDirection w:val=\"tbRlV\"/>";
    out += "</w:tcPr>" + paragraphs(c.paragraphs);
    for (const std::vector<DocxRow>& inner : c.tables) out += table(inner) + "<w:p/>";
    return out + "</w:tc>";
}

std::string DocxWriter::table(const std::vector<DocxRow>& rows) {
    struct Open {  // a cell of a row above that reaches down here
        int rows_left = 0, columns = 1;
    };
    std::map<int, Open> open;
    std::string body;
    int widest = 0;
    for (const DocxRow& row : rows) {
        body += "<w:tr>";
        std::size_t next = 0;
        int column = 0;
        for (;;) {
            if (const auto covered = open.find(column);
                covered != open.end() && covered->second.rows_left > 0) {
                --covered->second.rows_left;
                const int columns = covered->second.columns;
                body += cell(DocxCell(""),
                             "<w:gridSpan w:val=\"" + std::to_string(columns) + "\"/><w:vMerge/>");
                column += columns;
                continue;
            }
            if (next == row.size()) {
                const bool more = std::ranges::any_of(open, [&](const auto& entry) {
                    return entry.first > column && entry.second.rows_left > 0;
                });
                if (!more) break;
                body += cell(DocxCell(""), "");
                ++column;
                continue;
            }
            const DocxCell& c = row[next++];
            open.erase(column);
            if (c.rows > 1) open[column] = {c.rows - 1, c.columns};
            const std::string vertical = c.rows > 1 ? "<w:vMerge w:val=\"restart\"/>" : "";
            if (c.horizontal_merge) {
                body += cell(c, "<w:hMerge w:val=\"restart\"/>" + vertical);
                for (int i = 1; i < c.columns; ++i) body += cell(DocxCell(""), "<w:hMerge/>");
            } else {
                body += cell(
                    c, (c.columns > 1 ? "<w:gridSpan w:val=\"" + std::to_string(c.columns) + "\"/>"
                                      : "")
                           + vertical);
            }
            column += c.columns;
        }
        widest = std::max(widest, column);
        body += "</w:tr>";
    }
    std::string grid;
    for (int i = 0; i < widest; ++i) grid += "<w:gridCol w:w=\"1000\"/>";
    return "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/><w:tblBorders>"
           "<w:top w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" w:sz=\"4\"/>"
           "<w:bottom w:val=\"single\" w:sz=\"4\"/><w:right w:val=\"single\" w:sz=\"4\"/>"
           "<w:insideH w:val=\"single\" w:sz=\"4\"/><w:insideV w:val=\"single\" w:sz=\"4\"/>"
           "</w:tblBorders></w:tblPr><w:tblGrid>"
           + grid + "</w:tblGrid>" + body + "</w:tbl>";
}

void DocxWriter::styled(std::string& xml) const {
    if (builder_.strict_)
        for (const auto& [from, to] : strict_names) replace_all(xml, from, to);
    if (builder_.prefix_ == "w") return;
    const std::string& prefix = builder_.prefix_;
    replace_all(xml, "<w:", "<" + prefix + ":");
    replace_all(xml, "</w:", "</" + prefix + ":");
    replace_all(xml, " w:", " " + prefix + ":");
    replace_all(xml, "xmlns:w=", "xmlns:" + prefix + "=");
}

std::string DocxWriter::document() {
    using PieceKind = DocxBuilder::Piece::Kind;
    std::string body;
    for (const DocxBuilder::Piece& piece : builder_.pieces_) {
        switch (piece.kind) {
            case PieceKind::paragraph:
                body += paragraphs(piece.paragraphs);
                break;
            case PieceKind::table:
                body += table(piece.rows);
                break;
            case PieceKind::control:
                body += "<w:sdt><w:sdtPr/><w:sdtContent>" + paragraphs(piece.paragraphs)
                        + "</w:sdtContent></w:sdt>";
                break;
            case PieceKind::xml:
                body += piece.raw;
                break;
        }
    }
    if (builder_.ole_)
        body += "<w:p>"
                + run("<w:object><o:OLEObject Type=\"Embed\" ProgID=\"Package\" r:id=\""
                      + relate("oleObject", "embeddings/oleObject1.bin") + "\"/></w:object>")
                + "</w:p>";
    if (builder_.macros_)
        relate("http://schemas.microsoft.com/office/2006/relationships/vbaProject",
               "vbaProject.bin");
    std::string root = "<w:document";
    for (const auto& [name, uri] : transitional)
        root += std::string(" xmlns:") + name + "=\"" + uri + "\"";
    if (builder_.wps_)
        root += " xmlns:wpsCustomData=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\"";
    if (builder_.strict_) root += " w:conformance=\"strict\"";
    std::string xml =
        root + "><w:body>" + body
        + "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>";
    styled(xml);
    return (builder_.bom_ ? "\xEF\xBB\xBF" : "")
           + ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml);
}

std::string DocxWriter::relationships() const {
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships "
        "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + relations_ + "</Relationships>";
    return xml;
}

std::string DocxWriter::package() {
    const std::string body = document();
    const std::string& main = builder_.main_part_;
    const std::size_t slash = main.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : main.substr(0, slash + 1);
    const std::string leaf = main.substr(folder.size());

    std::vector<std::pair<std::string, std::string>> parts;
    const auto put = [&](const std::string& name, const std::string& bytes) {
        const auto same =
            std::ranges::find(parts, name, &std::pair<std::string, std::string>::first);
        if (same != parts.end())
            same->second = bytes;
        else
            parts.emplace_back(name, bytes);
    };
    std::string root_relations = relationships();
    put("[Content_Types].xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types "
        "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
        "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"jpeg\" "
        "ContentType=\"image/jpeg\"/><Default Extension=\"jpg\" ContentType=\"image/jpeg\"/><Default "
        "Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"bin\" "
        "ContentType=\"application/octet-stream\"/><Override PartName=\"/" +
            main +
            "\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document."
            "main+xml\"/></Types>");
    std::string rels =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships "
        "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
        "Id=\"rId1\" Type=\""
        + office + "officeDocument\" Target=\"" + main + "\"/></Relationships>";
    styled(rels);
    put("_rels/.rels", rels);
    put(main, body);
    styled(root_relations);
    put(folder + "_rels/" + leaf + ".rels", root_relations);
    if (builder_.remote_template_) {
        put(folder + "settings.xml",
            "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
            "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            "<w:attachedTemplate r:id=\"rId1\"/></w:settings>");
        put(folder + "_rels/settings.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            "<Relationship Id=\"rId1\" Type=\"" +
                office +
                "attachedTemplate\" Target=\"http://example.com/evil.dotm\" "
                "TargetMode=\"External\"/></Relationships>");
    }
    if (builder_.macros_) put(folder + "vbaProject.bin", std::string("\xD0\xCF\x11\xE0", 4));
    if (builder_.ole_)
        put(folder + "embeddings/oleObject1.bin", std::string("\xD0\xCF\x11\xE0", 4));
    for (const auto& [name, bytes] : media_) put(name, bytes);
    for (const auto& [name, bytes] : builder_.parts_) put(name, bytes);

    ZipBuilder zip;
    if (builder_.wps_)
        for (const char* name : {"_rels/", "docProps/", "word/", "word/_rels/", "word/media/"})
            zip.directory(name);
    for (const auto& [name, bytes] : parts) {
        if (std::ranges::count(builder_.left_out_, name) > 0) continue;
        if (builder_.wps_ && media_.contains(name))
            zip.stored(name, bytes);
        else
            zip.add(name, bytes);
    }
    return zip.bytes();
}

DocxBuilder& DocxBuilder::paragraph(DocxParagraph paragraph) {
    pieces_.push_back({Piece::Kind::paragraph, {std::move(paragraph)}, {}, {}});
    return *this;
}

DocxBuilder& DocxBuilder::table(std::vector<DocxRow> rows) {
    pieces_.push_back({Piece::Kind::table, {}, std::move(rows), {}});
    return *this;
}

DocxBuilder& DocxBuilder::picture(DocxPicture picture) {
    return paragraph(DocxParagraph().picture(std::move(picture)));
}

DocxBuilder& DocxBuilder::text_box(std::vector<DocxParagraph> paragraphs) {
    return paragraph(DocxParagraph().text_box(std::move(paragraphs)));
}

DocxBuilder& DocxBuilder::content_control(std::vector<DocxParagraph> paragraphs) {
    pieces_.push_back({Piece::Kind::control, std::move(paragraphs), {}, {}});
    return *this;
}

DocxBuilder& DocxBuilder::xml(std::string raw) {
    pieces_.push_back({Piece::Kind::xml, {}, {}, std::move(raw)});
    return *this;
}

DocxBuilder& DocxBuilder::fill(const std::string& label, DocxCell value) {
    const std::string key = without_blanks(label);
    for (Piece& piece : pieces_) {
        for (DocxRow& row : piece.rows)
            for (std::size_t i = 0; i + 1 < row.size(); ++i) {
                if (without_blanks(plain_text(row[i])) != key) continue;
                value.columns = row[i + 1].columns;
                value.rows = row[i + 1].rows;
                row[i + 1] = std::move(value);
                return *this;
            }
        for (DocxParagraph& p : piece.paragraphs) {
            const std::string text = without_blanks(plain_text(p));
            if (!text.starts_with(key + "：") && !text.starts_with(key + ":")) continue;
            p = DocxParagraph(label + "：" + plain_text(value));
            return *this;
        }
    }
    throw std::runtime_error("no label to fill: " + label);
}

DocxBuilder& DocxBuilder::wps() {
    return wps_ = true, *this;
}
DocxBuilder& DocxBuilder::strict() {
    return strict_ = true, *this;
}
DocxBuilder& DocxBuilder::macros() {
    return macros_ = true, *this;
}
DocxBuilder& DocxBuilder::ole_object() {
    return ole_ = true, *this;
}
DocxBuilder& DocxBuilder::remote_template() {
    return remote_template_ = true, *this;
}
DocxBuilder& DocxBuilder::bom() {
    return bom_ = true, *this;
}

DocxBuilder& DocxBuilder::main_part(std::string name) {
    return main_part_ = std::move(name), *this;
}

DocxBuilder& DocxBuilder::prefix(std::string xml_prefix) {
    return prefix_ = std::move(xml_prefix), *this;
}

DocxBuilder& DocxBuilder::part(std::string name, std::string bytes) {
    parts_.emplace_back(std::move(name), std::move(bytes));
    return *this;
}

DocxBuilder& DocxBuilder::without(std::string part_name) {
    left_out_.push_back(std::move(part_name));
    return *this;
}

std::string DocxBuilder::document_xml() const {
    return DocxWriter(*this).document();
}
std::string DocxBuilder::bytes() const {
    return DocxWriter(*this).package();
}

}  // namespace shoujian

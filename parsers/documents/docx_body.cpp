#include "parsers/documents/docx_body.hpp"

#include "parsers/base/text.hpp"
#include "parsers/documents/equation_field.hpp"
#include "parsers/documents/symbols.hpp"
#include "parsers/documents/table_grid.hpp"
#include "parsers/documents/xml_tree.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>

namespace shoujian {
namespace {

constexpr int deepest = 256;  ///< calls within calls: an element takes one or two
constexpr std::ptrdiff_t most_tags = 4'000'000;

int number(pugi::xml_node property, int otherwise) {
    const std::string_view value = attribute(property, "val");
    int out = otherwise;
    std::from_chars(value.data(), value.data() + value.size(), out);
    return std::clamp(out, 0, TableGrid::widest);
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

/// Of alternatives (part 3, 10.2) the first choice; the fallback says the same once more.
pugi::xml_node chosen(pugi::xml_node alternatives) {
    const pugi::xml_node choice = child(alternatives, "Choice");
    return choice ? choice : child(alternatives, "Fallback");
}

/// A paragraph while its runs are read.
struct Line {
    Paragraph paragraph;
    std::vector<Block> boxes;
    int instructions = 0;     ///< fields begun whose result has not: their text is no text
    std::string instruction;  ///< of the outermost of them
    bool hidden = false;      ///< by the paragraph's style
};

/// One level further in, as long as it lives; false where it would be too far.
class Descent {
public:
    Descent(int& depth, bool& too_deep) : depth_(depth), fits_(++depth <= deepest) {
        too_deep = too_deep || !fits_;
    }
    ~Descent() { --depth_; }
    Descent(const Descent&) = delete;
    Descent& operator=(const Descent&) = delete;
    explicit operator bool() const { return fits_; }

private:
    int& depth_;
    bool fits_;
};

class BodyReader {
public:
    BodyReader(const std::set<std::string>& hidden_styles,
               const PlacePicture& place,
               DocxBody& body)
        : hidden_styles_(hidden_styles), place_(place), body_(body) {}

    void read_blocks(pugi::xml_node parent, bool blank, std::vector<Block>& out);
    bool too_deep() const { return too_deep_; }

private:
    void read_paragraph(pugi::xml_node node, bool blank, std::vector<Block>& out);
    void read_inline(pugi::xml_node parent, Line& line);
    void read_control(pugi::xml_node node, Line& line);
    void read_run(pugi::xml_node node, Line& line);
    void read_run_children(pugi::xml_node node, std::string_view font, bool hidden, Line& line);
    void read_field_mark(pugi::xml_node node, Line& line);
    void read_graphic(pugi::xml_node parent, Line& line);
    void read_box(pugi::xml_node node, Line& line);
    void add_picture(std::string_view relation, bool cropped, Line& line);

    struct Grid;
    void read_table(pugi::xml_node node, std::vector<Block>& out);
    void read_rows(pugi::xml_node parent, Grid& grid);
    void read_row(pugi::xml_node node, Grid& grid);
    void read_cells(pugi::xml_node parent, bool blank, Grid& grid);
    void read_cell(pugi::xml_node node, bool blank, Grid& grid);
    bool is_hidden(pugi::xml_node properties, bool otherwise) const;
    bool skips_change(std::string_view name);

    const std::set<std::string>& hidden_styles_;
    const PlacePicture& place_;
    DocxBody& body_;
    int depth_ = 0;
    bool too_deep_ = false;
};

/// What a tracked change took away; what it brought is read on.
bool BodyReader::skips_change(std::string_view name) {
    if (is_one_of(name, {"ins", "moveTo", "del", "moveFrom"})) body_.tracked = true;
    return is_one_of(name, {"del", "moveFrom"});
}

bool shows_placeholder(pugi::xml_node control) {
    return is_on(child(child(control, "sdtPr"), "showingPlcHdr"));
}

void BodyReader::read_blocks(pugi::xml_node parent, bool blank, std::vector<Block>& out) {
    const Descent descent(depth_, too_deep_);
    if (!descent) return;
    for (const pugi::xml_node node : parent.children()) {
        const std::string_view name = name_of(node);
        if (name == "p")
            read_paragraph(node, blank, out);
        else if (name == "tbl")
            read_table(node, out);
        else if (name == "sdt")
            read_blocks(child(node, "sdtContent"), blank || shows_placeholder(node), out);
        else if (name == "AlternateContent")
            read_blocks(chosen(node), blank, out);
        else if (!skips_change(name)
                 && is_one_of(name,
                              {"ins", "moveTo", "customXml", "smartTag", "sect", "sub-section"}))
            read_blocks(node, blank, out);
    }
}

void BodyReader::read_paragraph(pugi::xml_node node, bool blank, std::vector<Block>& out) {
    Line line;
    const pugi::xml_node style = child(child(node, "pPr"), "pStyle");
    line.hidden = hidden_styles_.contains(std::string(attribute(style, "val")));
    if (!blank) read_inline(node, line);
    line.paragraph.text = clean_utf8(line.paragraph.text);
    out.emplace_back(std::move(line.paragraph));
    std::ranges::move(line.boxes, std::back_inserter(out));
}

void BodyReader::read_inline(pugi::xml_node parent, Line& line) {
    const Descent descent(depth_, too_deep_);
    if (!descent) return;
    for (const pugi::xml_node node : parent.children()) {
        const std::string_view name = name_of(node);
        if (name == "r")
            read_run(node, line);
        else if (name == "sdt")
            read_control(node, line);
        else if (name == "AlternateContent")
            read_inline(chosen(node), line);
        else if (!skips_change(name)
                 && !is_one_of(name, {"pPr", "rPr", "sdtPr", "smartTagPr", "customXmlPr"}))
            read_inline(node, line);
    }
}

void BodyReader::read_control(pugi::xml_node node, Line& line) {
    const pugi::xml_node properties = child(node, "sdtPr");
    if (const pugi::xml_node box = child(properties, "checkbox")) {
        line.paragraph.text += is_on(child(box, "checked")) ? "☑" : "□";
        return;
    }
    if (!shows_placeholder(node)) read_inline(child(node, "sdtContent"), line);
}

bool BodyReader::is_hidden(pugi::xml_node properties, bool otherwise) const {
    if (const pugi::xml_node vanish = child(properties, "vanish")) return is_on(vanish);
    const std::string style(attribute(child(properties, "rStyle"), "val"));
    return otherwise || hidden_styles_.contains(style);
}

void BodyReader::read_run(pugi::xml_node node, Line& line) {
    const pugi::xml_node properties = child(node, "rPr");
    const pugi::xml_node fonts = child(properties, "rFonts");
    std::string_view font = attribute(fonts, "ascii");
    if (font.empty()) font = attribute(fonts, "hAnsi");
    read_run_children(node, font, is_hidden(properties, line.hidden), line);
}

struct Written {
    std::string_view element, text;
};

constexpr Written written_as[] = {
    {"tab", "\t"}, {"ptab", "\t"}, {"br", "\n"}, {"cr", "\n"}, {"noBreakHyphen", "-"},
};

void BodyReader::read_run_children(pugi::xml_node node,
                                   std::string_view font,
                                   bool hidden,
                                   Line& line) {
    const Descent descent(depth_, too_deep_);
    if (!descent) return;
    const bool silent = hidden || line.instructions > 0;
    for (const pugi::xml_node part : node.children()) {
        const std::string_view name = name_of(part);
        const auto row = std::ranges::find(written_as, name, &Written::element);
        if (name == "fldChar") {
            read_field_mark(part, line);
        } else if (name == "AlternateContent") {
            read_run_children(chosen(part), font, hidden, line);
        } else if (name == "t" || name == "sym" || row != std::end(written_as)) {
            if (hidden && name == "t" && !trim(part.child_value()).empty())
                body_.hidden_text = true;
            if (hidden || line.instructions > 0) continue;
            if (name == "t")
                line.paragraph.text += symbols_as_text(part.text().get(), font);
            else if (name == "sym")
                line.paragraph.text += symbol_as_text(attribute(part, "char"));
            else
                line.paragraph.text += row->text;
        } else if (name == "ruby") {
            if (!silent) read_inline(child(part, "rubyBase"), line);
        } else if (is_one_of(name, {"drawing", "pict", "object"})) {
            if (!hidden) read_graphic(part, line);
        } else if (name == "instrText") {
            if (!hidden && line.instructions == 1) line.instruction += part.text().get();
        } else if (name == "delText" || name == "delInstrText") {
            body_.tracked = true;
        }
    }
}

/// Form fields of Word 97 keep a tick or a choice in their data, not in the text.
void BodyReader::read_field_mark(pugi::xml_node node, Line& line) {
    const std::string_view type = attribute(node, "fldCharType");
    if (type == "separate" || type == "end") {
        // An end without a result closes the instruction as well.
        const bool in_instruction = line.instructions > 0;
        const bool drawn = line.instructions == 1 && is_equation(line.instruction);
        if (drawn && type == "separate") return;
        if (drawn) line.paragraph.text += equation_text(line.instruction);
        if (in_instruction) --line.instructions;
        return;
    }
    if (type != "begin") return;
    const pugi::xml_node data = child(node, "ffData");
    if (const pugi::xml_node box = child(data, "checkBox")) {
        const pugi::xml_node checked = child(box, "checked");
        line.paragraph.text += is_on(checked ? checked : child(box, "default")) ? "☑" : "□";
    }
    if (const pugi::xml_node list = child(data, "ddList")) {
        int wanted = number(child(list, "result"), 0);
        for (const pugi::xml_node entry : list.children())
            if (name_of(entry) == "listEntry" && wanted-- == 0)
                line.paragraph.text += attribute(entry, "val");
    }
    if (++line.instructions == 1) line.instruction.clear();
}

void BodyReader::add_picture(std::string_view relation, bool cropped, Line& line) {
    if (relation.empty()) return;
    if (const auto index = place_(relation, cropped)) line.paragraph.images.push_back(*index);
}

bool hides_a_part(pugi::xml_node rectangle, std::initializer_list<std::string_view> sides) {
    return std::ranges::any_of(sides, [&](std::string_view side) {
        const std::string_view value = attribute(rectangle, side);
        return !value.empty() && value.find_first_of("123456789") != std::string_view::npos
               && value.front() != '-';
    });
}

/// A short answer in a box right behind its label stands where the reader of the page sees it.
void BodyReader::read_box(pugi::xml_node node, Line& line) {
    constexpr std::size_t longest_answer = 60;
    std::vector<Block> content;
    read_blocks(node, false, content);
    const auto* alone = content.size() == 1 ? std::get_if<Paragraph>(&content[0]) : nullptr;
    const std::string_view before = trim(line.paragraph.text);
    const bool asked = before.ends_with("：") || before.ends_with(':');
    if (alone && asked && alone->images.empty() && length(alone->text) <= longest_answer)
        line.paragraph.text += alone->text;
    else
        std::ranges::move(content, std::back_inserter(line.boxes));
}

void BodyReader::read_graphic(pugi::xml_node parent, Line& line) {
    const Descent descent(depth_, too_deep_);
    if (!descent) return;
    for (const pugi::xml_node node : parent.children()) {
        const std::string_view name = name_of(node);
        if (name == "txbxContent") {
            read_box(node, line);
        } else if (name == "AlternateContent") {
            read_graphic(chosen(node), line);
        } else if (name == "blip") {
            const pugi::xml_node crop = child(node.parent(), "srcRect");
            add_picture(attribute(node, "embed"), hides_a_part(crop, {"l", "t", "r", "b"}), line);
        } else if (name == "imagedata") {
            const bool cropped =
                hides_a_part(node, {"cropleft", "croptop", "cropright", "cropbottom"});
            std::string_view id = attribute(node, "id");
            if (id.empty()) id = attribute(node, "relid");
            add_picture(id.empty() ? attribute(node, "src") : id, cropped, line);
        } else {
            if (name == "OLEObject") body_.programs.emplace_back(attribute(node, "ProgID"));
            read_graphic(node, line);
        }
    }
}

/// A table while its rows are read.
struct BodyReader::Grid {
    TableGrid table;
    std::vector<Block> nested;
};

void BodyReader::read_table(pugi::xml_node node, std::vector<Block>& out) {
    Grid grid;
    read_rows(node, grid);
    out.emplace_back(grid.table.finish());
    std::ranges::move(grid.nested, std::back_inserter(out));
}

void BodyReader::read_rows(pugi::xml_node parent, Grid& grid) {
    const Descent descent(depth_, too_deep_);
    if (!descent) return;
    for (const pugi::xml_node node : parent.children()) {
        const std::string_view name = name_of(node);
        if (name == "tr")
            read_row(node, grid);
        else if (name == "sdt")
            read_rows(child(node, "sdtContent"), grid);
        else if (name == "AlternateContent")
            read_rows(chosen(node), grid);
        else if (!skips_change(name) && is_one_of(name, {"ins", "moveTo", "customXml"}))
            read_rows(node, grid);
    }
}

void BodyReader::read_row(pugi::xml_node node, Grid& grid) {
    const pugi::xml_node properties = child(node, "trPr");
    if (child(properties, "ins")) body_.tracked = true;
    if (child(properties, "del")) {
        body_.tracked = true;
        return;
    }
    if (is_on(child(properties, "hidden"))) {
        body_.hidden_text = true;
        return;
    }
    grid.table.begin_row(number(child(properties, "gridBefore"), 0));
    read_cells(node, false, grid);
}

void BodyReader::read_cells(pugi::xml_node parent, bool blank, Grid& grid) {
    const Descent descent(depth_, too_deep_);
    if (!descent) return;
    for (const pugi::xml_node node : parent.children()) {
        const std::string_view name = name_of(node);
        if (name == "tc")
            read_cell(node, blank, grid);
        else if (name == "sdt")
            read_cells(child(node, "sdtContent"), blank || shows_placeholder(node), grid);
        else if (name == "AlternateContent")
            read_cells(chosen(node), blank, grid);
        else if (!skips_change(name) && is_one_of(name, {"ins", "moveTo", "customXml"}))
            read_cells(node, blank, grid);
    }
}

/// Word 2003 wrote the marks in small letters.
pugi::xml_node merge_mark(pugi::xml_node properties, std::string_view now, std::string_view then) {
    const pugi::xml_node mark = child(properties, now);
    return mark ? mark : child(properties, then);
}

void BodyReader::read_cell(pugi::xml_node node, bool blank, Grid& grid) {
    const pugi::xml_node properties = child(node, "tcPr");
    const int span = std::max(1, number(child(properties, "gridSpan"), 1));
    const pugi::xml_node vertical = merge_mark(properties, "vMerge", "vmerge"),
                         horizontal = merge_mark(properties, "hMerge", "hmerge");
    const auto continues = [](pugi::xml_node merge) {
        return merge && attribute(merge, "val") != "restart";
    };
    Cell* cell = grid.table.add(span, {continues(horizontal), bool(vertical), continues(vertical)});
    if (!cell) return;
    std::vector<Block> content;
    read_blocks(node, blank, content);
    put_content(std::move(content), *cell, grid.nested);
}

/// The root itself; in a package written as one XML file (flat OPC) the root of its main part.
pugi::xml_node main_part_of(pugi::xml_node root) {
    if (name_of(root) != "package") return root;
    for (const pugi::xml_node part : root.children()) {
        const pugi::xml_node content = child(part, "xmlData").first_child();
        if (name_of(content) == "document" && child(content, "body")) return content;
    }
    return {};
}

}  // namespace

DocxBody read_docx_body(ByteSpan xml,
                        const std::set<std::string>& hidden_styles,
                        const PlacePicture& place) {
    DocxBody body;
    if (xml.size() > most_tags && std::ranges::count(as_text(xml), '<') > most_tags) {
        body.state = DocxBody::State::too_large;
        return body;
    }
    pugi::xml_document document;
    const unsigned flags = pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single;
    const pugi::xml_parse_result parsed = document.load_buffer(xml.data(), xml.size(), flags);
    // A document type can only be there to do harm: Word writes none.
    const bool doctype = std::ranges::any_of(
        document.children(), [](pugi::xml_node node) { return node.type() == pugi::node_doctype; });
    const pugi::xml_node story = child(main_part_of(document.document_element()), "body");
    if (!parsed || doctype || !story) return body;
    BodyReader reader(hidden_styles, place, body);
    reader.read_blocks(story, false, body.blocks);
    body.state = reader.too_deep() ? DocxBody::State::too_large : DocxBody::State::ok;
    return body;
}

}  // namespace shoujian

#include "parsers/documents/doc_body.hpp"

#include "parsers/base/text.hpp"
#include "parsers/documents/doc_boxes.hpp"
#include "parsers/documents/doc_plc.hpp"
#include "parsers/documents/doc_tables.hpp"
#include "parsers/documents/equation_field.hpp"
#include "parsers/documents/symbols.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::size_t most_paragraphs = 300'000, most_tables = 50'000;

namespace mark {
constexpr char16_t picture = 0x01, cell = 0x07, drawing = 0x08, line = 0x0B, page = 0x0C,
                   paragraph = 0x0D, column = 0x0E, field = 0x13, hyphen = 0x1E, symbol = 0x28;
}

/// A part of the text while it is read: the main one, or that of one text box.
struct Part {
    std::uint32_t first;  ///< position of its first character
    std::u16string text;
    std::vector<DocField> fields;
    std::size_t next_field = 0;    ///< the first that begins behind what was read
    std::size_t silent_until = 0;  ///< index behind the instruction that is being passed
};

/// A paragraph while it is read.
struct Line {
    Paragraph paragraph;
    std::u16string run;        ///< characters of one formatting, not yet in the paragraph
    std::vector<Block> boxes;  ///< what is anchored at it
};

class BodyReader {
public:
    BodyReader(const DocFile& doc, const PieceTable& pieces, DocPictures& pictures, DocBody& body)
        : doc_(doc),
          pieces_(pieces),
          properties_(doc, pieces),
          pictures_(pictures),
          boxes_(doc),
          body_(body) {}

    std::vector<Block> read(std::uint32_t first, std::uint32_t limit);
    std::vector<Block> read_rest_of_boxes();
    bool gave_up() const {
        return paragraphs_ > most_paragraphs || tables_ > most_tables || properties_.exhausted();
    }

private:
    std::size_t end_of_paragraph(const Part& part, std::size_t at) const;
    void read_paragraph(Part& part, std::size_t begin, std::size_t end, TableNesting& tables);
    void read_line(Part& part, std::size_t begin, std::size_t end, std::uint16_t style, Line& line);
    void read_run(Part& part,
                  std::size_t begin,
                  std::size_t end,
                  const CharacterProperties& properties,
                  Line& line);
    void read_character(Part& part,
                        std::size_t at,
                        const CharacterProperties& properties,
                        Line& line);
    void read_sign(const Part& part,
                   std::size_t at,
                   const CharacterProperties& properties,
                   Line& line);
    void pass_field_mark(Part& part, std::size_t at, Line& line);
    void read_form_field_at(const Part& part, std::uint32_t location, Line& line);
    void read_anchor(std::uint32_t cp, Line& line);
    void read_box(std::uint32_t shape, std::vector<Block>& out);
    void flush(const CharacterProperties& properties, Line& line) const;

    const DocFile& doc_;
    const PieceTable& pieces_;
    DocProperties properties_;
    DocPictures& pictures_;
    DocBoxes boxes_;
    DocBody& body_;
    std::size_t paragraphs_ = 0, tables_ = 0;
};

std::vector<Block> BodyReader::read(std::uint32_t first, std::uint32_t limit) {
    Part part{first, pieces_.text(first, limit), {}};
    part.fields = find_fields(part.text);
    for (const DocField& field : part.fields)
        body_.instructions.push_back(instruction_of(field, part.text));
    TableNesting tables;
    for (std::size_t begin = 0; begin < part.text.size() && !gave_up();) {
        const std::size_t end = end_of_paragraph(part, begin);
        const std::size_t before = tables.tables();
        read_paragraph(part, begin, end, tables);
        tables_ += tables.tables() - before;
        begin = end;
        ++paragraphs_;
    }
    return tables.finish();
}

/// Index behind the paragraph's mark. A 0x0C is the end of a section and of its last paragraph, or
/// only a break between pages.
std::size_t BodyReader::end_of_paragraph(const Part& part, std::size_t at) const {
    for (; at < part.text.size(); ++at) {
        const char16_t c = part.text[at];
        if (c == mark::paragraph || c == mark::cell) return at + 1;
        if (c == mark::page
            && properties_.ends_paragraph(part.first + static_cast<std::uint32_t>(at)))
            return at + 1;
    }
    return at;
}

bool is_mark(char16_t c) {
    return c == mark::paragraph || c == mark::cell || c == mark::page;
}

void BodyReader::read_paragraph(Part& part,
                                std::size_t begin,
                                std::size_t end,
                                TableNesting& tables) {
    const char16_t last = part.text[end - 1];
    const std::uint32_t cp = part.first + static_cast<std::uint32_t>(end - 1);
    const ParagraphProperties properties = properties_.paragraph(cp);
    if (properties.row_end && properties_.characters(cp, properties.style).properties.deleted) {
        body_.tracked = true;
        tables.drop_row(properties);
        return;
    }
    Line line;
    read_line(part, begin, is_mark(last) ? end - 1 : end, properties.style, line);
    line.paragraph.text = clean_utf8(line.paragraph.text);
    std::vector<Block> blocks;
    blocks.emplace_back(std::move(line.paragraph));
    std::ranges::move(line.boxes, std::back_inserter(blocks));
    tables.add(std::move(blocks), properties,
               last == mark::cell ? TableNesting::Mark::cell : TableNesting::Mark::paragraph);
}

void BodyReader::read_line(
    Part& part, std::size_t begin, std::size_t end, std::uint16_t style, Line& line) {
    while (begin < end) {
        const DocProperties::Run run =
            properties_.characters(part.first + static_cast<std::uint32_t>(begin), style);
        const std::size_t limit = std::min<std::size_t>(run.limit - part.first, end);
        read_run(part, begin, limit, run.properties, line);
        begin = limit;
    }
}

void BodyReader::read_run(Part& part,
                          std::size_t begin,
                          std::size_t end,
                          const CharacterProperties& properties,
                          Line& line) {
    if (properties.deleted || properties.inserted) body_.tracked = true;
    for (std::size_t at = begin; at < end; ++at) read_character(part, at, properties, line);
    flush(properties, line);
}

void BodyReader::flush(const CharacterProperties& properties, Line& line) const {
    if (line.run.empty()) return;
    line.paragraph.text +=
        symbols_as_text(to_utf8(line.run), properties_.font_name(properties.font));
    line.run.clear();
}

/// Passes the instruction of a field that begins here; what is in it is read only for its data.
void BodyReader::pass_field_mark(Part& part, std::size_t at, Line& line) {
    while (part.next_field < part.fields.size() && part.fields[part.next_field].begin <= at) {
        const DocField& field = part.fields[part.next_field++];
        if (field.begin != at) continue;
        const std::string instruction = instruction_of(field, part.text);
        const bool drawn = is_equation(instruction);
        if (drawn && at >= part.silent_until) line.paragraph.text += equation_text(instruction);
        part.silent_until = std::max(part.silent_until, drawn ? field.end : field.separator);
    }
}

void BodyReader::read_character(Part& part,
                                std::size_t at,
                                const CharacterProperties& properties,
                                Line& line) {
    const char16_t c = part.text[at];
    if (c == mark::field) flush(properties, line);
    pass_field_mark(part, at, line);
    if (properties.deleted) return;
    const bool silent = at < part.silent_until;
    if (properties.hidden) {
        if (!silent && c > 0x20 && !is_blank(c)) body_.hidden_text = true;
        return;
    }
    if (c == mark::picture && properties.data && properties.location) {
        flush(properties, line);
        return read_form_field_at(part, *properties.location, line);
    }
    if (silent) return;
    // sprmCSymbol makes it a symbol, with sprmCFSpec or without (WPS).
    if (c < 0x20 || (properties.symbol && c == mark::symbol))
        return read_sign(part, at, properties, line);
    line.run += c;
}

void BodyReader::read_sign(const Part& part,
                           std::size_t at,
                           const CharacterProperties& properties,
                           Line& line) {
    switch (part.text[at]) {
        case u'\t':
            line.run += u'\t';
            break;
        case mark::line:
        case mark::page:
        case mark::column:
            line.run += u'\n';
            break;
        case mark::hyphen:
            line.run += u'-';
            break;
        case mark::symbol:
            flush(properties, line);
            if (properties.symbol) line.paragraph.text += symbol_as_text(*properties.symbol);
            break;
        case mark::picture:
            if (!properties.special || properties.ole || !properties.location) break;
            if (const auto image = pictures_.place_inline(*properties.location))
                line.paragraph.images.push_back(*image);
            break;
        case mark::drawing:
            read_anchor(part.first + static_cast<std::uint32_t>(at), line);
            break;
        default:
            break;
    }
}

/// The data stand in the instruction; where the chosen entry stands as the result too, that is
/// read.
void BodyReader::read_form_field_at(const Part& part, std::uint32_t location, Line& line) {
    const auto form_field = read_form_field(doc_.data, location);
    if (!form_field || part.next_field == 0) return;
    const bool in_result =
        form_field->kind == FormField::Kind::list && part.fields[part.next_field - 1].has_result();
    if (!in_result) line.paragraph.text += form_field->shown;
}

void BodyReader::read_anchor(std::uint32_t cp, Line& line) {
    const auto anchor = boxes_.anchor_at(cp);
    const ArtDrawing* drawing = anchor ? pictures_.drawing(*anchor) : nullptr;
    if (!drawing) {
        if (anchor) read_box(*anchor, line.boxes);
        return;
    }
    for (const ArtShape& shape : drawing->shapes) {
        if (const auto image = pictures_.place_floating(shape))
            line.paragraph.images.push_back(*image);
        read_box(shape.id, line.boxes);
    }
}

void BodyReader::read_box(std::uint32_t shape, std::vector<Block>& out) {
    const auto box = boxes_.take(shape);
    if (box) std::ranges::move(read(box->first, box->limit), std::back_inserter(out));
}

std::vector<Block> BodyReader::read_rest_of_boxes() {
    std::vector<Block> out;
    while (const auto box = boxes_.take_any())
        std::ranges::move(read(box->first, box->limit), std::back_inserter(out));
    return out;
}

}  // namespace

DocBody read_doc_body(const DocFile& doc, const PieceTable& pieces, DocPictures& pictures) {
    DocBody body;
    BodyReader reader(doc, pieces, pictures, body);
    body.blocks = reader.read(0, std::min(doc.lengths.main, pieces.characters()));
    std::ranges::move(reader.read_rest_of_boxes(), std::back_inserter(body.blocks));
    if (reader.gave_up()) body.state = DocBody::State::too_large;
    return body;
}

}  // namespace shoujian

#include "tests/build/doc_content.hpp"

#include "parsers/base/text.hpp"
#include "tests/build/compound_builder.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace shoujian {
namespace {

using Kind = DocxParagraph::Kind;

constexpr std::size_t longest_papx = 400;  // what is longer lies in the Data stream
const std::string on("\1", 1), special = sprm(0x0855, "\1");

std::u16string units(const std::string& text) {
    std::u16string out;
    for (char32_t c : to_u32(text)) {
        if (c == U'\n') c = 0x0B;
        if (c >= 0x10000) {
            out += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        out += static_cast<char16_t>(c);
    }
    return out;
}

struct FieldType {
    std::string_view name;
    char code;
};
constexpr FieldType field_types[] = {
    {"DATE", 31},     {"PAGE", 33},         {"MACROBUTTON", 51},  {"EMBED", 58},
    {"FORMTEXT", 70}, {"FORMCHECKBOX", 71}, {"FORMDROPDOWN", 83}, {"HYPERLINK", 88},
};

char code_of(const std::string& instruction) {
    for (const FieldType& type : field_types)
        if (std::string(trim(instruction)).starts_with(type.name)) return type.code;
    return 1;
}

}  // namespace

void DocStory::put(const std::u16string& characters, const std::string& modifiers) {
    text += characters;
    if (!characters.empty()) runs.push_back({size(), modifiers, 0});
}

std::uint16_t DocContent::font(const std::string& name) {
    auto found = std::ranges::find(fonts, name);
    if (found == fonts.end()) found = fonts.insert(fonts.end(), name);
    return static_cast<std::uint16_t>(found - fonts.begin());
}

std::string DocContent::location(const std::string& bytes) {
    const std::string operand = le32(data.size());
    data += bytes;
    return special + sprm(0x6A03, operand);
}

void DocContent::end_paragraph(char16_t mark, const std::string& modifiers, std::uint16_t style) {
    story_->put(std::u16string(1, mark), "");
    std::string papx = modifiers;
    if (papx.size() > longest_papx) {
        papx = sprm(0x6646, le32(data.size()));
        data += le16(modifiers.size()) + modifiers;
    }
    story_->paragraphs.push_back({story_->size(), papx, style});
}

void DocContent::put_paragraph(const DocxParagraph& p,
                               char16_t mark,
                               const std::string& modifiers,
                               std::uint16_t style) {
    for (const DocxParagraph::Run& r : p.runs) put_run(r);
    end_paragraph(mark, modifiers, style);
}

void DocContent::put_field(const std::string& instruction,
                           const std::string& result,
                           const std::string& form_data) {
    const auto mark = [&](char16_t c, char type) {
        story_->fields.push_back({story_->size(), std::string{static_cast<char>(c), type}});
        story_->put(std::u16string(1, c), special);
    };
    mark(0x13, code_of(instruction));
    story_->put(units(" " + instruction + " "), "");
    if (!form_data.empty()) story_->put(u"\1", location(form_data) + sprm(0x0806, on));
    const bool separated = !instruction.starts_with("MACROBUTTON");
    if (separated) mark(0x14, '\xFF');
    story_->put(units(result), "");
    mark(0x15, separated ? '\x80' : '\0');
}

void DocContent::put_run(const DocxParagraph::Run& r) {
    switch (r.kind) {
        case Kind::text:
        case Kind::smart_tag:
        case Kind::content_control:
            return story_->put(units(r.text), "");
        case Kind::underlined:
            return story_->put(units(r.text), sprm(0x2A3E, on));
        case Kind::hidden:
            return story_->put(units(r.text), sprm(0x083C, on));
        case Kind::deleted:
        case Kind::moved_away:
            return story_->put(units(r.text), sprm(0x0800, on));
        case Kind::inserted:
        case Kind::moved_here:
            return story_->put(units(r.text), sprm(0x0801, on));
        case Kind::hyperlink:
            return put_field("HYPERLINK \"http://example.com/\"", r.text);
        case Kind::field:
        case Kind::simple_field:
            return put_field(r.extra, r.text);
        case Kind::symbol: {
            const auto code = std::stoul(r.text, nullptr, 16);
            return story_->put(u"(", special + sprm(0x6A09, le16(font(r.extra)) + le16(code)));
        }
        case Kind::in_font:
            return story_->put(units(r.text), sprm(0x4A4F, le16(font(r.extra))));
        case Kind::placeholder:
            return put_field("MACROBUTTON NoMacro " + r.text, "");
        case Kind::checkbox:
            return put_field("FORMCHECKBOX", "", checkbox_data(r.extra == "1"));
        case Kind::text_box:
            return put_text_box(r.box);
        case Kind::picture:
            return put_picture(r.pictures.front());
        case Kind::numbered:
            return;
        case Kind::xml:
            throw std::logic_error("a .doc has no XML");
    }
}

std::uint32_t DocContent::put_shape(std::uint32_t picture, std::uint32_t box, bool cropped) {
    const auto id = static_cast<std::uint32_t>(1025 + shapes.size());
    shapes.push_back({id, picture, box, cropped, false});
    anchors.push_back(story_->size());
    story_->put(u"\x08", special);
    return id;
}

void DocContent::put_picture(const DocxPicture& p) {
    if (p.external) return;
    if (!p.anchored || story_ == &boxes)
        return story_->put(u"\1", location(inline_picture(p.bytes, p.cropped)));
    auto found = std::ranges::find(pictures, p.bytes);
    if (found == pictures.end()) found = pictures.insert(pictures.end(), p.bytes);
    put_shape(static_cast<std::uint32_t>(found - pictures.begin()) + 1, 0, p.cropped);
}

void DocContent::put_text_box(const std::vector<DocxParagraph>& box) {
    put_shape(0, static_cast<std::uint32_t>(box_limits.size() + 1), false);
    DocStory* outer = std::exchange(story_, &boxes);
    for (const DocxParagraph& p : box) put_paragraph(p);
    box_limits.push_back(boxes.size());
    story_ = outer;
}

/// A cell where it stands in the grid; of one that a cell above covers, only the place.
struct DocContent::Placed {
    const DocxCell* cell = nullptr;
    int column = 0, columns = 1;
    std::uint16_t flags = 0;  ///< TCGRF
};

std::vector<std::vector<DocContent::Placed>> DocContent::place(const std::vector<DocxRow>& rows) {
    struct Open {
        int rows_left = 0, columns = 1;
    };
    std::map<int, Open> open;
    std::vector<std::vector<Placed>> out;
    for (const DocxRow& row : rows) {
        std::vector<Placed>& placed = out.emplace_back();
        std::size_t next = 0;
        for (int column = 0;;) {
            if (auto covered = open.find(column);
                covered != open.end() && covered->second.rows_left > 0) {
                --covered->second.rows_left;
                placed.push_back({nullptr, column, covered->second.columns, 0x20});
                column += covered->second.columns;
                continue;
            }
            const bool more = std::ranges::any_of(open, [&](const auto& entry) {
                return entry.first > column && entry.second.rows_left > 0;
            });
            if (next == row.size() && !more) break;
            if (next == row.size()) {
                placed.push_back({nullptr, column++, 1, 0});
                continue;
            }
            const DocxCell& c = row[next++];
            open.erase(column);
            if (c.rows > 1) open[column] = {c.rows - 1, c.columns};
            std::uint16_t flags = c.rows > 1 ? 0x60 : 0;
            if (c.vertical_text) flags |= 1 << 2;
            if (!c.horizontal_merge) {
                placed.push_back({&c, column, c.columns, flags});
            } else {
                placed.push_back({&c, column, 1, static_cast<std::uint16_t>(flags | 1)});
                for (int i = 1; i < c.columns; ++i) placed.push_back({nullptr, column + i, 1, 2});
            }
            column += c.columns;
        }
    }
    return out;
}

std::string in_table(unsigned depth) {
    return sprm(0x2416, on) + sprm(0x6649, le32(depth));
}

void DocContent::put_cell(const DocxCell& cell, unsigned depth) {
    const std::string inside = in_table(depth),
                      last = depth > 1 ? inside + sprm(0x244B, on) : inside;
    const char16_t mark = depth > 1 ? 0x0D : 0x07;
    for (std::size_t i = 0; i < cell.paragraphs.size(); ++i) {
        const bool ends = i + 1 == cell.paragraphs.size() && cell.tables.empty();
        put_paragraph(cell.paragraphs[i], ends ? mark : char16_t{0x0D}, ends ? last : inside);
    }
    for (const auto& rows : cell.tables) put_table(rows, depth + 1);
    if (!cell.tables.empty() || cell.paragraphs.empty()) end_paragraph(mark, last);
}

void DocContent::put_row(const std::vector<Placed>& row, int columns, unsigned depth, int shift) {
    const int width = std::min(1400, 8400 / std::max(columns, 1));
    std::vector<int> edges;
    std::vector<std::uint16_t> flags;
    for (const Placed& p : row) {
        edges.push_back(p.column * width - 108 + (p.column > 0 ? shift : 0));
        flags.push_back(p.flags);
        put_cell(p.cell ? *p.cell : DocxCell(""), depth);
    }
    edges.push_back(row.empty() ? 0 : (row.back().column + row.back().columns) * width - 108);
    std::string papx = in_table(depth);
    if (depth > 1)
        papx += sprm(0x244B, on) + sprm(0x244C, on);
    else
        papx += sprm(0x2417, on);
    end_paragraph(depth > 1 ? 0x0D : 0x07, papx + row_definition(edges, flags));
}

void DocContent::put_table(const std::vector<DocxRow>& rows, unsigned depth) {
    const auto placed = place(rows);
    int columns = 0;
    for (const auto& row : placed)
        if (!row.empty()) columns = std::max(columns, row.back().column + row.back().columns);
    int number = 0;
    for (const auto& row : placed) put_row(row, columns, depth, number++ % 2 == 0 ? 0 : jitter_);
}

void DocContent::finish() {
    if (boxes.text.empty()) return;
    story_ = &boxes;
    end_paragraph();
    end_paragraph();
}

}  // namespace shoujian

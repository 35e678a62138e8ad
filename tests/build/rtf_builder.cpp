#include "tests/build/rtf_builder.hpp"

#include <cstdint>
#include <stdexcept>

namespace shoujian {
namespace {

constexpr int column_twips = 2200;

/// Characters beyond ASCII by number, with a question mark for those that cannot read that (\uc1).
std::string escaped(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
        if (lead >= 0xF0) throw std::invalid_argument("beyond the basic plane");
        unsigned code = length == 1 ? lead : length == 2 ? lead & 0x1FU : lead & 0x0FU;
        for (std::size_t i = 1; i < length; ++i)
            code = code << 6 | (static_cast<unsigned char>(text.at(at + i)) & 0x3FU);
        at += length;
        if (code == '\n')
            out += "\\line ";
        else if (code == '{' || code == '}' || code == '\\')
            out += std::string("\\") + static_cast<char>(code);
        else if (code < 0x80)
            out += static_cast<char>(code);
        else
            out += "\\u" + std::to_string(static_cast<std::int16_t>(code)) + "?";
    }
    return out;
}

std::string picture(const DocxPicture& one) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out = "{\\pict\\jpegblip\\picwgoal3000\\pichgoal2250\n";
    for (const char c : one.bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4];
        out += digits[byte & 0xF];
    }
    return out + "}";
}

std::string runs_of(const DocxParagraph& paragraph) {
    std::string out;
    for (const DocxParagraph::Run& run : paragraph.runs) {
        if (run.kind != DocxParagraph::Kind::text && run.kind != DocxParagraph::Kind::picture)
            throw std::invalid_argument("RtfBuilder: not this kind of run");
        out += escaped(run.text);
        for (const DocxPicture& one : run.pictures) out += picture(one);
    }
    return out;
}

std::string row_of(const DocxRow& row) {
    std::string edges, cells;
    int right = 0;
    for (const DocxCell& cell : row) {
        if (cell.rows != 1 || !cell.tables.empty()) throw std::invalid_argument("RtfBuilder: cell");
        right += cell.columns * column_twips;
        edges += "\\cellx" + std::to_string(right);
        for (const DocxParagraph& paragraph : cell.paragraphs)
            cells += (&paragraph == &cell.paragraphs.front() ? "" : "\\par ") + runs_of(paragraph);
        cells += "\\cell ";
    }
    return "\\trowd\\trgaph108" + edges + "\n\\pard\\intbl " + cells + "\\row\n";
}

}  // namespace

RtfBuilder::RtfBuilder(const DocxBuilder& content) {
    for (const DocxBuilder::Piece& piece : content.pieces_) {
        for (const DocxParagraph& paragraph : piece.paragraphs)
            body_ += "\\pard " + runs_of(paragraph) + "\\par\n";
        for (const DocxRow& row : piece.rows) body_ += row_of(row);
    }
}

RtfBuilder& RtfBuilder::raw(std::string rtf) {
    body_ += rtf;
    return *this;
}

std::string RtfBuilder::bytes() const {
    return "{\\rtf1\\ansi\\ansicpg936\\uc1\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}\n"
           + body_ + "\\pard\\par}";
}

}  // namespace shoujian

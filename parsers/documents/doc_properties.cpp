#include "parsers/documents/doc_properties.hpp"

#include "parsers/documents/doc_sprm.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::size_t tc80_bytes = 20;
constexpr std::uint32_t deepest_table = 64;

/// A ToggleOperand (2.9.327): as the style has it, or the opposite, or plain.
bool toggled(std::uint8_t operand, bool in_style) {
    if (operand >= 0x80) return in_style != ((operand & 1) != 0);
    return operand != 0;
}

/// TCGRF (2.9.319)
CellMerge merge_of(std::uint16_t flags) {
    return {(flags & 3) >= 2, (flags & 0x20) != 0, (flags & 0x40) != 0};
}

/// TDefTableOperand (2.9.325): edges, then as many TC80 as were thought worth writing.
RowDefinition read_definition(const LittleEndian& operand) {
    RowDefinition row;
    const std::size_t cells = operand.u8(0);
    if (!operand.has(1, (cells + 1) * 2)) return row;
    for (std::size_t i = 0; i <= cells; ++i) row.edges.push_back(operand.i16(1 + i * 2));
    const std::size_t formats = 1 + (cells + 1) * 2;
    for (std::size_t i = 0; i < cells; ++i)
        row.cells.push_back(merge_of(operand.u16(formats + i * tc80_bytes)));
    return row;
}

void apply_to_row(const Sprm& sprm, RowDefinition& row) {
    const std::size_t first = sprm.operand.u8(0), second = sprm.operand.u8(1);
    const std::size_t limit = std::min(second, row.cells.size());
    switch (sprm.code) {
        case sprm::t_def_table:
            row = read_definition(sprm.operand);
            break;
        case sprm::t_merge:
            for (std::size_t i = first + 1; i < limit; ++i) row.cells[i].continues_left = true;
            break;
        case sprm::t_split:
            for (std::size_t i = first; i < limit; ++i) row.cells[i].continues_left = false;
            break;
        case sprm::t_vert_merge:  // VertMergeOperand (2.9.343)
            if (first < row.cells.size()) {
                row.cells[first].vertical = (second & 1) != 0;
                row.cells[first].begins = (second & 2) != 0;
            }
            break;
        default:
            break;
    }
}

void apply_one(const Sprm& sprm, const StyleText& style, CharacterProperties& properties) {
    const std::uint8_t value = sprm.operand.u8(0);
    switch (sprm.code) {
        case sprm::c_f_vanish:
            properties.hidden = toggled(value, style.hidden.value_or(false));
            break;
        case sprm::c_f_r_mark_del:
            properties.deleted = value != 0;
            break;
        case sprm::c_f_r_mark_ins:
            properties.inserted = value != 0;
            break;
        case sprm::c_f_spec:
            properties.special = value != 0;
            break;
        case sprm::c_f_data:
            properties.data = value != 0;
            break;
        case sprm::c_f_ole2:
            properties.ole = value != 0;
            break;
        case sprm::c_pic_location:
            properties.location = sprm.operand.u32(0);
            break;
        case sprm::c_symbol:
            properties.symbol = sprm.operand.u16(2);
            break;
        case sprm::c_rg_ftc0:
            properties.font = sprm.operand.u16(0);
            break;
        case sprm::c_plain:
            properties.hidden = style.hidden.value_or(false);
            properties.font = style.font;
            break;
        default:
            break;
    }
}

std::optional<std::uint16_t> last_style(ByteSpan grpprl) {
    std::optional<std::uint16_t> style;
    SprmReader sprms(grpprl);
    while (const auto sprm = sprms.next())
        if (sprm->code == sprm::c_istd) style = sprm->operand.u16(0);
    return style;
}

void lay_over(const StyleText& over, StyleText& style) {
    if (over.hidden) style.hidden = over.hidden;
    if (over.font) style.font = over.font;
}

}  // namespace

DocProperties::DocProperties(const DocFile& doc, const PieceTable& pieces)
    : pieces_(pieces),
      data_(doc.data),
      character_pages_(
          FormattedPages::Kind::characters, doc.word_document, doc.structure(FcLcb::plcf_bte_chpx)),
      paragraph_pages_(
          FormattedPages::Kind::paragraphs, doc.word_document, doc.structure(FcLcb::plcf_bte_papx)),
      styles_(doc.structure(FcLcb::stshf)),
      fonts_(read_fonts(doc.structure(FcLcb::sttbf_ffn))) {}

ByteSpan DocProperties::counted(ByteSpan grpprl) const {
    walked_ += grpprl.size();
    return exhausted() ? ByteSpan{} : grpprl;
}

/// A grpprl that did not fit the page lies in the Data stream (sprmPHugePapx, 2.9.212 PrcData).
ByteSpan DocProperties::huge_papx(ByteSpan grpprl) const {
    SprmReader sprms(grpprl);
    while (const auto sprm = sprms.next())
        if (sprm->code == sprm::p_huge_papx || sprm->code == sprm::p_huge_papx_old) {
            const std::size_t at = sprm->operand.u32(0);
            return data_.part(at + 2, data_.u16(at));
        }
    return {};
}

void DocProperties::apply(ByteSpan grpprl, ParagraphProperties& properties) const {
    SprmReader sprms(counted(grpprl));
    while (const auto sprm = sprms.next()) {
        const bool on = sprm->operand.u8(0) != 0;
        switch (sprm->code) {
            case sprm::p_istd:
                properties.style = sprm->operand.u16(0);
                break;
            case sprm::p_f_in_table:  // Word 97 knew no depth
                properties.depth = on ? std::max(properties.depth, 1U) : 0;
                break;
            case sprm::p_itap:
                properties.depth = std::min(sprm->operand.u32(0), deepest_table);
                break;
            case sprm::p_f_ttp:
            case sprm::p_f_inner_ttp:
                properties.row_end = on;
                break;
            case sprm::p_f_inner_table_cell:
                properties.cell_end = on;
                break;
            default:
                apply_to_row(*sprm, properties.row);
        }
    }
}

ParagraphProperties DocProperties::paragraph(std::uint32_t mark) const {
    ParagraphProperties properties;
    const Piece* piece = pieces_.find(mark);
    if (!piece) return properties;
    const FormattedRun run = paragraph_pages_.find(piece->offset_of(mark));
    properties.style = run.style;
    apply(run.modifiers, properties);
    apply(huge_papx(run.modifiers), properties);
    apply(piece->modifiers, properties);
    return properties;
}

bool DocProperties::ends_paragraph(std::uint32_t cp) const {
    const Piece* piece = pieces_.find(cp);
    if (!piece) return true;
    const std::uint32_t offset = piece->offset_of(cp);
    return paragraph_pages_.find(offset).limit <= offset + piece->character_bytes;
}

DocProperties::Run DocProperties::characters(std::uint32_t cp,
                                             std::uint16_t paragraph_style) const {
    const Piece* piece = pieces_.find(cp);
    if (!piece) return {cp + 1, {}};
    const std::uint32_t offset = piece->offset_of(cp);
    const FormattedRun run = character_pages_.find(offset);
    const std::uint32_t characters =
        std::max(1U, (run.limit - offset + piece->character_bytes - 1) / piece->character_bytes);

    StyleText style = styles_.find(paragraph_style);
    const ByteSpan own = counted(run.modifiers), of_piece = counted(piece->modifiers);
    for (const ByteSpan grpprl : {own, of_piece})
        if (const auto istd = last_style(grpprl)) lay_over(styles_.find(*istd), style);
    CharacterProperties properties;
    properties.hidden = style.hidden.value_or(false);
    properties.font = style.font;
    for (const ByteSpan grpprl : {own, of_piece}) {
        SprmReader sprms(grpprl);
        while (const auto sprm = sprms.next()) apply_one(*sprm, style, properties);
    }
    return {cp + std::min(characters, piece->limit - cp), properties};
}

std::string_view DocProperties::font_name(std::optional<std::uint16_t> font) const {
    return font && *font < fonts_.size() ? std::string_view(fonts_[*font]) : "";
}

}  // namespace shoujian

#include "parsers/documents/doc_styles.hpp"

#include "parsers/base/text.hpp"
#include "parsers/documents/doc_sprm.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::size_t most_styles = 4095;  // istd 0x0FFF means none
constexpr std::uint16_t no_style = 0x0FFF;
constexpr int longest_inheritance = 16;

struct Style {
    std::uint16_t base = no_style;
    StyleText own;
};

StyleText read_text(ByteSpan grpprl) {
    StyleText text;
    SprmReader sprms(grpprl);
    while (const auto sprm = sprms.next()) {
        const std::uint8_t value = sprm->operand.u8(0);
        if (sprm->code == sprm::c_f_vanish && value != 0x80) text.hidden = value != 0;
        if (sprm->code == sprm::c_rg_ftc0) text.font = sprm->operand.u16(0);
    }
    return text;
}

/// Its properties of characters: the only list of a style of characters, the second of one of
/// paragraphs, the third of one of tables (2.9.107); lists begin at even places.
ByteSpan character_list(const LittleEndian& std, std::size_t at, std::uint16_t kind) {
    for (int list = kind == 2 ? 1 : kind == 1 ? 2 : 3; list > 1; --list)
        at += 2 + (std::size_t{std.u16(at)} + 1) / 2 * 2;
    return std.part(at + 2, std.u16(at));
}

/// An STD (2.9.260): its fixed part, its name, its lists.
Style read_style(const LittleEndian& std, std::size_t fixed_bytes) {
    Style style;
    const std::uint16_t kind = std.u16(2) & 0xF;
    style.base = std.u16(2) >> 4;
    const std::size_t name_bytes = (std::size_t{std.u16(fixed_bytes)} + 2) * 2;
    if (kind >= 1 && kind <= 3)
        style.own = read_text(character_list(std, fixed_bytes + name_bytes, kind));
    return style;
}

StyleText inherited(const std::vector<Style>& styles, std::size_t index) {
    StyleText text;
    for (int i = 0; i < longest_inheritance && index < styles.size(); ++i) {
        const Style& style = styles[index];
        if (!text.hidden) text.hidden = style.own.hidden;
        if (!text.font) text.font = style.own.font;
        index = style.base;
    }
    return text;
}

}  // namespace

StyleSheet::StyleSheet(ByteSpan stshf) {
    const LittleEndian bytes(stshf);
    const std::size_t count = std::min<std::size_t>(bytes.u16(2), most_styles);
    const std::size_t fixed_bytes = bytes.u16(4);
    std::vector<Style> styles;
    std::size_t at = 2 + std::size_t{bytes.u16(0)};
    for (std::size_t i = 0; i < count && bytes.has(at, 2); ++i) {
        const std::size_t size = bytes.u16(at);
        styles.push_back(
            size == 0 ? Style{} : read_style(LittleEndian(bytes.part(at + 2, size)), fixed_bytes));
        at += 2 + (size + 1) / 2 * 2;
    }
    for (std::size_t i = 0; i < styles.size(); ++i) styles_.push_back(inherited(styles, i));
}

StyleText StyleSheet::find(std::uint16_t istd) const {
    return istd < styles_.size() ? styles_[istd] : StyleText{};
}

std::vector<std::string> read_fonts(ByteSpan sttbf_ffn) {
    constexpr std::size_t name_offset = 39;  // in an FFN (2.9.91), behind its count
    const LittleEndian bytes(sttbf_ffn);
    const std::size_t count = bytes.u16(0);
    std::vector<std::string> fonts;
    std::size_t at = 4;
    for (std::size_t i = 0; i < count && bytes.has(at, 1); ++i) {
        const std::size_t size = bytes.u8(at);
        const std::size_t name_bytes = size > name_offset ? size - name_offset : 0;
        const std::u16string name = bytes.utf16(at + 1 + name_offset, name_bytes / 2);
        fonts.push_back(to_utf8(std::u16string_view(name).substr(0, name.find(u'\0'))));
        at += 1 + size;
    }
    return fonts;
}

}  // namespace shoujian

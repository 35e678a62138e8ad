#include "tests/build/doc_parts.hpp"

#include "parsers/base/bytes.hpp"
#include "parsers/base/text.hpp"
#include "tests/build/compound_builder.hpp"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace shoujian {
namespace {

constexpr std::size_t page_bytes = 512;

std::string le8(std::uint64_t value) {
    return std::string(1, static_cast<char>(value & 0xFF));
}

std::string utf16(const std::string& text) {
    std::string out;
    for (const char32_t c : to_u32(text)) out += le16(c);
    return out;
}

/// One page out of as many spans as fit: positions and places from the front, contents from the
/// back.
std::string page(std::uint32_t& first,
                 const std::vector<DocSpan>& spans,
                 std::size_t& next,
                 std::size_t place_bytes,
                 std::string (*content)(const DocSpan&)) {
    std::string positions = le32(first), places, contents;
    std::size_t count = 0;
    for (; next < spans.size(); ++next, ++count) {
        std::string one = content(spans[next]);
        if (one.size() % 2 != 0) one += '\0';
        const std::size_t front = positions.size() + 4 + places.size() + place_bytes;
        if (front + contents.size() + one.size() + 2 > page_bytes) break;
        contents = one + contents;
        const std::size_t at = (page_bytes - 2 - contents.size()) / 2;
        std::string place = le8(one.empty() ? 0 : at);
        place.resize(place_bytes);
        places += place;
        positions += le32(spans[next].limit);
        first = spans[next].limit;
    }
    if (count == 0) throw std::logic_error("modifiers larger than a page");
    std::string out = positions + places;
    out.resize(page_bytes - 2 - contents.size());
    return out + contents + '\0' + le8(count);
}

DocPages pages(std::uint32_t first,
               const std::vector<DocSpan>& spans,
               std::size_t place_bytes,
               std::string (*content)(const DocSpan&)) {
    DocPages out;
    for (std::size_t next = 0; next < spans.size();) {
        out.firsts.push_back(first);
        out.pages += page(first, spans, next, place_bytes, content);
    }
    out.firsts.push_back(first);
    return out;
}

std::string chpx(const DocSpan& span) {
    return span.modifiers.empty() ? "" : le8(span.modifiers.size()) + span.modifiers;
}

std::string papx(const DocSpan& span) {
    const std::string body = le16(span.style) + span.modifiers;
    if (body.size() % 2 != 0) return le8((body.size() + 1) / 2) + body;
    return le8(0) + le8(body.size() / 2) + body;
}

std::string style(int kind, int base, const std::string& name, const std::string& characters) {
    const int lists = kind == 1 ? 2 : 1;
    const std::string wide = utf16(name);
    std::string std = le16(kind == 1 && base == 0xFFF ? 0 : 0x0FFE)
                      + le16(static_cast<unsigned>(kind | base << 4))
                      + le16(static_cast<unsigned>(lists)) + le16(0) + le16(0);
    std += le16(wide.size() / 2) + wide + le16(0);
    if (kind == 1) std += le16(2) + le16(0);
    std += le16(characters.size()) + characters;
    if (characters.size() % 2 != 0) std += '\0';
    return le16(std.size()) + std;
}

}  // namespace

std::string sprm(std::uint16_t code, const std::string& operand) {
    return le16(code) + operand;
}

DocPages character_pages(std::uint32_t first, const std::vector<DocSpan>& spans) {
    return pages(first, spans, 1, chpx);
}

DocPages paragraph_pages(std::uint32_t first, const std::vector<DocSpan>& spans) {
    return pages(first, spans, 13, papx);
}

std::string plc(const std::vector<std::uint32_t>& positions,
                const std::vector<std::string>& elements) {
    std::string out;
    for (const std::uint32_t position : positions) out += le32(position);
    for (const std::string& element : elements) out += element;
    return out;
}

std::string style_sheet() {
    const std::string hides = sprm(0x083C, "\1");
    std::string out = le16(18) + le16(17) + le16(10) + le16(1) + le16(91) + le16(15) + le16(0)
                      + le16(0) + le16(0) + le16(0);
    for (int istd = 0; istd < 17; ++istd) {
        if (istd == 0)
            out += style(1, 0xFFF, "Normal", "");
        else if (istd == 10)
            out += style(2, 0xFFF, "Default Paragraph Font", "");
        else if (istd == 15)
            out += style(1, 0, "Note", hides);
        else if (istd == 16)
            out += style(1, 15, "Small note", "");
        else
            out += le16(0);
    }
    return out;
}

std::string font_table(const std::vector<std::string>& names) {
    std::string out = le16(names.size()) + le16(0);
    for (const std::string& name : names) {
        const bool symbols = name.starts_with("Wingdings");
        std::string ffn = "\x06" + le16(400) + le8(symbols ? 2 : 0x86) + '\0'
                          + std::string(34, '\0') + utf16(name) + le16(0);
        out += le8(ffn.size()) + ffn;
    }
    return out;
}

std::string row_definition(const std::vector<int>& edges, const std::vector<std::uint16_t>& flags) {
    std::string body = le8(flags.size());
    for (const int edge : edges) body += le16(static_cast<std::uint16_t>(edge));
    for (const std::uint16_t flag : flags) body += le16(flag) + std::string(18, '\0');
    return sprm(0xD608, le16(body.size() + 1) + body);
}

std::string checkbox_data(bool ticked) {
    std::string data = le32(0xFFFFFFFF) + le16(ticked ? 1 | 1 << 2 : 1) + le16(0) + le16(20)
                       + le16(0) + le16(0) + le16(0);
    for (int text = 0; text < 5; ++text) data += le16(0) + le16(0);
    return le32(0x44 + data.size()) + le16(0x44) + std::string(62, '\0') + data;
}

std::string art_record(std::uint16_t type, int version, int instance, const std::string& body) {
    return le16(static_cast<unsigned>(version | instance << 4)) + le16(type) + le32(body.size())
           + body;
}

/// OfficeArtMetafileHeader (2.2.31), and the metafile packed by zlib.
std::string metafile(const std::string& picture) {
    uLongf size = compressBound(picture.size());
    std::string packed(size, '\0');
    compress(static_cast<Bytef*>(static_cast<void*>(packed.data())), &size,
             static_cast<const Bytef*>(static_cast<const void*>(picture.data())), picture.size());
    packed.resize(size);
    return le32(picture.size()) + std::string(24, '\0') + le32(packed.size()) + '\0' + '\xFE'
           + packed;
}

std::string blip(const std::string& picture) {
    const Sha256 digest = sha256(as_bytes(picture));
    const std::string uid(as_text(digest).substr(0, 16));
    if (picture.size() > 44 && picture.substr(40, 4) == " EMF")
        return art_record(0xF01A, 0, 0x3D4, uid + metafile(picture));
    if (picture.starts_with("\x89PNG")) return art_record(0xF01E, 0, 0x6E0, uid + '\xFF' + picture);
    if (picture.starts_with("BM"))
        return art_record(0xF01F, 0, 0x7A8, uid + '\xFF' + picture.substr(14));
    return art_record(0xF01D, 0, 0x46A, uid + '\xFF' + picture);
}

std::string store_entry(const std::string& blip, std::uint32_t delay, bool embedded) {
    // MSOBLIPTYPE (2.4.1) has the order of the records' types.
    const char type = static_cast<char>(blip[2] - 0x18);
    const std::string body = std::string(2, type) + blip.substr(8, 16) + le16(0xFF)
                             + le32(blip.size()) + le32(1) + le32(delay) + le32(0);
    return art_record(0xF007, 2, type, embedded ? body + blip : body);
}

std::string shape_container(const DocShape& shape) {
    std::vector<std::pair<std::uint16_t, std::uint32_t>> options;
    if (shape.box != 0) options.emplace_back(0x0080, shape.box << 16);
    if (shape.cropped) options.emplace_back(0x0100, 6554), options.emplace_back(0x0102, 6554);
    if (shape.picture != 0) options.emplace_back(0x4104, shape.picture);
    std::string table;
    for (const auto& [option, value] : options) table += le16(option) + le32(value);
    const int kind = shape.picture != 0 ? 75 : 202;
    std::string out = art_record(0xF00A, 2, kind, le32(shape.id) + le32(0xA00))
                      + art_record(0xF00B, 3, static_cast<int>(options.size()), table)
                      + art_record(0xF010, 0, 0, le32(shape.is_inline ? 0x80000000 : 0));
    if (!shape.is_inline) out += art_record(0xF011, 0, 0, le32(1));
    if (shape.box != 0) out += art_record(0xF00D, 0, 0, le32(shape.box << 16));
    return art_record(0xF004, 15, 0, out);
}

std::string inline_picture(const std::string& picture, bool cropped) {
    const std::string image = blip(picture);
    const std::string art =
        shape_container({1025, 1, 0, cropped, true}) + store_entry(image, 0xFFFFFFFF, true);
    std::string head = le16(0x44) + le16(0x64) + le16(0) + le16(0) + le16(0) + std::string(14, '\0')
                       + le16(1440) + le16(1800) + le16(1000) + le16(1000);
    head.resize(0x44 - 4);
    return le32(0x44 + art.size()) + head + art;
}

std::string drawing_group(const std::vector<std::string>& store,
                          const std::vector<DocShape>& shapes) {
    const std::uint64_t count = shapes.size() + 1;
    std::string entries;
    for (const std::string& entry : store) entries += entry;
    const std::string group =
        art_record(0xF000, 15, 0,
                   art_record(0xF006, 0, 0,
                              le32(2048) + le32(2) + le32(count) + le32(1) + le32(1) + le32(count))
                       + art_record(0xF001, 15, static_cast<int>(store.size()), entries));
    std::string inside = art_record(0xF004, 15, 0,
                                    art_record(0xF009, 1, 0, std::string(16, '\0'))
                                        + art_record(0xF00A, 2, 0, le32(1024) + le32(5)));
    for (const DocShape& shape : shapes) inside += shape_container(shape);
    return group + '\0'
           + art_record(0xF002, 15, 0,
                        art_record(0xF008, 0, 1, le32(count) + le32(1024 + count))
                            + art_record(0xF003, 15, 0, inside));
}

}  // namespace shoujian

#include "parsers/documents/doc_fields.hpp"

#include "parsers/base/little_endian.hpp"
#include "parsers/base/text.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr char16_t begin_mark = 0x13, separator_mark = 0x14, end_mark = 0x15;
constexpr std::size_t most_nested = 64, most_fields = 100'000;
constexpr std::uint16_t by_default = 25;  // FFData.iRes: nobody has chosen

/// An Xstz (2.9.355): its length, its characters, a zero.
std::size_t after_text(const LittleEndian& bytes, std::size_t at) {
    return at + 2 + std::size_t{bytes.u16(at)} * 2 + 2;
}

/// An entry of hsttbDropList, an extended STTB (2.2.4).
std::string list_entry(const LittleEndian& bytes, std::size_t at, std::size_t wanted) {
    const std::size_t count = bytes.u16(at + 2), extra = bytes.u16(at + 4);
    at += 6;
    for (std::size_t i = 0; i < count && bytes.has(at, 2); ++i) {
        const std::size_t units = bytes.u16(at);
        if (i == wanted) return clean_utf8(to_utf8(bytes.utf16(at + 2, units)));
        at += 2 + units * 2 + extra;
    }
    return "";
}

}  // namespace

std::vector<DocField> find_fields(std::u16string_view text) {
    std::vector<DocField> fields, open;
    for (std::size_t i = 0; i < text.size() && fields.size() < most_fields; ++i) {
        if (text[i] == begin_mark && open.size() < most_nested) open.push_back({i, 0, 0});
        if (open.empty()) continue;
        if (text[i] == separator_mark && open.back().separator == 0) open.back().separator = i;
        if (text[i] != end_mark) continue;
        DocField field = open.back();
        open.pop_back();
        field.end = i;
        if (field.separator == 0) field.separator = i;
        fields.push_back(field);
    }
    std::ranges::sort(fields, {}, &DocField::begin);
    return fields;
}

std::string instruction_of(const DocField& field, std::u16string_view text) {
    constexpr std::size_t longest = 2000;
    std::u16string out;
    int inside = 0;
    for (std::size_t i = field.begin + 1; i < field.separator && out.size() < longest; ++i) {
        if (text[i] == begin_mark) ++inside;
        if (inside == 0 && text[i] >= 0x20) out += text[i];
        if (text[i] == end_mark) --inside;
    }
    return std::string(trim(to_utf8(out)));
}

std::optional<FormField> read_form_field(ByteSpan data_stream, std::uint32_t location) {
    const LittleEndian stream(data_stream);
    if (!stream.has(location, 6)) return std::nullopt;
    const std::size_t size = stream.u32(location), header = stream.u16(location + 4);
    const LittleEndian data(LittleEndian(stream.part(location, size)).part(header));
    if (!data.has(0, 10) || data.u32(0) != 0xFFFFFFFF) return std::nullopt;
    const std::uint16_t kind = data.u16(4) & 3, result = data.u16(4) >> 2 & 0x1F;
    if (kind == 0 || kind == 3) return FormField{};
    std::size_t at = after_text(data, 10);
    const std::uint16_t chosen = result == by_default ? data.u16(at) : result;
    if (kind == 1) return FormField{FormField::Kind::checkbox, chosen != 0 ? "☑" : "□"};
    at += 2;
    for (int text = 0; text < 5; ++text) at = after_text(data, at);
    return FormField{FormField::Kind::list, list_entry(data, at, chosen)};
}

}  // namespace shoujian

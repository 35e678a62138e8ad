#pragma once

#include "parsers/base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// A field in a part of the text ([MS-DOC] 2.8.25): its instruction stands between the marks 0x13
/// and 0x14, its result between 0x14 and 0x15. Positions are indexes into the part.
struct DocField {
    std::size_t begin = 0, separator = 0, end = 0;  ///< no result: separator and end are the same
    bool has_result() const { return end > separator + 1; }
};

/// The fields whose marks pair, by their beginning; one in another's instruction or result is one
/// of its own. A mark that pairs with none is no field.
std::vector<DocField> find_fields(std::u16string_view text);

/// The instruction of a field, UTF-8, without those of fields inside it.
std::string instruction_of(const DocField& field, std::u16string_view text);

/// What a form field shows by its data (FFData, 2.9.78, in a NilPICFAndBinData, 2.9.165) and not by
/// its result: ☑ or □, or the chosen entry of a list; nothing for a field of text.
struct FormField {
    enum class Kind { text, checkbox, list } kind = Kind::text;
    std::string shown;
};
std::optional<FormField> read_form_field(ByteSpan data_stream, std::uint32_t location);

}  // namespace shoujian

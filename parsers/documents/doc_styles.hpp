#pragma once

#include "parsers/base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shoujian {

/// What of a style changes how text is read.
struct StyleText {
    std::optional<bool> hidden;
    std::optional<std::uint16_t> font;  ///< index in the font table
};

/// The style sheet (STSH, [MS-DOC] 2.9.271), each style with what it inherits.
class StyleSheet {
public:
    explicit StyleSheet(ByteSpan stshf);

    /// A style by its index (istd); one that is not there changes nothing.
    StyleText find(std::uint16_t istd) const;

private:
    std::vector<StyleText> styles_;
};

/// The names of the fonts (SttbfFfn, 2.9.286), UTF-8, by index.
std::vector<std::string> read_fonts(ByteSpan sttbf_ffn);

}  // namespace shoujian

#pragma once

#include "parsers/documents/doc_plc.hpp"

namespace shoujian {

/// A run of text, by its place in the WordDocument stream, whose formatting is the same.
struct FormattedRun {
    std::uint32_t first = 0, limit = 0;
    std::uint16_t style = 0;  ///< istd; of paragraphs only
    ByteSpan modifiers;       ///< a grpprl
};

/// Formatted disk pages ([MS-DOC] 2.9.33 ChpxFkp, 2.9.176 PapxFkp): pages of 512 bytes that say how
/// runs of text are formatted, and the PLC that tells which page speaks of which text. Pages are
/// looked into when asked for, never copied. The stream must outlive it.
class FormattedPages {
public:
    enum class Kind { characters, paragraphs };
    FormattedPages(Kind kind, ByteSpan word_document, ByteSpan plc_bte)
        : kind_(kind), stream_(word_document), plc_(plc_bte, 4) {}

    /// The run that holds `offset`; where no page speaks of it, a run of that one byte without
    /// formatting.
    FormattedRun find(std::uint32_t offset) const;

private:
    ByteSpan modifiers(const LittleEndian& page, std::size_t runs, std::size_t index) const;

    Kind kind_;
    LittleEndian stream_;
    Plc plc_;
};

}  // namespace shoujian

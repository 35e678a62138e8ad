#pragma once

#include "parsers/documents/doc_file.hpp"

#include <array>
#include <string>
#include <vector>

namespace shoujian {

/// A run of characters that lies together in the WordDocument stream (a Pcd, [MS-DOC] 2.9.177).
struct Piece {
    std::uint32_t first = 0, limit = 0;  ///< positions (CP) of its characters in the text
    std::uint32_t offset = 0;            ///< of the first in the stream
    std::uint32_t character_bytes = 2;   ///< 1: Windows-1252, 2: UTF-16
    std::array<std::byte, 3> one{};      ///< a Prm0 (2.9.215) as the modifier that it stands for
    ByteSpan modifiers;                  ///< a grpprl for all its characters; often empty

    std::uint32_t offset_of(std::uint32_t cp) const {
        return offset + (cp - first) * character_bytes;
    }
};

/// The piece table (Clx, 2.9.38): where each character of the text lies. Lives as long as the file
/// that it was read from.
class PieceTable {
public:
    enum class State {
        ok,
        broken,     ///< no table, or pieces outside the stream
        too_large,  ///< more characters than the stream has bytes: pieces that say the same twice
    };

    explicit PieceTable(const DocFile& doc);
    PieceTable(const PieceTable&) = delete;
    PieceTable& operator=(const PieceTable&) = delete;

    State state() const { return state_; }
    std::uint32_t characters() const { return pieces_.empty() ? 0 : pieces_.back().limit; }

    /// The piece that holds a position; null: none does.
    const Piece* find(std::uint32_t cp) const;

    /// The characters of [first, limit) as they stand, marks among them; cut to what the text has.
    std::u16string text(std::uint32_t first, std::uint32_t limit) const;

private:
    void read(ByteSpan plc, const std::vector<ByteSpan>& prcs);
    void set_modifiers(Piece& piece, std::uint16_t prm, const std::vector<ByteSpan>& prcs);

    ByteSpan stream_;
    std::vector<Piece> pieces_;
    State state_ = State::broken;
};

}  // namespace shoujian

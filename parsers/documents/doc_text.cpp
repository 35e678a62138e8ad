#include "parsers/documents/doc_text.hpp"

#include "parsers/base/little_endian.hpp"
#include "parsers/documents/doc_plc.hpp"
#include "parsers/documents/doc_sprm.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::uint32_t compressed_flag = 0x40000000;
constexpr std::size_t pcd_bytes = 8;
constexpr std::size_t most_prcs = 0x8000;  // Prm1 has 15 bits for one

/// Windows-1252 from 0x80 to 0x9F (2.9.73); the bytes that it leaves open stand for themselves.
constexpr char16_t upper_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

char16_t from_1252(std::uint8_t c) {
    return c >= 0x80 && c < 0xA0 ? upper_1252[c - 0x80] : c;
}

struct Prm0Row {
    std::uint16_t isprm, code;
};
constexpr Prm0Row prm0_rows[] = {
    {0x18, sprm::p_f_in_table},   {0x19, sprm::p_f_ttp},    {0x41, sprm::c_f_r_mark_del},
    {0x42, sprm::c_f_r_mark_ins}, {0x47, sprm::c_f_data},   {0x4B, sprm::c_f_ole2},
    {0x53, sprm::c_plain},        {0x5C, sprm::c_f_vanish}, {0x75, sprm::c_f_spec},
};

struct Clx {
    std::vector<ByteSpan> prcs;
    ByteSpan plc;
};

/// Any number of Prc (2.9.209), then the Pcdt (2.9.178).
Clx read_clx(ByteSpan bytes) {
    const LittleEndian field(bytes);
    Clx clx;
    std::size_t at = 0;
    while (field.has(at, 3) && field.u8(at) == 1) {
        if (clx.prcs.size() < most_prcs) clx.prcs.push_back(field.part(at + 3, field.u16(at + 1)));
        at += 3 + std::size_t{field.u16(at + 1)};
    }
    if (field.has(at, 5) && field.u8(at) == 2) clx.plc = field.part(at + 5, field.u32(at + 1));
    return clx;
}

}  // namespace

PieceTable::PieceTable(const DocFile& doc) : stream_(doc.word_document) {
    const Clx clx = read_clx(doc.structure(FcLcb::clx));
    read(clx.plc, clx.prcs);
    if (state_ != State::ok) pieces_.clear();
}

void PieceTable::read(ByteSpan plc, const std::vector<ByteSpan>& prcs) {
    const Plc table(plc, pcd_bytes);
    std::uint64_t characters = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const LittleEndian pcd = table.element(i);
        const std::uint32_t place = pcd.u32(2);
        const bool compressed = (place & compressed_flag) != 0;
        Piece piece;
        piece.first = table.position(i);
        piece.limit = table.position(i + 1);
        piece.character_bytes = compressed ? 1 : 2;
        piece.offset = (place & ~compressed_flag) / (compressed ? 2 : 1);
        if (piece.limit == piece.first) continue;
        if (piece.limit < piece.first || piece.first != characters) return;
        characters += piece.limit - piece.first;
        const std::uint64_t bytes =
            std::uint64_t{piece.limit - piece.first} * piece.character_bytes;
        if (piece.offset > stream_.size() || bytes > stream_.size() - piece.offset) return;
        if (characters > stream_.size()) return void(state_ = State::too_large);
        pieces_.push_back(piece);
        set_modifiers(pieces_.back(), pcd.u16(6), prcs);
    }
    // `one` is looked at where it stands at last.
    for (Piece& piece : pieces_)
        if (piece.one[1] != std::byte{0}) piece.modifiers = piece.one;
    if (!pieces_.empty()) state_ = State::ok;
}

void PieceTable::set_modifiers(Piece& piece, std::uint16_t prm, const std::vector<ByteSpan>& prcs) {
    if ((prm & 1) != 0) {  // Prm1 (2.9.216): one of the Prc
        const std::size_t index = prm >> 1;
        if (index < prcs.size()) piece.modifiers = prcs[index];
        return;
    }
    const auto row = std::ranges::find(prm0_rows, prm >> 1 & 0x7F, &Prm0Row::isprm);
    if (row == std::end(prm0_rows)) return;
    piece.one = {std::byte(row->code & 0xFF), std::byte(row->code >> 8), std::byte(prm >> 8)};
}

const Piece* PieceTable::find(std::uint32_t cp) const {
    const auto after = std::ranges::upper_bound(pieces_, cp, {}, &Piece::first);
    if (after == pieces_.begin()) return nullptr;
    const Piece& piece = *std::prev(after);
    return cp < piece.limit ? &piece : nullptr;
}

std::u16string PieceTable::text(std::uint32_t first, std::uint32_t limit) const {
    const LittleEndian stream(stream_);
    std::u16string out;
    for (const Piece* piece = find(first); piece && first < limit; piece = find(first)) {
        const std::uint32_t end = std::min(limit, piece->limit);
        const std::uint32_t offset = piece->offset_of(first);
        if (piece->character_bytes == 2) {
            out += stream.utf16(offset, end - first);
        } else {
            for (std::uint32_t i = 0; i < end - first; ++i) out += from_1252(stream.u8(offset + i));
        }
        first = end;
    }
    return out;
}

}  // namespace shoujian

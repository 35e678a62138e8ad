#include "parsers/documents/doc_file.hpp"

#include "parsers/base/little_endian.hpp"

namespace shoujian {
namespace {

using State = DocFile::State;

constexpr std::uint16_t word_97_ident = 0xA5EC;
constexpr std::uint16_t first_word_97 = 0xC0;  // 2.5.1: C0 and C2 occur, and are read like C1
constexpr std::uint16_t encrypted_flag = 0x0100, second_table_flag = 0x0200;
constexpr std::size_t rg_fc_lcb = 154;

State state_of(const LittleEndian& fib) {
    const std::uint16_t ident = fib.u16(0), version = fib.u16(2);
    const bool word = ident == word_97_ident || (ident & 0xFF00) == 0xA500;
    if (!word || fib.size() < rg_fc_lcb) return State::broken;
    // The flags stand at the same place in Word 6 and 95.
    if ((fib.u16(10) & encrypted_flag) != 0) return State::encrypted;
    return ident != word_97_ident || version < first_word_97 ? State::old_format : State::ok;
}

State read_stream(const CompoundFile& compound, std::string_view name, Budget& budget, Bytes& out) {
    const CompoundEntry* stream = compound.find(name);
    if (!stream) return State::broken;
    switch (compound.read(*stream, budget, out)) {
        case CompoundFile::Read::ok:
            return State::ok;
        case CompoundFile::Read::too_large:
            return State::too_large;
        case CompoundFile::Read::broken:
            break;
    }
    return State::broken;
}

DocLengths read_lengths(const LittleEndian& fib) {
    return {fib.u32(76), fib.u32(80), fib.u32(84), fib.u32(92), fib.u32(96), fib.u32(100)};
}

}  // namespace

ByteSpan DocFile::structure(FcLcb which) const {
    const LittleEndian fib(word_document);
    const std::size_t at = rg_fc_lcb + static_cast<std::size_t>(which) * 8;
    return LittleEndian(table).part(fib.u32(at), fib.u32(at + 4));
}

DocFile open_doc(const CompoundFile& compound, Budget& budget) {
    DocFile doc;
    const State read = read_stream(compound, "WordDocument", budget, doc.word_document);
    const LittleEndian fib(doc.word_document);
    // An encrypted file that is cut short is still an encrypted one.
    doc.state = read == State::too_large ? read : state_of(fib);
    if (doc.state == State::ok) doc.state = read;
    if (doc.state != State::ok) return doc;
    doc.lengths = read_lengths(fib);
    const bool second = (fib.u16(10) & second_table_flag) != 0;
    doc.state = read_stream(compound, second ? "1Table" : "0Table", budget, doc.table);
    // Without pictures there is no such stream; one that is cut short loses pictures, not text.
    if (doc.state == State::ok
        && read_stream(compound, "Data", budget, doc.data) == State::too_large)
        doc.state = State::too_large;
    return doc;
}

}  // namespace shoujian

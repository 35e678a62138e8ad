#include "parsers/documents/doc_sprm.hpp"

namespace shoujian {
namespace {

struct Extent {
    std::size_t count_bytes;  ///< before the operand
    std::size_t operand;
};

/// sprmPChgTabs with a count of 255 (2.9.182): the real length follows from its two lists of tabs.
std::size_t length_of_tabs(const LittleEndian& bytes, std::size_t at) {
    const std::size_t deleted = bytes.u8(at), added = bytes.u8(at + 1 + deleted * 4);
    return 2 + deleted * 4 + added * 3;
}

Extent extent_of(std::uint16_t code, const LittleEndian& bytes, std::size_t at) {
    constexpr std::size_t by_spra[] = {1, 1, 2, 4, 2, 2, 0, 3};
    const std::size_t spra = code >> 13;
    if (spra != 6) return {0, by_spra[spra]};
    if (code == sprm::t_def_table || code == sprm::t_def_table_10) {
        const std::size_t count = bytes.u16(at);  // 2.9.325: one more than what follows
        return {2, count == 0 ? 0 : count - 1};
    }
    const std::size_t count = bytes.u8(at);
    if (code == sprm::p_chg_tabs && count == 255) return {1, length_of_tabs(bytes, at + 1)};
    return {1, count};
}

}  // namespace

std::optional<Sprm> SprmReader::next() {
    if (!bytes_.has(at_, 3)) return std::nullopt;
    const std::uint16_t code = bytes_.u16(at_);
    const Extent extent = extent_of(code, bytes_, at_ + 2);
    const std::size_t start = at_ + 2 + extent.count_bytes;
    if (!bytes_.has(start, extent.operand)) return std::nullopt;
    at_ = start + extent.operand;
    return Sprm{code, LittleEndian(bytes_.part(start, extent.operand))};
}

}  // namespace shoujian

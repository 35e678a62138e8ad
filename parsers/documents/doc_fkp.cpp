#include "parsers/documents/doc_fkp.hpp"

namespace shoujian {
namespace {

constexpr std::size_t page_bytes = 512;
constexpr std::uint32_t page_number = 0x3FFFFF;  // PnFkpChpx, PnFkpPapx (2.9.206, 2.9.207)
constexpr std::size_t bx_pap_bytes = 13;

}  // namespace

/// What BxPap or the byte after the positions points to: Chpx (2.9.32), PapxInFkp (2.9.175).
ByteSpan FormattedPages::modifiers(const LittleEndian& page,
                                   std::size_t runs,
                                   std::size_t index) const {
    const std::size_t each = kind_ == Kind::paragraphs ? bx_pap_bytes : 1;
    const std::size_t at = std::size_t{page.u8((runs + 1) * 4 + index * each)} * 2;
    if (at == 0) return {};
    const std::size_t count = page.u8(at);
    if (kind_ == Kind::characters) return page.part(at + 1, count);
    // 2.9.175: a count of 0 is followed by the real one, in words.
    return count == 0 ? page.part(at + 2, std::size_t{page.u8(at + 1)} * 2)
                      : page.part(at + 1, count * 2 - 1);
}

FormattedRun FormattedPages::find(std::uint32_t offset) const {
    FormattedRun run{offset, offset + 1, 0, {}};
    const auto found = plc_.find(offset);
    if (!found) return run;
    const std::size_t number = plc_.element(*found).u32(0) & page_number;
    const LittleEndian page(stream_.part(number * page_bytes, page_bytes));
    if (page.size() < page_bytes) return run;
    const std::size_t runs = page.u8(page_bytes - 1);
    const Plc positions(page.part(0, (runs + 1) * 4), 0);
    const auto index = positions.find(offset);
    if (!index) return run;
    run.first = positions.position(*index);
    run.limit = positions.position(*index + 1);
    run.modifiers = modifiers(page, runs, *index);
    if (kind_ == Kind::paragraphs) {
        run.style = LittleEndian(run.modifiers).u16(0);
        run.modifiers = LittleEndian(run.modifiers).part(2);
    }
    return run;
}

}  // namespace shoujian

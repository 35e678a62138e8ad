#pragma once

#include "parsers/base/little_endian.hpp"

#include <optional>

namespace shoujian {

/// A single property modifier ([MS-DOC] 2.2.5.1) and its operand, without the byte or two that
/// count it.
struct Sprm {
    std::uint16_t code;
    LittleEndian operand;
};

/// The modifiers of a grpprl (2.2.5.2) in their order; ends before one that is cut short.
/// The bytes must outlive it.
class SprmReader {
public:
    explicit SprmReader(ByteSpan grpprl) : bytes_(grpprl) {}
    std::optional<Sprm> next();

private:
    LittleEndian bytes_;
    std::size_t at_ = 0;
};

// Modifiers that change what is read (2.6.1 to 2.6.3).
namespace sprm {
constexpr std::uint16_t c_f_r_mark_del = 0x0800, c_f_r_mark_ins = 0x0801, c_f_data = 0x0806,
                        c_f_ole2 = 0x080A, c_f_vanish = 0x083C, c_f_spec = 0x0855, c_plain = 0x2A33,
                        c_istd = 0x4A30, c_rg_ftc0 = 0x4A4F, c_rg_ftc2 = 0x4A51,
                        c_pic_location = 0x6A03, c_symbol = 0x6A09, p_istd = 0x4600,
                        p_f_in_table = 0x2416, p_f_ttp = 0x2417, p_f_inner_table_cell = 0x244B,
                        p_f_inner_ttp = 0x244C, p_itap = 0x6649, p_dtap = 0x664A,
                        p_huge_papx = 0x6646, p_huge_papx_old = 0x6645, p_chg_tabs = 0xC615,
                        t_def_table = 0xD608, t_def_table_10 = 0xD606, t_merge = 0x5624,
                        t_split = 0x5625, t_vert_merge = 0xD62B;
}  // namespace sprm

}  // namespace shoujian

#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/base/bytes.hpp"
#include "parsers/documents/compound_file.hpp"

#include <cstdint>

namespace shoujian {

/// Structures whose place the FIB tells, by their index in FibRgFcLcb97 ([MS-DOC] 2.5.6).
enum class FcLcb : std::size_t {
    stshf = 1,
    plcf_bte_chpx = 12,
    plcf_bte_papx = 13,
    sttbf_ffn = 15,
    sttbf_assoc = 32,
    clx = 33,
    plc_spa_mom = 40,
    dgg_info = 50,
    plcf_txbx_txt = 56,
};

/// Character counts of the parts of the text, in their order in it (FibRgLw97, 2.5.4).
struct DocLengths {
    std::uint32_t main = 0, footnotes = 0, headers = 0, comments = 0, endnotes = 0, boxes = 0;
};

/// The streams of a Word 97–2003 file ([MS-DOC] 2.1) and what its FIB (2.5) says of them.
struct DocFile {
    enum class State {
        ok,
        broken,
        encrypted,   ///< or obfuscated: both need a password
        old_format,  ///< Word 6 and 95 and before: other structures under the same stream's name
        too_large,   ///< takes more than the budget has
    } state = State::broken;
    Bytes word_document, table, data;  ///< whole streams; `data` is empty where there is none
    DocLengths lengths;

    /// A structure in the table stream; empty where there is none. Lives as long as `table`.
    ByteSpan structure(FcLcb which) const;
};

DocFile open_doc(const CompoundFile& compound, Budget& budget);

}  // namespace shoujian

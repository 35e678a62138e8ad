#pragma once

#include <string>

namespace shoujian {

/// A fact about bad input, found while reading; not a judgement. Readers of untrusted bytes have no
/// error return: they give what could be read and a Problem for each thing that could not.
struct Problem {
    std::string code;    ///< a code of CONTRACT.md §3: "material.encrypted"
    std::string where;   ///< the way to the place, outermost first: "材料.zip/推荐表.docx"
    std::string detail;  ///< what was seen, for a person; may be empty
    bool operator==(const Problem&) const = default;
};

}  // namespace shoujian

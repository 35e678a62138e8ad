#pragma once

#include "tests/build/docx_builder.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// One thing that a form asks, and what somebody wrote.
struct Answered {
    std::string id, label, value;
    bool is_long = false;  ///< running text
    bool is_unit = false;  ///< in the place of the seal
};

/// A form and its answers, to be laid out in any way.
struct Sample {
    std::string title;
    std::vector<Answered> answers;
};

/// How real forms are laid out, by the habits that were counted in them: merged cells, spaced and
/// broken labels, notes, groups, boxes, cover pages, instructions.
struct Family {
    const char* name;
    DocxBuilder (*lay_out)(const Sample& sample);
};
const std::vector<Family>& families();

}  // namespace shoujian

#pragma once

#include "parsers/documents/document.hpp"
#include "rules/forms/form_match.hpp"
#include "rules/forms/found.hpp"

#include <cstddef>
#include <optional>

namespace shoujian {

/// Blocks of a document that one form takes.
struct BlockRange {
    std::size_t begin = 0, end = 0;
};

/// Where a form has no such label, one that may be meant ("出生日期" for 出生年月, "主要事迹材料"),
/// with what stands beside or behind it: a question for a person, no answer (confidence .6).
///
/// labels  of the form; a text that is one of them is meant by nobody else
/// field   the one without a label
std::optional<Found> near_label(const Document& document,
                                BlockRange blocks,
                                const LabelBook& labels,
                                int field);

}  // namespace shoujian

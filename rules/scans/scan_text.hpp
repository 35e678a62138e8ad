#pragma once

#include "rules/facts.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// Text as it is compared with what a recogniser read: folded, no blanks and punctuation, and
/// characters that are easily taken for one another made one (0 O 〇, 1 l I, 日 曰, 己 已 …).
std::u32string for_comparing(std::string_view text);

/// A text looked for in a longer one, with errors.
struct Approximation {
    std::size_t errors = 0;  ///< least edit distance to any part of it
    double share = 1.0;      ///< errors over the length of what was looked for
};
Approximation find_approximately(std::u32string_view wanted, std::u32string_view text);

/// The text of a scan for searching in it: each page's lines in reading order, and again column by
/// column, as a value may be broken over lines of a cell.
std::u32string searchable(std::span<const PageFacts* const> pages);

/// For pairing files to candidates: all lines, one below the other; bounded.
std::string plain_text(const std::vector<PageFacts>& pages);

}  // namespace shoujian

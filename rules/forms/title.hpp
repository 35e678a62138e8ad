#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// Titles as they are compared.
std::vector<std::u32string> title_keys(std::span<const std::string> titles);

/// A line that may be a title, as it is compared; nothing for a sentence, or a long text.
std::optional<std::u32string> title_line(std::string_view text);

/// Whether one of the titles stands in the line, alone or with a year before it and a word behind.
bool names_title(std::span<const std::u32string> titles, std::u32string_view line);

}  // namespace shoujian

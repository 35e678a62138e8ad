#include "rules/forms/title.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/label_key.hpp"

#include <algorithm>

namespace shoujian {

std::vector<std::u32string> title_keys(std::span<const std::string> titles) {
    std::vector<std::u32string> out;
    for (const std::string& title : titles) {
        std::u32string key = without_groups(label_key(title));
        if (!key.empty()) out.push_back(std::move(key));
    }
    return out;
}

std::optional<std::u32string> title_line(std::string_view text) {
    constexpr std::size_t longest = 300;
    if (text.size() > longest) return std::nullopt;
    // A sentence that names the form is no title.
    for (const std::string_view mark : {"。", "，", ","})
        if (text.find(mark) != std::string_view::npos) return std::nullopt;
    return without_groups(label_key(text));
}

bool names_title(std::span<const std::u32string> titles, std::u32string_view line) {
    return std::ranges::any_of(titles, [&](const std::u32string& title) {
        const std::size_t at = line.find(title);
        return at != line.npos && at <= 12 && line.size() <= title.size() + 20;
    });
}

}  // namespace shoujian

#include "parsers/mail/own_ids.hpp"

#include <algorithm>
#include <cctype>

namespace shoujian {

namespace {
constexpr std::string_view beginning = "<shoujian.";
constexpr std::size_t digits = 40;
constexpr std::size_t longest = 300, most = 20;
}  // namespace

bool is_own_id(std::string_view id) {
    if (!id.starts_with(beginning) || id.size() <= beginning.size() + digits) return false;
    const std::string_view mac = id.substr(beginning.size(), digits);
    return id[beginning.size() + digits] == '@'
           && std::ranges::all_of(id, [](char c) { return c > 0x20 && c < 0x7F; })
           && std::ranges::all_of(mac, [](unsigned char c) { return std::isxdigit(c) != 0; });
}

void own_ids_in(std::string_view text, std::vector<std::string>& out) {
    for (std::size_t at = text.find(beginning); at != text.npos && out.size() < most;
         at = text.find(beginning, at + 1)) {
        const std::size_t end = text.substr(at, longest).find('>');
        if (end == text.npos) continue;
        const std::string_view id = text.substr(at, end + 1);
        if (is_own_id(id) && std::ranges::find(out, id) == out.end()) out.emplace_back(id);
    }
}

}  // namespace shoujian

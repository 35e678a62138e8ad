#include "rules/call/address.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>

namespace shoujian {

bool is_address(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size()
           && text.find('@', at + 1) == std::string_view::npos
           && std::ranges::none_of(text, [](char c) {
                  return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == ','
                         || c == ';' || c == '\x7F';
              });
}

std::string address_in(std::string_view from) {
    if (std::ranges::any_of(from, [](char c) { return static_cast<unsigned char>(c) < ' '; }))
        return {};
    const std::size_t open = from.rfind('<'), close = from.rfind('>');
    std::string_view address = trim(from);
    if (open != std::string_view::npos && close != std::string_view::npos && close > open)
        address = trim(from.substr(open + 1, close - open - 1));
    return is_address(address) ? std::string(address) : "";
}

}  // namespace shoujian

#include "parsers/mail/addresses.hpp"

#include "parsers/base/text.hpp"
#include "parsers/mail/header_text.hpp"

#include <algorithm>
#include <optional>

namespace shoujian {

namespace {

constexpr std::size_t most_bytes = 16384, most_addresses = 500;

/// Stands for a quoted string that would be another address without its quotes ("a b"@c.cn).
constexpr char unusable = '\x01';

bool is_atom(std::string_view text) {
    return !text.empty() && text.find_first_of(" \t()<>[]:;@\\,\"") == std::string_view::npos;
}

/// An entry without what stands in brackets, which goes to `comment`; quoted strings as they are.
std::string without_comments(std::string_view text, std::string& comment) {
    std::string out;
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"' && depth == 0) {
            const std::size_t start = at;
            quoted_string(text, at);
            out += text.substr(start, at - start);
            --at;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && depth > 0) {
            --depth;
        } else if (c == '\\' && depth > 0) {
            if (++at < text.size()) comment += text[at];
        } else {
            (depth > 0 ? comment : out) += c;
        }
    }
    return out;
}

std::string without_quotes(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '"') {
            const std::string inner = quoted_string(text, at);
            out += is_atom(inner) ? inner : std::string(1, unusable);
        } else {
            out += text[at++];
        }
    }
    return out;
}

/// Of "Big Bug bb@bug.com" the word that is an address, of several the first; what stands before
/// it goes to `name`. Blanks around the @ and in the domain's dots are no ends of it (RFC
/// 5322 4.4).
std::string address_word(std::string_view text, std::string& name) {
    const std::size_t sign = text.find('@');
    if (sign == std::string_view::npos) return {};
    const std::string_view before = stripped(text.substr(0, sign));
    const std::size_t blank = before.find_last_of(" \t");
    const std::size_t start = blank == std::string_view::npos ? 0 : blank + 1;
    name = stripped(before.substr(0, start));
    std::string out = std::string(before.substr(start)) + "@";
    const std::string_view after = stripped(text.substr(sign + 1));
    for (std::size_t at = 0; at < after.size(); ++at) {
        if (!is_space(after[at])) {
            out += after[at];
            continue;
        }
        const std::string_view rest = stripped(after.substr(at));
        if (!rest.starts_with('.') && !out.ends_with('.')) break;
    }
    return out;
}

/// What stands around the < > of an entry, and in it.
struct Pieces {
    std::string name;
    std::optional<std::string> angle;
};

Pieces pieces_of(std::string_view text) {
    Pieces out;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '"') {
            out.name += quoted_string(text, at);
        } else if (text[at] == '<' && !out.angle) {
            const std::size_t close = std::min(text.find('>', at), text.size());
            out.angle = std::string(text.substr(at + 1, close - at - 1));
            at = std::min(close + 1, text.size());
        } else {
            out.name += text[at++];
        }
    }
    return out;
}

/// One entry of an address list, its name and route and comments around the address.
std::optional<Address> address_of(std::string_view entry) {
    std::string comment;
    const std::string text = without_comments(entry, comment);
    Pieces pieces = pieces_of(text);
    std::string address = without_quotes(pieces.angle ? *pieces.angle : text);
    if (!pieces.angle) {
        address = address_word(address, pieces.name);
        if (!comment.empty()) pieces.name = comment;
    }
    if (const std::size_t route = address.find(':');
        stripped(address).starts_with('@') && route != std::string::npos)
        address.erase(0, route + 1);
    std::erase_if(address, is_space);
    const std::size_t sign = address.rfind('@');
    if (sign == std::string::npos || sign == 0 || sign + 1 == address.size()) return std::nullopt;
    if (std::ranges::any_of(
            address, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; }))
        return std::nullopt;
    constexpr std::string_view no_domain = "()<>,;\\\"";  // an answer would go elsewhere
    if (address.find_first_of(no_domain, sign) != std::string::npos) return std::nullopt;
    address = address.substr(0, sign + 1) + lower_ascii(std::string_view(address).substr(sign + 1));
    return Address{decode_header(pieces.name), clean_utf8(address)};
}

}  // namespace

std::vector<Address> parse_addresses(std::string_view raw) {
    const std::string text = unfold(raw.substr(0, most_bytes));
    std::vector<Address> out;
    std::size_t start = 0, at = 0;
    int depth = 0;
    bool angle = false;
    const auto take = [&](std::size_t end) {
        if (auto one = address_of(std::string_view(text).substr(start, end - start)))
            out.push_back(std::move(*one));
        start = end + 1;
    };
    while (at < text.size() && out.size() < most_addresses) {
        const char c = text[at];
        if (c == '"' && depth == 0) {
            quoted_string(text, at);
            continue;
        }
        if (c == '\\' && depth > 0) ++at;
        if (c == '(') ++depth;
        if (c == ')' && depth > 0) --depth;
        if (c == '<') angle = true;
        if (c == '>') angle = false;
        if (depth == 0 && !angle && (c == ',' || c == ';')) take(at);
        if (depth == 0 && !angle && c == ':' && text.find('@', start) > at)
            start = at + 1;  // a group's name
        ++at;
    }
    if (out.size() < most_addresses && start < text.size()) take(text.size());
    return out;
}

}  // namespace shoujian

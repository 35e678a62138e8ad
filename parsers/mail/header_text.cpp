#include "parsers/mail/header_text.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/base/text.hpp"
#include "parsers/mail/encoded_words.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace shoujian {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view stripped(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

namespace {

// A name of 255 characters takes 2,300 bytes where it is written longest (RFC 2231).
constexpr std::size_t most_structured = 8192, most_parameters = 200, most_ids = 100;

/// In GBK the second byte of a character may be a backslash or a quote's neighbour: such a pair is
/// passed over whole.
bool is_wide_lead(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    return lead >= 0x81 && lead <= 0xfe && at + 1 < text.size()
           && static_cast<unsigned char>(text[at + 1]) >= 0x40 && !is_valid_utf8(text.substr(at, 1))
           && static_cast<unsigned char>(text[at + 1]) < 0x80;
}

std::string percent_undone(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        if (text[i] == '%' && i + 2 < text.size()) {
            const auto [stop, error] =
                std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
            if (error == std::errc{} && stop == text.data() + i + 3) {
                out += static_cast<char>(value);
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

/// `name*1*`: the parts of a name (RFC 2231 3).
struct PieceName {
    std::string name;
    int number = -1;  ///< -1: not in pieces
    bool extended = false;
};

PieceName piece_name(std::string_view text) {
    PieceName out;
    if (text.ends_with('*')) {
        out.extended = true;
        text.remove_suffix(1);
    }
    const std::size_t star = text.find('*');
    if (star != std::string_view::npos) {
        const std::string_view digits = text.substr(star + 1);
        const auto [stop, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), out.number);
        if (error != std::errc{} || stop != digits.data() + digits.size() || out.number > 1000)
            out.number = -1;
    }
    out.name = lower_ascii(text.substr(0, star));
    return out;
}

struct RawPiece {
    PieceName name;
    std::string value;
};

std::vector<RawPiece> raw_pieces(std::string_view text) {
    std::vector<RawPiece> out;
    std::size_t at = 0;
    while (at < text.size() && out.size() < most_parameters) {
        while (at < text.size() && (is_space(text[at]) || text[at] == ';')) ++at;
        const std::size_t end = text.find_first_of("=;", at);
        if (end == std::string_view::npos) break;
        const std::string_view name = stripped(text.substr(at, end - at));
        at = end + 1;
        if (text[end] == ';' || name.empty()) continue;
        while (at < text.size() && is_space(text[at])) ++at;
        RawPiece piece{piece_name(name), {}};
        if (at < text.size() && text[at] == '"') {
            piece.value = quoted_string(text, at);
        } else {
            const std::size_t stop = std::min(text.find(';', at), text.size());
            piece.value = stripped(text.substr(at, stop - at));
            at = stop;
        }
        out.push_back(std::move(piece));
    }
    return out;
}

/// Pieces of one name put together, charset and percent signs taken from those that are extended.
Parameter joined(std::vector<RawPiece> pieces) {
    std::ranges::stable_sort(pieces, {}, [](const RawPiece& one) { return one.name.number; });
    Parameter out;
    out.name = pieces.front().name.name;
    bool first = true;
    for (RawPiece& piece : pieces) {
        std::string_view value = piece.value;
        if (piece.name.extended) {
            out.extended = true;
            const std::size_t one = value.find('\'');
            const std::size_t two = one == std::string_view::npos ? one : value.find('\'', one + 1);
            if (first && two != std::string_view::npos) {
                out.charset = lower_ascii(value.substr(0, one));
                value.remove_prefix(two + 1);
            }
            out.value += percent_undone(value);
        } else {
            out.value += value;
        }
        first = false;
    }
    return out;
}

}  // namespace

std::string quoted_string(std::string_view text, std::size_t& at) {
    std::string out;
    for (++at; at < text.size(); ++at) {
        if (is_wide_lead(text, at)) {
            out += text.substr(at, 2);
            ++at;
        } else if (text[at] == '\\' && at + 1 < text.size()) {
            out += text[++at];
        } else if (text[at] == '"') {
            const std::string_view rest = stripped(text.substr(at + 1));
            if (rest.empty() || rest.front() == ';' || rest.find('"') == std::string_view::npos)
                break;
            const std::size_t next = rest.find_first_of(";\"");
            if (next == std::string_view::npos || rest[next] == ';') break;
            out += '"';
        } else {
            out += text[at];
        }
    }
    if (at < text.size()) ++at;
    return out;
}

std::string unfold(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (const char c : raw) {
        if (c == '\r' || c == '\n') continue;
        out += c == '\0' ? ' ' : c;
    }
    return out;
}

std::string decode_header(std::string_view raw) {
    return std::string(trim(clean_utf8(decode_words(unfold(raw)))));
}

std::string_view HeaderValue::bytes(std::string_view name) const {
    const auto found = std::ranges::find(parameters, name, &Parameter::name);
    return found == parameters.end() ? std::string_view{} : std::string_view(found->value);
}

std::string HeaderValue::text(std::string_view name) const {
    std::string out;
    for (const Parameter& one : parameters) {
        if (one.name != name || one.value.empty()) continue;
        if (one.extended)
            return std::string(trim(clean_utf8(decode_text(as_bytes(one.value), one.charset))));
        if (!out.empty()) continue;
        std::string written = one.value;
        const bool percent =
            written.find('%') != std::string::npos && written.find("=?") == std::string::npos;
        if (percent && is_valid_utf8(percent_undone(written))) written = percent_undone(written);
        out = decode_header(written);
    }
    return out;
}

HeaderValue parse_header_value(std::string_view raw) {
    const std::string text = unfold(raw.substr(0, most_structured));
    HeaderValue out;
    const std::size_t end = std::min(text.find(';'), text.size());
    out.value = lower_ascii(text.substr(0, end));
    if (const std::size_t comment = out.value.find('('); comment != std::string::npos)
        out.value.resize(comment);
    std::erase_if(out.value, [](char c) { return is_space(c) || c == '"'; });
    std::map<std::pair<std::string, bool>, std::vector<RawPiece>>
        by_name;  // numbered pieces apart from whole ones
    std::vector<std::pair<std::string, bool>> order;
    for (RawPiece& piece : raw_pieces(std::string_view(text).substr(end))) {
        const bool whole = piece.name.number < 0;
        std::pair key{piece.name.name, whole && !piece.name.extended};
        if (!by_name.contains(key)) order.push_back(key);
        by_name[key].push_back(std::move(piece));
    }
    for (const auto& key : order) {
        std::vector<RawPiece>& pieces = by_name[key];
        if (pieces.front().name.number < 0) pieces.resize(1);  // said twice: the first
        out.parameters.push_back(joined(std::move(pieces)));
    }
    return out;
}

std::vector<std::string> parse_message_ids(std::string_view raw) {
    std::vector<std::string> out;
    const std::string text = unfold(raw);
    std::size_t at = 0;
    while ((at = text.find('<', at)) != std::string::npos) {
        const std::size_t close = text.find_first_of("<>", at + 1);
        if (close == std::string::npos) break;
        if (text[close] == '>' && close - at > 2 && close - at < 1000) {
            std::string id = clean_utf8(std::string_view(text).substr(at, close - at + 1));
            std::erase_if(id, is_space);
            if (std::ranges::find(out, id) == out.end()) out.push_back(std::move(id));
            if (out.size() > most_ids) out.erase(out.begin());
        }
        at = close;
    }
    return out;
}

}  // namespace shoujian

#include "daemon/mail/imap_reader.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace shoujian {
namespace {

// Stands in a line for a literal that went to the sink; no server can send it, as NUL is refused in
// lines.
constexpr std::string_view streamed_mark{"\0", 1};
constexpr int most_depth = 32;

Error no_imap(std::string_view line) {
    // Only how it begins: where the server counted wrongly, the rest may be somebody's mail.
    const auto word = line.substr(0, std::min<std::size_t>(line.find_first_of(" \r\n"), 12));
    return {Fault::network, "服务器的回答不合 IMAP（" + std::to_string(line.size())
                                + " 字节，开头是 " + clean_utf8(word) + "）"};
}

bool is_status(std::string_view name) {
    constexpr std::array<std::string_view, 5> names{"OK", "NO", "BAD", "BYE", "PREAUTH"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string upper(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return out;
}

std::string_view take_word(std::string_view& rest) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return word;
}

template <class Number>
std::optional<Number> to_number(std::string_view digits) {
    Number value = 0;
    const auto* end = digits.data() + digits.size();
    const auto [at, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || at != end || digits.empty()) return std::nullopt;
    return value;
}

/// "{310}", "{310+}" at the end of a line that may have a literal; free text (OK, NO, tagged) never
/// has one.
std::optional<std::uint64_t> literal_size(std::string_view line) {
    if (!line.ends_with('}') || !line.starts_with("* ")) return std::nullopt;
    auto rest = line.substr(2);
    if (is_status(upper(take_word(rest)))) return std::nullopt;
    const auto open = line.rfind('{');
    if (open == std::string_view::npos) return std::nullopt;
    auto digits = line.substr(open + 1, line.size() - open - 2);
    if (digits.ends_with('+')) digits.remove_suffix(1);
    return to_number<std::uint64_t>(digits);
}

/// The values of a line, by one walk; `false` from any step means: no IMAP.
class ValueParser {
public:
    explicit ValueParser(std::string_view text) : text_(text) {}

    bool parse_all(std::vector<ImapValue>& out) {
        return parse_items(out, 0, '\0') && at_ == text_.size();
    }

private:
    bool parse_items(std::vector<ImapValue>& out, int depth, char closing) {
        if (depth > most_depth) return false;
        while (at_ < text_.size()) {
            if (text_[at_] == ' ') {
                ++at_;
            } else if (closing != '\0' && text_[at_] == closing) {
                ++at_;
                return true;
            } else if (!parse_value(out.emplace_back(), depth)) {
                return false;
            }
        }
        return closing == '\0';
    }

    bool parse_value(ImapValue& out, int depth) {
        switch (text_[at_]) {
            case '(':
                ++at_;
                out.kind = ImapValue::Kind::list;
                return parse_items(out.items, depth + 1, ')');
            case ')':
                return false;
            case '"':
                return parse_quoted(out);
            case '\0':
                ++at_;
                out.kind = ImapValue::Kind::streamed;
                return true;
            default:
                return parse_atom(out);
        }
    }

    bool parse_quoted(ImapValue& out) {
        out.kind = ImapValue::Kind::string;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                ++at_;
                return true;
            }
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            out.text += text_[at_];
        }
        return false;
    }

    /// BODY[HEADER.FIELDS (DATE)] is one atom: what stands in [ ] belongs to it.
    bool parse_atom(ImapValue& out) {
        bool in_brackets = false;
        const auto begin = at_;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '[') in_brackets = true;
            if (c == ']') in_brackets = false;
            if (!in_brackets && (c == ' ' || c == '(' || c == ')' || c == '"' || c == '\0')) break;
        }
        out.text = text_.substr(begin, at_ - begin);
        const bool is_nil = equal_folded(out.text, "NIL");
        out.kind = is_nil ? ImapValue::Kind::nil : ImapValue::Kind::atom;
        if (is_nil) out.text.clear();
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

void read_status(ImapResponse& response, std::string_view rest) {
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end != std::string_view::npos) {
            response.code = rest.substr(1, end - 1);
            rest.remove_prefix(end + 1);
        }
    }
    response.text = trim(rest);
}

}  // namespace

std::optional<ImapResponse> parse_imap_response(std::string_view line) {
    ImapResponse response;
    auto rest = line;
    response.tag = take_word(rest);
    if (response.tag.empty()) return std::nullopt;
    if (response.tag == "+") {
        response.text = rest;
        return response;
    }
    auto word = take_word(rest);
    if (response.tag == "*") {
        response.number = to_number<std::uint32_t>(word);
        if (response.number) word = take_word(rest);
    }
    if (word.empty()) return std::nullopt;
    response.name = upper(word);
    if (is_status(response.name)) {
        read_status(response, rest);
        return response;
    }
    if (response.tag != "*") return std::nullopt;
    if (!ValueParser(rest).parse_all(response.values)) return std::nullopt;
    return response;
}

std::optional<std::string> imap_quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '\r' || c == '\n' || c == '\0') return std::nullopt;
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

Result<Done> ImapReader::feed(ByteSpan bytes) {
    while (!bytes.empty()) {
        if (mode_ != Mode::line) {
            const auto count = std::min<std::uint64_t>(literal_left_, bytes.size());
            const auto piece = bytes.first(static_cast<std::size_t>(count));
            bytes = bytes.subspan(piece.size());
            if (const auto taken = take_literal(piece); !taken) return taken.error();
            continue;
        }
        const auto text = as_text(bytes);
        const auto end = text.find('\n');
        const auto piece = text.substr(0, end);
        if (line_.size() + piece.size() > most_line_bytes) return no_imap(line_);
        if (piece.find('\0') != std::string_view::npos) return no_imap(line_);
        line_ += piece;
        bytes = bytes.subspan(std::min(bytes.size(), piece.size() + (end != text.npos ? 1 : 0)));
        if (end == text.npos) continue;
        if (const auto ended = end_line(); !ended) return ended.error();
    }
    return Done{};
}

Result<Done> ImapReader::end_line() {
    if (line_.size() > begun_ && line_.back() == '\r') line_.pop_back();
    if (const auto size = literal_size(line_)) {
        // The announcement must stand in this physical line, not in a literal kept before it.
        const auto open = line_.rfind('{');
        if (open >= begun_) {
            line_.resize(open);
            return begin_literal(*size);
        }
    }
    const auto line = std::exchange(line_, {});
    begun_ = 0;
    const auto response = parse_imap_response(line);
    if (!response) return no_imap(line);
    return events_.response(*response);
}

Result<Done> ImapReader::begin_literal(std::uint64_t size) {
    const auto streams = events_.begin_literal(line_, size);
    if (!streams) return streams.error();
    if (!*streams && size > most_kept_literal_bytes) return no_imap(line_);
    literal_left_ = size;
    kept_.clear();
    mode_ = *streams ? Mode::streamed : Mode::kept;
    return take_literal({});
}

Result<Done> ImapReader::take_literal(ByteSpan bytes) {
    if (!bytes.empty() && mode_ == Mode::streamed) {
        if (const auto taken = events_.literal(bytes); !taken) return taken.error();
    } else {
        kept_ += as_text(bytes);
    }
    literal_left_ -= bytes.size();
    if (literal_left_ > 0) return Done{};

    if (mode_ == Mode::streamed) {
        line_ += streamed_mark;
    } else {
        // As a quoted string; only its escapes matter to our own parser, line ends inside do no
        // harm there.
        std::replace(kept_.begin(), kept_.end(), '\0', ' ');
        line_ += '"';
        for (const char c : kept_) {
            if (c == '"' || c == '\\') line_ += '\\';
            line_ += c;
        }
        line_ += '"';
    }
    begun_ = line_.size();
    mode_ = Mode::line;
    return Done{};
}

}  // namespace shoujian

#include "daemon/mail/compose.hpp"

#include "parsers/base/bytes.hpp"
#include "parsers/base/text.hpp"

#include <mimetic/codec/base64.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace shoujian {
namespace {

constexpr std::string_view crlf = "\r\n";
constexpr std::size_t line_width = 76;

std::string base64(std::string_view bytes) {
    constexpr int one_line = 0;
    mimetic::Base64::Encoder encoder(one_line);
    std::string out;
    out.reserve(bytes.size() / 3 * 4 + 4);
    encoder.process(bytes.begin(), bytes.end(), std::back_inserter(out));
    return out;
}

/// A header value can never start a line of its own: every control character is a blank.
std::string one_line(std::string_view value) {
    std::string out(value);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, ' ');
    return out;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

/// RFC 2047: words of at most 75 characters, none of which parts a character; joined by `between`.
std::string encoded_words(std::string_view text, std::string_view between) {
    constexpr std::size_t most_bytes =
        39;  // 52 characters of base64, 64 with the frame: room for a field's name
    std::string out;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = begin, next = begin;
        while (next < text.size()) {
            next_character(text, next);
            if (next - begin > most_bytes) break;
            end = next;
        }
        if (!out.empty()) out += between;
        out += "=?UTF-8?B?" + base64(text.substr(begin, end - begin)) + "?=";
        begin = end;
    }
    return out;
}

/// Text for people (Subject): as it is where it is plain ASCII.
std::string unstructured(std::string_view value) {
    const auto clean = one_line(value);
    if (is_ascii(clean) && clean.find("=?") == std::string::npos) return clean;
    return encoded_words(clean_utf8(clean), " ");
}

/// RFC 5322 3.4: the display name as it must be written, the address untouched.
std::string mailbox(std::string_view value) {
    const auto clean = one_line(value);
    const auto open = clean.rfind('<');
    if (open == std::string::npos) return clean;
    const auto name = std::string(trim(std::string_view(clean).substr(0, open)));
    const auto address = clean.substr(open);
    if (name.empty()) return address;
    if (!is_ascii(name) || name.find("=?") != std::string::npos) {
        return encoded_words(clean_utf8(name), " ") + " " + address;
    }
    if (name.find_first_of("()<>[]:;@\\,.") == std::string::npos || name.starts_with('"')) {
        return name + " " + address;
    }
    std::string quoted;
    for (const char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return '"' + quoted + "\" " + address;
}

/// A field, folded at blanks so that no line passes 76 characters where that can be helped.
std::string field(std::string_view name, std::string_view value) {
    std::string out(name);
    out += ':';
    std::size_t column = out.size();
    for (const auto word : split(value, ' ')) {
        if (word.empty()) continue;
        const bool folds = column + 1 + word.size() > line_width && column > name.size() + 1;
        if (folds) {
            out += crlf;
            column = 0;
        }
        out += ' ';
        out += word;
        column += 1 + word.size();
    }
    out += crlf;
    return out;
}

std::string joined(const std::vector<std::string>& ids) {
    std::string out;
    for (const auto& id : ids) out += (out.empty() ? "" : " ") + one_line(id);
    return out;
}

std::string with_crlf(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 32);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        if (text[i] == '\n' || text[i] == '\r') {
            out += crlf;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string in_lines(std::string_view encoded) {
    std::string out;
    out.reserve(encoded.size() + encoded.size() / line_width * 2 + 2);
    for (std::size_t at = 0; at < encoded.size(); at += line_width) {
        out += encoded.substr(at, line_width);
        out += crlf;
    }
    return out;
}

std::string text_part(std::string_view subtype, std::string_view text) {
    return "Content-Type: text/" + std::string(subtype) +
           "; charset=UTF-8\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n" +
           in_lines(base64(with_crlf(text)));
}

/// RFC 2231: percent-encoded UTF-8, in numbered pieces where it is long; a piece never parts a
/// "%E4".
std::string extended_parameter(std::string_view name, std::string_view value) {
    constexpr std::string_view safe =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    constexpr std::size_t most = 48;
    std::vector<std::string> pieces{""};
    for (const char c : value) {
        const std::string byte(1, c);
        auto shown = byte;
        if (safe.find(c) == std::string_view::npos) {
            auto digits = hex(as_bytes(byte));
            std::transform(digits.begin(), digits.end(), digits.begin(), [](char d) {
                return d >= 'a' && d <= 'f' ? static_cast<char>(d - 'a' + 'A') : d;
            });
            shown = "%" + digits;
        }
        if (pieces.back().size() + shown.size() > most) pieces.emplace_back();
        pieces.back() += shown;
    }
    if (pieces.size() == 1) return ";\r\n " + std::string(name) + "*=UTF-8''" + pieces[0];
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        out += ";\r\n " + std::string(name) + "*" + std::to_string(i)
               + (i == 0 ? "*=UTF-8''" : "*=") + pieces[i];
    }
    return out;
}

/// For programs that know no RFC 2231: an encoded word in quotes, forbidden and understood
/// everywhere.
std::string plain_parameter(std::string_view name, std::string_view value) {
    std::string shown;
    if (is_ascii(value) && value.find("=?") == std::string_view::npos) {
        for (const char c : value) {
            if (c == '"' || c == '\\') shown += '\\';
            shown += c;
        }
    } else {
        shown = encoded_words(value, "\r\n ");
    }
    return ";\r\n " + std::string(name) + "=\"" + shown + "\"";
}

std::string attachment_part(const Draft::Attachment& attachment) {
    const auto name = clean_utf8(one_line(attachment.name));
    auto type = one_line(attachment.content_type);
    if (type.empty()) type = "application/octet-stream";
    std::string out = "Content-Type: " + type + plain_parameter("name", name) + "\r\n";
    out += "Content-Transfer-Encoding: base64\r\n";
    out += "Content-Disposition: attachment" + plain_parameter("filename", name);
    if (!is_ascii(name)) out += extended_parameter("filename", name);
    out += "\r\n\r\n" + in_lines(base64(attachment.bytes));
    return out;
}

/// "=_" is in no base64 line, so a boundary never stands in a body.
std::string boundary(const Draft& draft, std::string_view which) {
    const auto digest = sha256(as_bytes(draft.message_id + "/" + std::string(which)));
    return "=_" + base32(digest, 32);
}

std::string multipart(std::string_view subtype,
                      const std::string& boundary,
                      const std::vector<std::string>& parts) {
    std::string out = "Content-Type: multipart/" + std::string(subtype) + ";\r\n boundary=\""
                      + boundary + "\"\r\n\r\n";
    for (const auto& part : parts) {
        out += "--" + boundary + "\r\n" + part;
    }
    out += "--" + boundary + "--\r\n";
    return out;
}

std::string body(const Draft& draft) {
    auto words = text_part("plain", draft.text);
    if (!draft.html.empty()) {
        words = multipart("alternative", boundary(draft, "alternative"),
                          {words, text_part("html", draft.html)});
    }
    if (draft.attachments.empty()) return words;
    std::vector<std::string> parts{words};
    for (const auto& attachment : draft.attachments) parts.push_back(attachment_part(attachment));
    return multipart("mixed", boundary(draft, "mixed"), parts);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> answer_headers() {
    return {{"Auto-Submitted", "auto-replied"},
            {"Precedence", "bulk"},
            {"X-Auto-Response-Suppress", "All"}};
}

std::string compose(const Draft& draft) {
    std::string out;
    out += field("Date", format_rfc5322(draft.date));
    out += field("From", mailbox(draft.from));
    out += field("To", mailbox(draft.to));
    out += field("Subject", unstructured(draft.subject));
    out += field("Message-ID", one_line(draft.message_id));
    if (!draft.in_reply_to.empty()) out += field("In-Reply-To", one_line(draft.in_reply_to));
    if (!draft.references.empty()) out += field("References", joined(draft.references));
    for (const auto& [name, value] : draft.headers) out += field(name, unstructured(value));
    out += "MIME-Version: 1.0\r\n";
    out += body(draft);
    return out;
}

}  // namespace shoujian

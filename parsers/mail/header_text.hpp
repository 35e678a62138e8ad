#pragma once

#include "parsers/mail/message.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// Blank, tab, CR, LF: what parts words in a header, whatever its charset.
bool is_space(char c);
std::string_view stripped(std::string_view text);

/// A header value without its folds (RFC 5322 2.2.3): line ends gone, NUL read as a blank; bytes
/// else as they are.
std::string unfold(std::string_view raw);

/// An unstructured header value (Subject, a display name) as UTF-8.
///
/// Encoded words (RFC 2047) are read wherever they stand and however they are misused: inside
/// quotes, back to back, with a character or a base64 group split across two of them, with blanks
/// inside, without an end, without a charset. Raw 8-bit text is read by parsers/base/charset. Folds
/// and blanks at both ends are gone.
std::string decode_header(std::string_view raw);

/// One `name=value` of a structured header, already put together from its RFC 2231 pieces.
struct Parameter {
    std::string name;       ///< lower case, without * and number
    std::string value;      ///< bytes, quotes and percent signs undone, charset not yet
    bool extended = false;  ///< came as name*=
    std::string charset;    ///< of an extended value; may be empty
};

/// Content-Type, Content-Disposition: `value; name=value; …`.
struct HeaderValue {
    std::string value;  ///< lower case, no blanks: "multipart/mixed"
    std::vector<Parameter> parameters;

    /// The bytes of a parameter, for those that are compared and not shown (boundary, charset);
    /// empty where absent.
    std::string_view bytes(std::string_view name) const;
    /// A parameter as UTF-8 text: RFC 2231, RFC 2047 inside it, percent signs, raw GBK; the best
    /// where it came twice.
    std::string text(std::string_view name) const;
};

/// Tolerant: missing quotes or semicolons, quotes inside quotes, GBK characters whose second byte
/// is a backslash. Read up to 8 KB: a thousand parts may each have one.
HeaderValue parse_header_value(std::string_view raw);

/// A quoted string (RFC 5322 3.2.4) from its opening quote at `at`, without its quotes; `at` moves
/// behind it. A quote that is followed by more text before the next ; or the end is one that the
/// sender forgot to escape.
std::string quoted_string(std::string_view text, std::size_t& at);

/// Every <…> of Message-ID, In-Reply-To or References, in order, each once; at most the last 100.
std::vector<std::string> parse_message_ids(std::string_view raw);

}  // namespace shoujian

#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// A value of an IMAP response (RFC 3501 chapter 4).
struct ImapValue {
    enum class Kind {
        nil,
        atom,
        string,
        list,
        streamed
    };  ///< streamed: a literal that went to the sink
    Kind kind = Kind::nil;
    std::string text;  ///< of an atom, as written; of a string, its content
    std::vector<ImapValue> items;
    bool operator==(const ImapValue&) const = default;
};

/// One response: `* 3 FETCH (UID 7)` is tag "*", number 3, name "FETCH", values {(UID 7)}.
/// Of OK, NO, BAD, BYE, PREAUTH and "+": no values; `code` is what stands in [ ], `text` the rest
/// of the line.
struct ImapResponse {
    std::string tag;
    std::optional<std::uint32_t> number;
    std::string name;  ///< upper case
    std::vector<ImapValue> values;
    std::string code, text;
    bool operator==(const ImapResponse&) const = default;
};

/// What a reader hands out. An error of any of them ends the reading and is returned by feed.
struct ImapEvents {
    /// A literal of `size` bytes comes, after the response's text so far: true sends its bytes to
    /// `literal`.
    std::function<Result<bool>(std::string_view before, std::uint64_t size)> begin_literal;
    std::function<Result<Done>(ByteSpan)> literal;
    std::function<Result<Done>(const ImapResponse&)> response;
};

/// Bytes as they come from the server, in any pieces, to responses. Lines and literals kept in
/// memory are bounded; what is no IMAP is Fault::network: the stream cannot be trusted any more,
/// the connection must be closed.
class ImapReader {
public:
    static constexpr std::size_t most_line_bytes =
        4'000'000;  ///< UID SEARCH ALL over 360,000 UIDs of ten digits
    static constexpr std::size_t most_kept_literal_bytes = 65'536;

    explicit ImapReader(ImapEvents events) : events_(std::move(events)) {}
    Result<Done> feed(ByteSpan bytes);

private:
    Result<Done> end_line();
    Result<Done> begin_literal(std::uint64_t size);
    Result<Done> take_literal(ByteSpan bytes);

    ImapEvents events_;
    std::string line_;       ///< the response so far; kept literals stand in it as quoted strings
    std::size_t begun_ = 0;  ///< where the current physical line begins in line_
    std::string kept_;
    std::uint64_t literal_left_ = 0;
    enum class Mode { line, kept, streamed } mode_ = Mode::line;
};

/// One whole line without CRLF; nullopt: no response of IMAP.
std::optional<ImapResponse> parse_imap_response(std::string_view line);

/// Quoted string of RFC 3501; nullopt where it has CR, LF or NUL and so cannot be one.
std::optional<std::string> imap_quoted(std::string_view text);

}  // namespace shoujian

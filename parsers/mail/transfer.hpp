#pragma once

#include "parsers/base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shoujian {

/// Content-Transfer-Encoding (RFC 2045 6). Unknown labels are identity.
enum class Coding { identity, base64, quoted_printable };

/// Case, blanks, quotes and comments of the label do not matter: "BASE64 " is base64.
Coding coding_of(std::string_view label);

/// Whether a body is base64 from its first line to its last, whatever it is declared to be: lines
/// of one length but the last, of at least 60 characters.
bool is_all_base64(std::string_view body);

/// A part's body, decoded.
///
/// body     the encoded text; with Coding::identity the result is a view into it and it must
/// outlive the result most     bytes that the result may have; counted before anything is allocated
/// returns  nothing where it would be larger. base64 ends where padding or a blank line is followed
/// by text that is none
///          (footers of list servers and virus scanners); quoted-printable text gets LF line ends
std::optional<Bytes> decode_body(std::string_view body, Coding coding, std::uint64_t most);

/// A short base64 text, as in a header; what is no base64 in it is skipped.
std::string decode_base64_text(std::string_view text);

}  // namespace shoujian

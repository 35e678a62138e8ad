#pragma once

#include <string>
#include <string_view>

namespace shoujian {

/// Text of one unfolded header value with its encoded words (RFC 2047) and raw 8-bit text read as
/// UTF-8; linear in its length.
std::string decode_words(std::string_view text);

/// Length of the encoded word at the beginning of `text`, 0 where none stands.
std::size_t encoded_word_length(std::string_view text);

}  // namespace shoujian

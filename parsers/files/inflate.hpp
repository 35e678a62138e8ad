#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/base/bytes.hpp"

#include <optional>

namespace shoujian {

/// A zlib stream (RFC 1950) unpacked; at most `most` bytes, taken from the budget while they are
/// produced. Nothing where it is broken or would produce more.
std::optional<Bytes> inflate_zlib(ByteSpan packed, std::uint64_t most, Budget& budget);

}  // namespace shoujian

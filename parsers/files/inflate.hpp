#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/base/bytes.hpp"
#include "parsers/files/entry.hpp"

#include <optional>
#include <string>

namespace shoujian {

/// A zlib stream (RFC 1950) unpacked; at most `most` bytes, taken from the budget while they are
/// produced. Nothing where it is broken or would produce more.
std::optional<Bytes> inflate_zlib(ByteSpan packed, std::uint64_t most, Budget& budget);

/// What is in a gzip file (RFC 1952), all its members one after another.
struct Gunzipped {
    EntryRead outcome = EntryRead::broken;
    Bytes bytes;       ///< where it is broken: what came before that
    std::string name;  ///< as stored, safe to show; often empty
};
Gunzipped inflate_gzip(ByteSpan packed, std::uint64_t most, Budget& budget);

}  // namespace shoujian

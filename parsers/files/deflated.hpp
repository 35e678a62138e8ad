#pragma once

#include "parsers/base/bytes.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace shoujian {

/// Unpacks raw DEFLATE streams (RFC 1951) whose size is known beforehand, in one go.
class Inflater {
public:
    Inflater();
    ~Inflater();

    /// Exactly `size` bytes with that CRC-32, or nothing: the stream is broken, or what was said of
    /// it is not true. `size` bytes are allocated.
    std::optional<Bytes> inflate(ByteSpan packed, std::size_t size, std::uint32_t crc) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// CRC-32 as zip and gzip have it.
std::uint32_t crc32_of(ByteSpan bytes);

}  // namespace shoujian

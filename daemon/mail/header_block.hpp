#pragma once

#include "parsers/base/bytes.hpp"

#include <cstddef>

namespace shoujian {

/// Cuts the header block out of a message that comes in pieces: up to and with the first empty line
/// (CRLF or LF), and never more than a bound, since a hostile mail may have no empty line at all.
class HeaderBlock {
public:
    static constexpr std::size_t most_bytes = 1'000'000;

    /// The part of `chunk` that still belongs to the header block.
    ByteSpan take(ByteSpan chunk) {
        std::size_t used = 0;
        while (used < chunk.size() && !complete_) {
            const auto byte = chunk[used++];
            if (byte == std::byte{'\n'}) {
                complete_ = at_line_start_;
                at_line_start_ = true;
            } else if (byte != std::byte{'\r'}) {
                at_line_start_ = false;
            }
            complete_ = complete_ || ++taken_ == most_bytes;
        }
        return chunk.first(used);
    }
    bool complete() const { return complete_; }

private:
    std::size_t taken_ = 0;
    bool at_line_start_ = true, complete_ = false;
};

}  // namespace shoujian

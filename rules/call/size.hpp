#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace shoujian {

/// "1MB" in both readings: decimal where a lower bound favours the submitter, binary where an upper
/// one does.
struct Size {
    std::uint64_t decimal = 0, binary = 0;
};

/// A number and a unit (B, K, KB, M, MB, G, GB, case aside, a blank between); nothing else.
std::optional<Size> parse_size(std::string_view text);

}  // namespace shoujian

#pragma once

#include "parsers/base/little_endian.hpp"

#include <optional>

namespace shoujian {

/// A PLC ([MS-DOC] 2.2.2): n + 1 ascending positions, then n elements of equal size. The bytes must
/// outlive it; positions that do not ascend are not found, never followed.
class Plc {
public:
    Plc(ByteSpan bytes, std::size_t element_bytes)
        : bytes_(bytes),
          element_bytes_(element_bytes),
          size_(bytes.size() < 4 ? 0 : (bytes.size() - 4) / (4 + element_bytes)) {}

    std::size_t size() const { return size_; }
    std::uint32_t position(std::size_t index) const { return bytes_.u32(index * 4); }
    LittleEndian element(std::size_t index) const {
        return LittleEndian(bytes_.part((size_ + 1) * 4 + index * element_bytes_, element_bytes_));
    }

    /// The element whose range holds `at`.
    std::optional<std::size_t> find(std::uint32_t at) const {
        std::size_t low = 0, high = size_;
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (position(middle + 1) <= at)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == size_ || at < position(low) || at >= position(low + 1)) return std::nullopt;
        return low;
    }

private:
    LittleEndian bytes_;
    std::size_t element_bytes_, size_;
};

}  // namespace shoujian

#pragma once

#include "parsers/base/bytes.hpp"

#include <algorithm>
#include <string>

namespace shoujian {

/// Little-endian numbers out of untrusted bytes: what lies beyond their end is 0, so a field that
/// is missing reads like one that is empty. `has` tells the two apart where that matters. The bytes
/// must outlive it.
class LittleEndian {
public:
    explicit LittleEndian(ByteSpan bytes) : bytes_(bytes) {}

    std::size_t size() const { return bytes_.size(); }
    bool has(std::size_t at, std::size_t count) const {
        return at <= bytes_.size() && count <= bytes_.size() - at;
    }
    std::uint8_t u8(std::size_t at) const { return static_cast<std::uint8_t>(number(at, 1)); }
    std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
    std::uint32_t u32(std::size_t at) const { return number(at, 4); }
    std::uint64_t u64(std::size_t at) const { return u32(at) | std::uint64_t{u32(at + 4)} << 32; }
    std::int16_t i16(std::size_t at) const { return static_cast<std::int16_t>(u16(at)); }
    std::int32_t i32(std::size_t at) const { return static_cast<std::int32_t>(u32(at)); }

    /// The bytes from `at`, at most `count`; both are cut to what is there.
    ByteSpan part(std::size_t at, std::size_t count = SIZE_MAX) const {
        at = std::min(at, bytes_.size());
        return bytes_.subspan(at, std::min(count, bytes_.size() - at));
    }

    /// UTF-16 code units as they stand; fewer where the bytes end.
    std::u16string utf16(std::size_t at, std::size_t units) const {
        const LittleEndian text(part(at, units > SIZE_MAX / 2 ? SIZE_MAX : units * 2));
        std::u16string out(text.size() / 2, u'\0');
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = text.u16(i * 2);
        return out;
    }

private:
    std::uint32_t number(std::size_t at, std::size_t count) const {
        std::uint32_t value = 0;
        for (std::size_t i = count; i-- > 0;) value = value << 8 | byte(at, i);
        return value;
    }
    std::uint32_t byte(std::size_t at, std::size_t i) const {
        return at < bytes_.size() && i < bytes_.size() - at
                   ? std::to_integer<std::uint32_t>(bytes_[at + i])
                   : 0;
    }

    ByteSpan bytes_;
};

}  // namespace shoujian

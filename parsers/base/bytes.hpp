#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

using ByteSpan = std::span<const std::byte>;

/// An immutable run of bytes that shares its owner: copying and slicing cost a pointer, never the
/// bytes. `Bytes::borrowed` has no owner: what it looks at must outlive every copy (the mapped
/// message of a reader does).
class Bytes {
public:
    Bytes() = default;
    static Bytes owned(std::vector<std::byte> bytes);
    static Bytes owned(std::string text);
    static Bytes owned(std::unique_ptr<std::byte[]> bytes, std::size_t size);
    static Bytes borrowed(ByteSpan bytes) { return Bytes(nullptr, bytes); }

    const std::byte* data() const { return span_.data(); }
    std::size_t size() const { return span_.size(); }
    bool empty() const { return span_.empty(); }
    ByteSpan span() const { return span_; }
    operator ByteSpan() const { return span_; }

    /// The part from `offset`, at most `length` long; both are cut to what is there. Shares the
    /// owner.
    Bytes slice(std::size_t offset, std::size_t length = SIZE_MAX) const;

    bool operator==(const Bytes& other) const;

private:
    Bytes(std::shared_ptr<const void> owner, ByteSpan span)
        : owner_(std::move(owner)), span_(span) {}

    std::shared_ptr<const void> owner_;
    ByteSpan span_;
};

/// The same memory seen as text and back; no copy, no check of the encoding. The result lives as
/// long as its argument.
std::string_view as_text(ByteSpan bytes);
ByteSpan as_bytes(std::string_view text);

/// SHA-256 (FIPS 180-4), and HMAC over it (RFC 2104).
using Sha256 = std::array<std::byte, 32>;
Sha256 sha256(ByteSpan bytes);
Sha256 hmac_sha256(ByteSpan key, ByteSpan bytes);

/// For bytes that come piece by piece.
class Sha256Stream {
public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(const Sha256Stream&) = delete;
    Sha256Stream& operator=(const Sha256Stream&) = delete;
    void add(ByteSpan bytes);
    Sha256 finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Lower-case hexadecimal.
std::string hex(ByteSpan bytes);

/// RFC 4648 base32 without padding, lower case, cut to `characters`.
std::string base32(ByteSpan bytes, std::size_t characters);

}  // namespace shoujian

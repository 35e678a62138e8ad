#include "parsers/base/bytes.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <cstring>

namespace shoujian {

Bytes Bytes::owned(std::vector<std::byte> bytes) {
    auto owner = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
    const ByteSpan span(*owner);
    return Bytes(std::move(owner), span);
}

Bytes Bytes::owned(std::string text) {
    auto owner = std::make_shared<const std::string>(std::move(text));
    const ByteSpan span = as_bytes(*owner);
    return Bytes(std::move(owner), span);
}

Bytes Bytes::owned(std::unique_ptr<std::byte[]> bytes, std::size_t size) {
    const ByteSpan span(bytes.get(), size);
    return Bytes(std::shared_ptr<const std::byte[]>(std::move(bytes)), span);
}

Bytes Bytes::slice(std::size_t offset, std::size_t length) const {
    offset = std::min(offset, span_.size());
    length = std::min(length, span_.size() - offset);
    return Bytes(owner_, span_.subspan(offset, length));
}

bool Bytes::operator==(const Bytes& other) const {
    return std::ranges::equal(span_, other.span_);
}

std::string_view as_text(ByteSpan bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

ByteSpan as_bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

struct Sha256Stream::State {
    using Context =
        std::unique_ptr<EVP_MD_CTX, decltype([](EVP_MD_CTX* c) { EVP_MD_CTX_free(c); })>;
    Context context{EVP_MD_CTX_new()};
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
    EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr);
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::add(ByteSpan bytes) {
    EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

Sha256 Sha256Stream::finish() {
    Sha256 digest{};
    EVP_DigestFinal_ex(state_->context.get(), reinterpret_cast<unsigned char*>(digest.data()),
                       nullptr);
    return digest;
}

Sha256 sha256(ByteSpan bytes) {
    Sha256Stream stream;
    stream.add(bytes);
    return stream.finish();
}

Sha256 hmac_sha256(ByteSpan key, ByteSpan bytes) {
    Sha256 digest{};
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()), nullptr);
    return digest;
}

std::string hex(ByteSpan bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const std::byte b : bytes) {
        out += digits[std::to_integer<std::size_t>(b >> 4)];
        out += digits[std::to_integer<std::size_t>(b & std::byte{15})];
    }
    return out;
}

std::string base32(ByteSpan bytes, std::size_t characters) {
    constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const std::byte b : bytes) {
        bits = (bits << 8) | std::to_integer<std::uint32_t>(b);
        for (held += 8; held >= 5; held -= 5) out += alphabet[(bits >> (held - 5)) & 31];
    }
    if (held > 0) out += alphabet[(bits << (5 - held)) & 31];
    return out.substr(0, characters);
}

}  // namespace shoujian

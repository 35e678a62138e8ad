#include "parsers/files/deflated.hpp"

#include <libdeflate.h>

#include <new>

namespace shoujian {

struct Inflater::State {
    using Owner = std::unique_ptr<libdeflate_decompressor, decltype([](libdeflate_decompressor* d) {
                                      libdeflate_free_decompressor(d);
                                  })>;
    Owner decompressor;
};

Inflater::Inflater() : state_(std::make_unique<State>()) {
    state_->decompressor.reset(libdeflate_alloc_decompressor());
    if (!state_->decompressor) throw std::bad_alloc();
}

Inflater::~Inflater() = default;

std::optional<Bytes> Inflater::inflate(ByteSpan packed, std::size_t size, std::uint32_t crc) const {
    auto bytes = std::make_unique_for_overwrite<std::byte[]>(size + 1);
    std::size_t used = 0, produced = 0;
    const libdeflate_result outcome =
        libdeflate_deflate_decompress_ex(state_->decompressor.get(), packed.data(), packed.size(),
                                         bytes.get(), size, &used, &produced);
    if (outcome != LIBDEFLATE_SUCCESS || produced != size) return std::nullopt;
    Bytes out = Bytes::owned(std::move(bytes), size);
    return crc32_of(out) == crc ? std::optional(std::move(out)) : std::nullopt;
}

std::uint32_t crc32_of(ByteSpan bytes) {
    return libdeflate_crc32(0, bytes.data(), bytes.size());
}

}  // namespace shoujian

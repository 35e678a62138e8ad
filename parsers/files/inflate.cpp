#include "parsers/files/inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

namespace shoujian {
namespace {

/// One step of unpacking: into the end of `out`, which grows by at most 64 KiB, and by one byte
/// more than `most` in all: zlib needs room to see that a stream has ended.
int inflate_step(z_stream& stream,
                 std::uint64_t most,
                 Budget& budget,
                 std::vector<std::byte>& out) {
    constexpr std::size_t step = 65'536;
    const std::size_t before = out.size();
    const std::size_t room =
        static_cast<std::size_t>(std::min<std::uint64_t>(step, most + 1 - before));
    if (room == 0) return Z_BUF_ERROR;
    out.resize(before + room);
    stream.next_out = static_cast<Bytef*>(static_cast<void*>(out.data() + before));
    stream.avail_out = static_cast<uInt>(room);
    const int outcome = inflate(&stream, Z_NO_FLUSH);
    out.resize(before + room - stream.avail_out);
    return budget.take_bytes(out.size() - before) ? outcome : Z_MEM_ERROR;
}

}  // namespace

std::optional<Bytes> inflate_zlib(ByteSpan packed, std::uint64_t most, Budget& budget) {
    if (packed.size() > std::numeric_limits<uInt>::max()) return std::nullopt;
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return std::nullopt;
    const std::unique_ptr<z_stream, decltype([](z_stream* s) { inflateEnd(s); })> owner(&stream);
    // zlib does not write here; without ZLIB_CONST its declaration does not say so.
    stream.next_in =
        static_cast<Bytef*>(const_cast<void*>(static_cast<const void*>(packed.data())));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::vector<std::byte> out;
    int outcome = Z_OK;
    while (outcome == Z_OK) outcome = inflate_step(stream, most, budget, out);
    if (outcome != Z_STREAM_END || out.size() > most) return std::nullopt;
    return Bytes::owned(std::move(out));
}

}  // namespace shoujian

#include "parsers/files/inflate.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/base/little_endian.hpp"

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

using Owner = std::unique_ptr<z_stream, decltype([](z_stream* s) { inflateEnd(s); })>;

/// window  zlib's windowBits: 16 more for gzip
bool begin(z_stream& stream, ByteSpan packed, int window) {
    if (packed.size() > std::numeric_limits<uInt>::max()) return false;
    // zlib does not write here; without ZLIB_CONST its declaration does not say so.
    stream.next_in =
        static_cast<Bytef*>(const_cast<void*>(static_cast<const void*>(packed.data())));
    stream.avail_in = static_cast<uInt>(packed.size());
    return inflateInit2(&stream, window) == Z_OK;
}

/// RFC 1952 2.3: the name stands behind ten bytes and the extra field, if its flag says so.
std::string gzip_name(ByteSpan packed) {
    const LittleEndian all(packed);
    const std::uint8_t flags = all.u8(3);
    if ((flags & 8) == 0) return "";
    const std::size_t at = 10 + ((flags & 4) != 0 ? std::size_t{2} + all.u16(10) : 0);
    const std::string_view text = as_text(all.part(at, 1000));
    return safe_entry_name(decode_text(as_bytes(text.substr(0, text.find('\0'))), "gb18030"));
}

}  // namespace

std::optional<Bytes> inflate_zlib(ByteSpan packed, std::uint64_t most, Budget& budget) {
    z_stream stream{};
    if (!begin(stream, packed, MAX_WBITS)) return std::nullopt;
    const Owner owner(&stream);
    std::vector<std::byte> out;
    int outcome = Z_OK;
    while (outcome == Z_OK) outcome = inflate_step(stream, most, budget, out);
    if (outcome != Z_STREAM_END || out.size() > most) return std::nullopt;
    return Bytes::owned(std::move(out));
}

Gunzipped inflate_gzip(ByteSpan packed, std::uint64_t most, Budget& budget) {
    Gunzipped out;
    z_stream stream{};
    if (!begin(stream, packed, MAX_WBITS + 16)) return out;
    const Owner owner(&stream);
    out.name = gzip_name(packed);
    std::vector<std::byte> bytes;
    int outcome = Z_OK;
    while (outcome == Z_OK) {
        outcome = inflate_step(stream, most, budget, bytes);
        // Another member may follow; zeros behind the last are a tape's.
        const bool more = outcome == Z_STREAM_END && stream.avail_in > 2
                          && stream.next_in[0] == 0x1F && stream.next_in[1] == 0x8B;
        if (more) outcome = inflateReset(&stream);
    }
    if (outcome == Z_MEM_ERROR || bytes.size() > most)
        out.outcome = EntryRead::too_large;
    else if (outcome == Z_STREAM_END)
        out.outcome = EntryRead::ok;
    out.bytes = Bytes::owned(std::move(bytes));
    return out;
}

}  // namespace shoujian

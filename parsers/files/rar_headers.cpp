#include "parsers/files/rar_headers.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/base/little_endian.hpp"
#include "parsers/files/entry.hpp"

#include <algorithm>

namespace shoujian {
namespace {

/// Numbers of 7 bits a byte, the lowest first, the highest bit meaning "more". Beyond the end: 0.
class Cursor {
public:
    explicit Cursor(ByteSpan bytes) : bytes_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 63 && at_ < bytes_.size(); shift += 7) {
            const auto byte = std::to_integer<std::uint64_t>(bytes_[at_++]);
            value |= (byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        return value;
    }
    /// The next bytes, as many as there are.
    ByteSpan take(std::uint64_t count) {
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(count, left()));
        at_ += length;
        return bytes_.subspan(at_ - length, length);
    }
    std::size_t left() const { return bytes_.size() - at_; }

private:
    ByteSpan bytes_;
    std::size_t at_ = 0;
};

enum Block : std::uint64_t { main_block = 1, file_block = 2, encryption_block = 4, end_block = 5 };

bool has_encryption(ByteSpan extra) {
    Cursor records(extra);
    while (records.left() > 0) {
        const std::uint64_t size = records.number();
        Cursor record(records.take(size));
        if (size == 0) return false;
        if (record.number() == 1) return true;
    }
    return false;
}

/// The name in a file header, behind its flags, size, attributes, time, checksum, method, system.
std::string name_in(Cursor& header) {
    const std::uint64_t flags = header.number();
    header.number();
    header.number();
    header.take(((flags & 2) != 0 ? 4U : 0U) + ((flags & 4) != 0 ? 4U : 0U));
    header.number();
    header.number();
    const std::uint64_t length = header.number();
    return safe_entry_name(decode_text(header.take(length), "utf-8"));
}

void read_block(ByteSpan bytes, RarHeaders& out, std::uint64_t& type, std::uint64_t& data) {
    Cursor header(bytes);
    type = header.number();
    const std::uint64_t flags = header.number();
    const std::uint64_t extra = (flags & 1) != 0 ? header.number() : 0;
    data = (flags & 2) != 0 ? header.number() : 0;
    if (type == encryption_block) out.headers_encrypted = true;
    if (type == main_block) {
        const std::uint64_t archive = header.number();
        out.volume = out.volume || (archive & 1) != 0;
        out.solid = out.solid || (archive & 4) != 0;
    }
    if (type != file_block || extra > header.left()) return;
    if (has_encryption(bytes.last(static_cast<std::size_t>(extra))))
        out.encrypted.push_back(name_in(header));
}

void walk_five(ByteSpan file, std::size_t most_entries, RarHeaders& out) {
    Cursor rest(file.subspan(8));
    for (std::size_t blocks = 0; blocks < most_entries * 2 && rest.left() > 4; ++blocks) {
        const std::size_t begin = file.size() - rest.left(), known = out.encrypted.size();
        rest.take(4);  // the header's checksum
        const std::uint64_t size = rest.number();
        std::uint64_t type = 0, data = 0;
        read_block(rest.take(size), out, type, data);
        if (size == 0 || type == end_block || out.headers_encrypted) return;
        rest.take(data);
        if (out.encrypted.size() > known) out.locked.push_back({begin, file.size() - rest.left()});
    }
}

}  // namespace

Bytes without_locked(const Bytes& file, const RarHeaders& headers) {
    std::vector<std::byte> out;
    std::size_t at = 0;
    const auto copy = [&](std::size_t end) {
        const ByteSpan part = ByteSpan(file).subspan(at, end - at);
        out.insert(out.end(), part.begin(), part.end());
    };
    for (const RarHeaders::Range& one : headers.locked) {
        copy(one.begin);
        at = one.end;
    }
    copy(file.size());
    return Bytes::owned(std::move(out));
}

RarHeaders read_rar_headers(ByteSpan file, std::size_t most_entries) {
    constexpr std::string_view five("Rar!\x1A\x07\x01\0", 8);
    RarHeaders out;
    out.five = as_text(file).starts_with(five);
    if (out.five) {
        walk_five(file, most_entries, out);
        return out;
    }
    const LittleEndian all(file);
    if (all.u8(9) == 0x73) {  // the main header: checksum, type, flags
        out.volume = (all.u16(10) & 0x01) != 0;
        out.headers_encrypted = (all.u16(10) & 0x80) != 0;
    }
    return out;
}

}  // namespace shoujian

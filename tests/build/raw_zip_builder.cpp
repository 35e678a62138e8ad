#include "tests/build/raw_zip_builder.hpp"

#include <zlib.h>

namespace shoujian {
namespace {

std::string zip64_field(std::uint64_t size, std::uint64_t offset, bool with_offset) {
    std::string field = little(size, 8) + little(size, 8);
    if (with_offset) field += little(offset, 8);
    return little(1, 2) + little(field.size(), 2) + field;
}

/// What both headers have alike, from the version needed to the length of the extra field.
std::string shared_fields(const RawZipBuilder::Entry& entry,
                          std::size_t extra,
                          bool sizes_are_behind) {
    const std::uint64_t size = entry.zip64 ? 0xFFFFFFFF : entry.bytes.size();
    const std::uint32_t sum = crc32_of(entry.bytes) ^ (entry.spoilt ? 1U : 0U);
    const std::string sizes =
        sizes_are_behind ? little(0, 12) : little(sum, 4) + little(size, 4) + little(size, 4);
    return little(45, 2) + little(entry.flags, 2)
           + (entry.method.empty() ? little(0, 2) : entry.method) + little(0x50A15000, 4) + sizes
           + little(entry.name.size(), 2) + little(extra, 2);
}

std::string local_part(const RawZipBuilder::Entry& entry) {
    const std::string extra =
        entry.extra + (entry.zip64 ? zip64_field(entry.bytes.size(), 0, false) : "");
    const bool behind = (entry.flags & 8) != 0;
    std::string out = "PK\x03\x04" + shared_fields(entry, extra.size(), behind) + entry.name + extra
                      + entry.bytes;
    if (behind)
        out += "PK\x07\x08" + little(crc32_of(entry.bytes), 4) + little(entry.bytes.size(), 4)
               + little(entry.bytes.size(), 4);
    return out;
}

std::string central_part(const RawZipBuilder::Entry& entry, std::uint64_t offset) {
    const std::string extra =
        entry.extra + (entry.zip64 ? zip64_field(entry.bytes.size(), offset, true) : "");
    return "PK\x01\x02" + little(entry.mode != 0 ? 0x031E : 45, 2)
           + shared_fields(entry, extra.size(), false) + little(0, 6)
           + little(std::uint64_t{entry.mode} << 16, 4)
           + little(entry.zip64 ? 0xFFFFFFFF : offset, 4) + entry.name + extra;
}

}  // namespace

std::uint32_t crc32_of(const std::string& bytes) {
    return static_cast<std::uint32_t>(crc32_z(
        0, static_cast<const Bytef*>(static_cast<const void*>(bytes.data())), bytes.size()));
}

std::string little(std::uint64_t number, int count) {
    std::string out;
    for (int i = 0; i < count; ++i, number >>= 8) out += static_cast<char>(number & 0xFF);
    return out;
}

RawZipBuilder& RawZipBuilder::add(Entry entry) {
    entries_.push_back(std::move(entry));
    return *this;
}

RawZipBuilder& RawZipBuilder::add(std::string name, std::string bytes) {
    Entry entry;
    entry.name = std::move(name);
    entry.bytes = std::move(bytes);
    return add(std::move(entry));
}

RawZipBuilder& RawZipBuilder::zip64_end() {
    zip64_end_ = true;
    return *this;
}

RawZipBuilder& RawZipBuilder::comment(std::string text) {
    comment_ = std::move(text);
    return *this;
}

RawZipBuilder& RawZipBuilder::last_of(std::uint16_t parts) {
    parts_ = parts;
    return *this;
}

std::string RawZipBuilder::bytes() const {
    std::string out, directory;
    std::vector<std::uint64_t> offsets;
    for (const Entry& entry : entries_) {
        const bool own = entry.same_as < 0;
        offsets.push_back(own ? out.size() : offsets[static_cast<std::size_t>(entry.same_as)]);
        if (own) out += local_part(entry);
        directory += central_part(entry, offsets.back());
    }
    const std::uint64_t start = out.size(), count = entries_.size();
    out += directory;
    if (zip64_end_) {
        const std::uint64_t record = out.size();
        out += "PK\x06\x06" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8)
               + little(count, 8) + little(count, 8) + little(directory.size(), 8)
               + little(start, 8);
        out += "PK\x06\x07" + little(0, 4) + little(record, 8) + little(1, 4);
    }
    const std::uint64_t disk = parts_ - 1U;
    return out + "PK\x05\x06" + little(disk, 2) + little(disk, 2)
           + little(zip64_end_ ? 0xFFFF : count, 2) + little(zip64_end_ ? 0xFFFF : count, 2)
           + little(zip64_end_ ? 0xFFFFFFFF : directory.size(), 4)
           + little(zip64_end_ ? 0xFFFFFFFF : start, 4) + little(comment_.size(), 2) + comment_;
}

std::string unicode_path(const std::string& stored, const std::string& utf8) {
    const std::string field = "\x01" + little(crc32_of(stored), 4) + utf8;
    return little(0x7075, 2) + little(field.size(), 2) + field;
}

}  // namespace shoujian

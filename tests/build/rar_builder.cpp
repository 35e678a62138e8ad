#include "tests/build/rar_builder.hpp"

#include "tests/build/raw_zip_builder.hpp"

#include <optional>

namespace shoujian {
namespace {

/// A header of RAR 4: the lower half of its checksum, then type, flags, size.
std::string header_four(unsigned type, unsigned flags, const std::string& fields) {
    const std::string body =
        little(type, 1) + little(flags, 2) + little(fields.size() + 7, 2) + fields;
    return little(crc32_of(body) & 0xFFFF, 2) + body;
}

std::string file_four(const RarBuilder::Entry& entry) {
    const std::uint64_t size = entry.claimed == UINT64_MAX ? entry.bytes.size() : entry.claimed;
    const unsigned flags = 0x8000U | (entry.encrypted ? 4U : 0U) | (entry.unicode ? 0x200U : 0U)
                           | (entry.folder ? 0xE0U : 0U);
    const std::string fields =
        little(entry.bytes.size(), 4) + little(size, 4) + little(2, 1)  // packed on Windows
        + little(crc32_of(entry.bytes), 4) + little(0x50A15000, 4) + little(20, 1) + little(0x30, 1)
        + little(entry.name.size(), 2) + little(entry.folder ? 0x10 : 0x20, 4) + entry.name;
    return header_four(0x74, flags, fields) + entry.bytes;
}

std::string vint(std::uint64_t number) {
    std::string out;
    for (; number >= 0x80; number >>= 7) out += static_cast<char>((number & 0x7F) | 0x80);
    return out + static_cast<char>(number);
}

/// A header of RAR 5: checksum and size, then type and flags; extra area and data if there are any.
std::string header_five(std::uint64_t type,
                        const std::string& fields,
                        const std::string& extra = "",
                        const std::optional<std::string>& data = std::nullopt) {
    const std::uint64_t flags = (extra.empty() ? 0U : 1U) | (data ? 2U : 0U);
    std::string body = vint(type) + vint(flags);
    if (!extra.empty()) body += vint(extra.size());
    if (data) body += vint(data->size());
    body += fields + extra;
    body = vint(body.size()) + body;
    return little(crc32_of(body), 4) + body + data.value_or("");
}

std::string record(std::uint64_t type, const std::string& fields) {
    const std::string body = vint(type) + fields;
    return vint(body.size()) + body;
}

std::string file_five(const RarBuilder::Entry& entry) {
    const std::uint64_t size = entry.claimed == UINT64_MAX ? entry.bytes.size() : entry.claimed;
    const std::string fields = vint(entry.folder ? 5 : 4) + vint(size)
                               + vint(entry.folder ? 0x10 : 0x20) + little(crc32_of(entry.bytes), 4)
                               + vint(0) + vint(0) + vint(entry.name.size()) + entry.name;
    std::string extra;
    if (entry.encrypted) extra += record(1, vint(0) + vint(0) + std::string(33, '\x0F'));
    if (!entry.link.empty())
        extra += record(5, vint(1) + vint(0) + vint(entry.link.size()) + entry.link);
    return header_five(2, fields, extra, entry.bytes);
}

}  // namespace

RarBuilder& RarBuilder::add(Entry entry) {
    entries_.push_back(std::move(entry));
    return *this;
}

RarBuilder& RarBuilder::add(std::string name, std::string bytes) {
    Entry entry;
    entry.name = std::move(name);
    entry.bytes = std::move(bytes);
    return add(std::move(entry));
}

RarBuilder& RarBuilder::volume() {
    volume_ = true;
    return *this;
}

RarBuilder& RarBuilder::headers_encrypted() {
    headers_encrypted_ = true;
    return *this;
}

std::string RarBuilder::four() const {
    const unsigned flags = (volume_ ? 1U : 0U) | (headers_encrypted_ ? 0x80U : 0U);
    std::string out("Rar!\x1A\x07\0", 7);
    out += header_four(0x73, flags, little(0, 6));
    if (headers_encrypted_) return out + std::string(200, '\x5A');
    for (const Entry& entry : entries_) out += file_four(entry);
    return out + header_four(0x7B, 0x4000, "");
}

std::string RarBuilder::five() const {
    std::string out("Rar!\x1A\x07\x01\0", 8);
    if (headers_encrypted_)
        return out + header_five(4, vint(0) + vint(0) + std::string(17, '\x0F'))
               + std::string(200, '\x5A');
    out += header_five(1, vint(volume_ ? 1 : 0));
    for (const Entry& entry : entries_) out += file_five(entry);
    return out + header_five(5, vint(0));
}

std::string RarBuilder::bytes() const {
    return version_ == Version::four ? four() : five();
}

}  // namespace shoujian

#include "parsers/documents/compound_file.hpp"

#include "parsers/base/little_endian.hpp"
#include "parsers/base/text.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::size_t most_entries = 16'384;
constexpr std::size_t entry_bytes = 128;
constexpr std::size_t header_fat_sectors = 109;
constexpr std::uint32_t last_regular_sector = 0xFFFFFFFA;
constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;
constexpr std::uint32_t mini_sector_bytes = 64;

CompoundEntry::Type type_of(std::uint8_t object_type) {
    switch (object_type) {
        case 1:
            return CompoundEntry::Type::storage;
        case 2:
            return CompoundEntry::Type::stream;
        case 5:
            return CompoundEntry::Type::root;
        default:
            return CompoundEntry::Type::unused;
    }
}

CompoundEntry read_entry(ByteSpan bytes, bool wide_sizes) {
    const LittleEndian field(bytes);
    CompoundEntry entry;
    entry.type = type_of(field.u8(66));
    const std::size_t name_bytes = std::min<std::size_t>(field.u16(64), 64);
    entry.name = to_utf8(field.utf16(0, name_bytes < 2 ? 0 : name_bytes / 2 - 1));
    entry.left = field.u32(68);
    entry.right = field.u32(72);
    entry.child = field.u32(76);
    std::ranges::copy(field.part(80, 16), entry.class_id.begin());
    entry.start = field.u32(116);
    // 2.6.1: files of 512-byte sectors may have anything in the upper half.
    entry.size = field.u32(120);
    if (wide_sizes) entry.size |= std::uint64_t{field.u32(124)} << 32;
    return entry;
}

}  // namespace

CompoundFile::CompoundFile(ByteSpan file) : file_(file) {
    const std::uint16_t shift = LittleEndian(file).u16(30);
    if (shift != 9 && shift != 12) return;
    shift_ = shift;
    read_fat();
    read_directory();
    link_entries();
    read_mini_stream();
}

/// Sector 0 follows the header, which fills one sector (2.1).
std::optional<std::size_t> CompoundFile::position(std::uint32_t sector) const {
    if (shift_ == 0 || sector > last_regular_sector) return std::nullopt;
    const std::uint64_t at = (std::uint64_t{sector} + 1) << shift_;
    if (at >= file_.size()) return std::nullopt;
    return at;
}

std::uint32_t CompoundFile::next(std::uint32_t sector) const {
    const std::uint32_t per_sector = 1U << (shift_ - 2);
    const std::size_t index = sector / per_sector;
    const auto at = index < fat_.size() ? position(fat_[index]) : std::nullopt;
    return at ? LittleEndian(file_).u32(*at + std::size_t{sector % per_sector} * 4) : end_of_chain;
}

std::vector<std::uint32_t> CompoundFile::chain(std::uint32_t first, std::uint64_t most) const {
    most = std::min<std::uint64_t>(most, (file_.size() >> shift_) + 1);
    std::vector<std::uint32_t> out;
    for (std::uint32_t sector = first; out.size() < most && position(sector); sector = next(sector))
        out.push_back(sector);
    return out;
}

/// The DIFAT (2.5): 109 places in the header, the others chained by their last number.
void CompoundFile::read_fat() {
    const LittleEndian header(file_);
    const std::size_t per_sector = std::size_t{1} << (shift_ - 2);
    const std::size_t most = (file_.size() >> shift_) / per_sector + 1;
    const auto add = [&](std::size_t at) {
        if (fat_.size() < most) fat_.push_back(header.u32(at));
    };
    for (std::size_t i = 0; i < header_fat_sectors; ++i) add(76 + i * 4);
    std::uint32_t sector = header.u32(68);
    while (fat_.size() < most) {
        const auto at = position(sector);
        if (!at) break;
        for (std::size_t i = 0; i + 1 < per_sector; ++i) add(*at + i * 4);
        sector = header.u32(*at + (per_sector - 1) * 4);
    }
}

void CompoundFile::read_directory() {
    const LittleEndian file(file_);
    const std::size_t per_sector = (std::size_t{1} << shift_) / entry_bytes;
    for (const std::uint32_t sector : chain(file.u32(48), most_entries / per_sector))
        for (std::size_t i = 0; i < per_sector; ++i)
            entries_.push_back(read_entry(
                file.part(*position(sector) + i * entry_bytes, entry_bytes), shift_ == 12));
}

/// Each storage's entries hang in a tree by left and right (2.6.4); each is reached once.
void CompoundFile::link_entries() {
    if (entries_.empty()) return;
    struct Step {
        std::size_t entry, storage;
    };
    std::vector<Step> open;
    const auto reach = [&](std::uint32_t entry, std::size_t storage) {
        if (entry == 0 || entry >= entries_.size() || entries_[entry].parent) return;
        if (entries_[entry].type == CompoundEntry::Type::unused) return;
        entries_[entry].parent = storage;
        open.push_back({entry, storage});
    };
    reach(entries_[0].child, 0);
    while (!open.empty()) {
        const Step step = open.back();
        open.pop_back();
        const CompoundEntry& entry = entries_[step.entry];
        reach(entry.left, step.storage);
        reach(entry.right, step.storage);
        if (entry.type == CompoundEntry::Type::storage) reach(entry.child, step.entry);
    }
}

void CompoundFile::read_mini_stream() {
    if (entries_.empty()) return;
    const LittleEndian header(file_);
    mini_fat_ = chain(header.u32(60), header.u32(64));
    mini_stream_ = chain(entries_[0].start, (entries_[0].size >> shift_) + 1);
}

const CompoundEntry* CompoundFile::find(std::string_view name) const {
    const auto is_it = [&](const CompoundEntry& entry, std::optional<std::size_t> parent) {
        return entry.type != CompoundEntry::Type::unused && entry.parent == parent
               && equal_folded(entry.name, name);
    };
    for (const CompoundEntry& entry : entries_)
        if (is_it(entry, std::size_t{0})) return &entry;
    for (const CompoundEntry& entry : entries_)
        if (is_it(entry, std::nullopt)) return &entry;
    return nullptr;
}

void CompoundFile::copy_sectors(const CompoundEntry& stream, std::vector<std::byte>& out) const {
    const std::uint64_t sector_bytes = std::uint64_t{1} << shift_;
    for (const std::uint32_t sector :
         chain(stream.start, (stream.size + sector_bytes - 1) >> shift_)) {
        const ByteSpan part = LittleEndian(file_).part(
            *position(sector), std::min<std::uint64_t>(sector_bytes, stream.size - out.size()));
        out.insert(out.end(), part.begin(), part.end());
        if (part.size() < sector_bytes) break;  // the stream's end, or the file's
    }
}

/// Small streams lie in sectors of 64 bytes within the root's own stream (2.4).
void CompoundFile::copy_mini_sectors(const CompoundEntry& stream,
                                     std::vector<std::byte>& out) const {
    const LittleEndian file(file_);
    const auto place = [&](const std::vector<std::uint32_t>& sectors,
                           std::uint64_t offset) -> std::optional<std::size_t> {
        if (offset >> shift_ >= sectors.size()) return std::nullopt;
        const auto start = position(sectors[offset >> shift_]);
        if (!start) return std::nullopt;
        return *start + (offset & ((1U << shift_) - 1));
    };
    std::uint32_t sector = stream.start;
    while (out.size() < stream.size) {
        const auto at = place(mini_stream_, std::uint64_t{sector} * mini_sector_bytes);
        if (!at) return;
        const ByteSpan part =
            file.part(*at, std::min<std::uint64_t>(mini_sector_bytes, stream.size - out.size()));
        out.insert(out.end(), part.begin(), part.end());
        if (part.size() < mini_sector_bytes) return;
        const auto link = place(mini_fat_, std::uint64_t{sector} * 4);
        sector = link ? file.u32(*link) : end_of_chain;
    }
}

CompoundFile::Read CompoundFile::read(const CompoundEntry& stream,
                                      Budget& budget,
                                      Bytes& out) const {
    if (stream.type != CompoundEntry::Type::stream || stream.size > file_.size())
        return Read::broken;
    if (!budget.take_bytes(stream.size)) return Read::too_large;
    std::vector<std::byte> bytes;
    bytes.reserve(stream.size);
    const std::uint32_t cutoff = LittleEndian(file_).u32(56);
    if (stream.size < cutoff)
        copy_mini_sectors(stream, bytes);
    else
        copy_sectors(stream, bytes);
    const bool whole = bytes.size() == stream.size;
    out = Bytes::owned(std::move(bytes));
    return whole ? Read::ok : Read::broken;
}

std::vector<std::string> compound_names(ByteSpan file) {
    const CompoundFile compound(file);
    std::vector<std::string> in_root, all;
    for (const CompoundEntry& entry : compound.entries()) {
        if (entry.type == CompoundEntry::Type::unused) continue;
        all.push_back(entry.name);
        if (entry.parent == std::size_t{0}) in_root.push_back(entry.name);
    }
    return in_root.empty() ? all : in_root;
}

}  // namespace shoujian

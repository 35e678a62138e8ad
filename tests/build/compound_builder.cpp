#include "tests/build/compound_builder.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::uint32_t free_sector = 0xFFFFFFFF, end_of_chain = 0xFFFFFFFE,
                        fat_sector = 0xFFFFFFFD, difat_sector = 0xFFFFFFFC, no_entry = 0xFFFFFFFF;
constexpr std::size_t mini_cutoff = 4096, mini_sector = 64;

std::string le(std::uint64_t value, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

}  // namespace

std::string le16(std::uint64_t value) {
    return le(value, 2);
}
std::string le32(std::uint64_t value) {
    return le(value, 4);
}

std::size_t CompoundBuilder::add(Entry entry) {
    entries_.push_back(std::move(entry));
    return entries_.size() - 1;
}

CompoundBuilder& CompoundBuilder::storage(std::string name, std::string class_id) {
    add({std::move(name), "", std::move(class_id), true, 0});
    return *this;
}

CompoundBuilder& CompoundBuilder::stream(std::string path, std::string bytes) {
    const std::size_t slash = path.find('/');
    if (slash == std::string::npos) {
        add({std::move(path), std::move(bytes), "", false, 0});
        return *this;
    }
    const std::string folder = path.substr(0, slash);
    auto found = std::ranges::find(entries_, folder, &Entry::name);
    const std::size_t holder = found == entries_.end()
                                   ? add({folder, "", "", true, 0})
                                   : static_cast<std::size_t>(found - entries_.begin());
    add({path.substr(slash + 1), std::move(bytes), "", false, holder});
    return *this;
}

class CompoundWriter {
public:
    explicit CompoundWriter(const CompoundBuilder& builder)
        : builder_(builder), sector_(std::size_t{1} << builder.shift_) {}

    std::string bytes();

private:
    struct Placed {
        std::uint32_t start = end_of_chain;
        std::uint64_t size = 0;
    };
    std::uint32_t put(const std::string& bytes);
    void put_streams();
    std::string directory() const;
    std::string entry(std::size_t index) const;
    std::vector<std::size_t> children(std::size_t storage) const;
    std::string header(std::uint32_t directory, std::uint32_t mini_fat, std::uint32_t mini_sectors);
    void put_fat();

    const CompoundBuilder& builder_;
    std::size_t sector_;
    std::vector<std::string> sectors_;
    std::vector<std::uint32_t> fat_, fat_places_, difat_places_;
    std::vector<Placed> placed_;
    std::string mini_stream_, mini_fat_;
};

/// A chain of sectors; a scattered one runs backwards through the file.
std::uint32_t CompoundWriter::put(const std::string& bytes) {
    if (bytes.empty()) return end_of_chain;
    const std::size_t count = (bytes.size() + sector_ - 1) / sector_;
    const auto first = static_cast<std::uint32_t>(sectors_.size());
    const auto last = first + static_cast<std::uint32_t>(count) - 1;
    sectors_.resize(sectors_.size() + count);
    fat_.resize(sectors_.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t at = builder_.scattered_ ? last - i : first + i;
        sectors_[at] = bytes.substr(i * sector_, sector_);
        sectors_[at].resize(sector_);
        fat_[at] = i + 1 == count ? end_of_chain : builder_.scattered_ ? at - 1 : at + 1;
    }
    return builder_.scattered_ ? last : first;
}

void CompoundWriter::put_streams() {
    for (const CompoundBuilder::Entry& e : builder_.entries_) {
        Placed place{end_of_chain, e.bytes.size()};
        if (e.is_storage || e.bytes.empty()) {
            placed_.push_back(place);
            continue;
        }
        if (e.bytes.size() >= mini_cutoff) {
            place.start = put(e.bytes);
        } else {
            const std::size_t count = (e.bytes.size() + mini_sector - 1) / mini_sector;
            place.start = static_cast<std::uint32_t>(mini_stream_.size() / mini_sector);
            mini_stream_ += e.bytes;
            mini_stream_.resize((place.start + count) * mini_sector);
            for (std::size_t i = 1; i < count; ++i) mini_fat_ += le32(place.start + i);
            mini_fat_ += le32(end_of_chain);
        }
        placed_.push_back(place);
    }
    placed_[0] = {put(mini_stream_), mini_stream_.size()};
}

/// In the order of 2.6.4: shorter names first, then by upper case.
std::vector<std::size_t> CompoundWriter::children(std::size_t storage) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 1; i < builder_.entries_.size(); ++i)
        if (builder_.entries_[i].storage == storage) out.push_back(i);
    std::ranges::sort(out, {}, [&](std::size_t i) {
        const std::string& name = builder_.entries_[i].name;
        return std::pair(name.size(), lower_ascii(name));
    });
    return out;
}

/// The tree of a storage is a list here: each entry is the right one of the one before it.
std::string CompoundWriter::entry(std::size_t index) const {
    const CompoundBuilder::Entry& e = builder_.entries_[index];
    std::string name;
    for (const char32_t c : to_u32(e.name))
        name += le16(builder_.upper_case_ && c >= 'a' && c <= 'z' ? c - 32 : c);
    const std::size_t name_bytes = name.size() + 2;
    name.resize(64);
    std::uint32_t right = no_entry, child = no_entry;
    if (index != 0) {
        const std::vector<std::size_t> siblings = children(e.storage);
        const auto next = std::next(std::ranges::find(siblings, index));
        if (next != siblings.end()) right = static_cast<std::uint32_t>(*next);
    }
    const std::vector<std::size_t> inside =
        e.is_storage ? children(index) : std::vector<std::size_t>{};
    if (!inside.empty()) child = static_cast<std::uint32_t>(inside.front());
    std::string class_id = e.class_id;
    class_id.resize(16);
    const char type = index == 0 ? '\5' : e.is_storage ? '\1' : '\2';
    return name + le16(name_bytes) + type + '\1' + le32(no_entry) + le32(right) + le32(child)
           + class_id + std::string(20, '\0') + le32(placed_[index].start)
           + le32(placed_[index].size) + le32(0);
}

std::string CompoundWriter::directory() const {
    std::string out;
    for (std::size_t i = 0; i < builder_.entries_.size(); ++i) out += entry(i);
    const std::string unused =
        std::string(68, '\0') + std::string(12, '\xFF') + std::string(48, '\0');
    while (out.size() % sector_ != 0) out += unused;
    return out;
}

/// The FAT's own sectors, and those of the DIFAT where the header cannot name them all.
void CompoundWriter::put_fat() {
    const std::size_t per_sector = sector_ / 4;
    std::size_t fats = 0, difats = 0;
    while (sectors_.size() + fats + difats > fats * per_sector) {
        ++fats;
        difats = fats <= 109 ? 0 : (fats - 109 + per_sector - 2) / (per_sector - 1);
    }
    const auto first = static_cast<std::uint32_t>(sectors_.size());
    for (std::uint32_t i = 0; i < fats; ++i) fat_places_.push_back(first + i);
    for (std::uint32_t i = 0; i < difats; ++i)
        difat_places_.push_back(first + static_cast<std::uint32_t>(fats) + i);
    fat_.resize(fat_.size() + fats, fat_sector);
    fat_.resize(fat_.size() + difats, difat_sector);
    fat_.resize(fats * per_sector, free_sector);
    std::string bytes;
    for (const std::uint32_t next : fat_) bytes += le32(next);
    for (std::size_t i = 0; i < fats; ++i) sectors_.push_back(bytes.substr(i * sector_, sector_));
    for (std::size_t i = 0; i < difats; ++i) {
        std::string table;
        for (std::size_t j = 0; j + 1 < per_sector; ++j) {
            const std::size_t index = 109 + i * (per_sector - 1) + j;
            table += le32(index < fats ? fat_places_[index] : free_sector);
        }
        sectors_.push_back(table + le32(i + 1 < difats ? difat_places_[i + 1] : end_of_chain));
    }
}

std::string CompoundWriter::header(std::uint32_t directory,
                                   std::uint32_t mini_fat,
                                   std::uint32_t mini_sectors) {
    std::string out("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    const bool large = sector_ == 4096;
    out += std::string(16, '\0') + le16(0x3E) + le16(large ? 4 : 3) + le16(0xFFFE)
           + le16(builder_.shift_) + le16(6) + std::string(6, '\0');
    out += le32(large ? 1 : 0) + le32(fat_places_.size()) + le32(directory) + le32(0)
           + le32(mini_cutoff) + le32(mini_fat) + le32(mini_sectors);
    out += le32(difat_places_.empty() ? end_of_chain : difat_places_.front())
           + le32(difat_places_.size());
    for (std::size_t i = 0; i < 109; ++i)
        out += le32(i < fat_places_.size() ? fat_places_[i] : free_sector);
    out.resize(sector_);
    return out;
}

std::string CompoundWriter::bytes() {
    put_streams();
    while (mini_fat_.size() % sector_ != 0) mini_fat_ += le32(free_sector);
    const std::uint32_t mini_fat = put(mini_fat_);
    const auto mini_sectors = static_cast<std::uint32_t>(mini_fat_.size() / sector_);
    const std::uint32_t place = put(directory());
    put_fat();
    std::string out = header(place, mini_fat, mini_sectors);
    for (const std::string& sector : sectors_) out += sector;
    return out;
}

std::string CompoundBuilder::bytes() const {
    return CompoundWriter(*this).bytes();
}

}  // namespace shoujian

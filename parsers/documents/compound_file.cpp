#include "parsers/documents/compound_file.hpp"

#include <cstdint>
#include <optional>

namespace shoujian {
namespace {

constexpr std::size_t most_entries = 4096;
constexpr std::uint32_t last_regular_sector = 0xFFFFFFFA;

std::optional<std::uint32_t> number(ByteSpan file, std::size_t at, std::size_t count) {
    if (at > file.size() || count > file.size() - at) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | std::to_integer<std::uint32_t>(file[at + i]);
    return value;
}

/// Sectors of 2^shift bytes; sector 0 follows the header (MS-CFB 2.1).
struct Sectors {
    ByteSpan file;
    std::uint32_t shift;

    std::optional<std::size_t> position(std::uint32_t sector) const {
        if (sector > last_regular_sector) return std::nullopt;
        const std::uint64_t at = (std::uint64_t{sector} + 1) << shift;
        if (at >= file.size()) return std::nullopt;
        return at;
    }

    /// The sector after this one: in the FAT, whose own sectors the DIFAT names: 109 in the header,
    /// then chained (2.5).
    std::optional<std::uint32_t> next(std::uint32_t sector) const {
        const std::uint32_t per_sector = 1U << (shift - 2);
        std::uint32_t index = sector / per_sector;
        std::optional<std::uint32_t> fat;
        if (index < 109) {
            fat = number(file, 76 + std::size_t{index} * 4, 4);
        } else {
            index -= 109;
            auto table = number(file, 68, 4);
            for (; table && index >= per_sector - 1; index -= per_sector - 1) {
                const auto at = position(*table);
                if (!at) return std::nullopt;
                table = number(file, *at + std::size_t{per_sector - 1} * 4, 4);
            }
            const auto at = table ? position(*table) : std::nullopt;
            if (at) fat = number(file, *at + std::size_t{index} * 4, 4);
        }
        const auto at = fat ? position(*fat) : std::nullopt;
        return at ? number(file, *at + std::size_t{sector % per_sector} * 4, 4) : std::nullopt;
    }
};

std::string entry_name(ByteSpan file, std::size_t at) {
    const std::uint32_t bytes = number(file, at + 64, 2).value_or(0);
    std::string name;
    for (std::size_t i = 0; i + 2 < bytes && i < 64; i += 2) {
        const std::uint32_t unit = number(file, at + i, 2).value_or(0);
        name += unit < 0x80 ? static_cast<char>(unit) : '?';
    }
    return name;
}

}  // namespace

std::vector<std::string> compound_names(ByteSpan file) {
    std::vector<std::string> names;
    const std::uint32_t shift = number(file, 30, 2).value_or(0);
    if (shift != 9 && shift != 12) return names;
    const Sectors sectors{file, shift};
    auto sector = number(file, 48, 4);
    while (sector && names.size() < most_entries) {
        const auto start = sectors.position(*sector);
        if (!start) break;
        for (std::size_t at = *start; at < *start + (std::size_t{1} << shift); at += 128) {
            if (number(file, at + 66, 1).value_or(0)
                == 0) {  // an unused entry, and the loop still ends
                names.emplace_back();
                continue;
            }
            names.push_back(entry_name(file, at));
        }
        sector = sectors.next(*sector);
    }
    return names;
}

}  // namespace shoujian

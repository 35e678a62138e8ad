#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/base/bytes.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// One entry of the directory ([MS-CFB] 2.6.1).
struct CompoundEntry {
    enum class Type { unused, storage, stream, root } type = Type::unused;
    std::string name;                      ///< UTF-8
    std::array<std::byte, 16> class_id{};  ///< a storage's CLSID as it stands
    std::optional<std::size_t> parent;     ///< index of its storage; none: no tree leads here
    std::uint32_t left = 0, right = 0, child = 0, start = 0;
    std::uint64_t size = 0;
};

/// A compound file ([MS-CFB]) read from memory, which must outlive it. Every position is checked
/// against the file's end, and no chain of sectors or entries is followed longer than the file
/// could hold; a damaged directory gives the entries up to there.
class CompoundFile {
public:
    explicit CompoundFile(ByteSpan file);

    /// The root storage first; unused entries keep their places.
    const std::vector<CompoundEntry>& entries() const { return entries_; }

    /// An entry by its name, ASCII case aside ("WORDDOCUMENT" occurs), in the root storage; in a
    /// file whose tree is damaged, an entry by that name that no tree leads to. Null: none.
    const CompoundEntry* find(std::string_view name) const;

    enum class Read {
        ok,
        broken,     ///< the chain ends before the stream does; `out` has what is there
        too_large,  ///< takes more than the budget has
    };
    /// A stream's bytes, together: its sectors may lie anywhere in the file. Taken from the budget.
    Read read(const CompoundEntry& stream, Budget& budget, Bytes& out) const;

private:
    std::optional<std::size_t> position(std::uint32_t sector) const;
    std::uint32_t next(std::uint32_t sector) const;
    std::vector<std::uint32_t> chain(std::uint32_t first, std::uint64_t most) const;
    void read_fat();
    void read_directory();
    void link_entries();
    void read_mini_stream();
    void copy_sectors(const CompoundEntry& stream, std::vector<std::byte>& out) const;
    void copy_mini_sectors(const CompoundEntry& stream, std::vector<std::byte>& out) const;

    ByteSpan file_;
    std::uint32_t shift_ = 0;         ///< sectors of 2^shift bytes; 0: no compound file
    std::vector<std::uint32_t> fat_;  ///< the sectors that hold the FAT
    std::vector<std::uint32_t> mini_fat_, mini_stream_;  ///< the sectors that hold them
    std::vector<CompoundEntry> entries_;
};

/// The names in the root storage; all names where its tree is damaged. For telling a file's kind.
std::vector<std::string> compound_names(ByteSpan file);

}  // namespace shoujian

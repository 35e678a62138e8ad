#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/base/bytes.hpp"
#include "parsers/files/entry.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace shoujian {

struct ZipEntry {
    std::string name;         ///< clean UTF-8, / between folders, never absolute, no "." or ".."
    std::uint64_t index = 0;  ///< for ZipArchive::read
    bool folder = false;      ///< or a link, which is never followed
    bool encrypted = false;
};

/// A zip archive (PKWARE APPNOTE) read from memory, which must outlive it. Bytes before and behind
/// it (a program that unpacks itself, what a server appended) are passed over. Nothing is ever
/// written.
class ZipArchive {
public:
    enum class State {
        ok,
        refused,  ///< it has a directory that libzip finds fault with
        broken,   ///< no central directory, or one that does not fit the file
        bomb,     ///< entries that share bytes, as in Fifield's overlapping bomb
        crowded,  ///< more entries than `most_entries`
        volume,   ///< the last part of one that was split
    };

    ZipArchive(ByteSpan file, std::uint64_t most_entries);
    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;

    State state() const { return state_; }
    const std::vector<ZipEntry>& entries() const { return entries_; }

    using Read = EntryRead;
    /// One entry's bytes, counted while they are produced; taken from the budget.
    Read read(const ZipEntry& entry, std::uint64_t most, Budget& budget, Bytes& out) const;

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
    std::vector<ZipEntry> entries_;
    State state_ = State::broken;
};

}  // namespace shoujian

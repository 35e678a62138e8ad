#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/base/bytes.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace shoujian {

struct ZipEntry {
    std::string name;         ///< clean UTF-8, / between folders, never absolute, no "." or ".."
    std::uint64_t index = 0;  ///< for ZipArchive::read
    bool folder = false;
    bool encrypted = false;
};

/// A zip archive (PKWARE APPNOTE) read from memory, which must outlive it. Nothing is ever written.
class ZipArchive {
public:
    enum class State {
        ok,
        broken,   ///< no central directory, or one that does not fit the file
        bomb,     ///< entries that share bytes, as in Fifield's overlapping bomb
        crowded,  ///< more entries than `most_entries`
    };

    ZipArchive(ByteSpan file, std::uint64_t most_entries);
    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;

    State state() const { return state_; }
    const std::vector<ZipEntry>& entries() const { return entries_; }

    enum class Read {
        ok,
        broken,       ///< wrong checksum, cut short, not to be inflated
        unsupported,  ///< a compression method that libzip here does not know
        encrypted,
        too_large,  ///< would produce more than `most` bytes, or takes more than the budget has
    };
    /// One entry's bytes, counted while they are produced; taken from the budget.
    Read read(const ZipEntry& entry, std::uint64_t most, Budget& budget, Bytes& out) const;

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
    std::vector<ZipEntry> entries_;
    ByteSpan file_;
    State state_ = State::broken;
};

/// The names in a zip's directory as they are, undecoded; for telling its kind.
/// Where the directory is lost: the names of the local headers at the start.
std::vector<std::string> zip_raw_names(ByteSpan file);

}  // namespace shoujian

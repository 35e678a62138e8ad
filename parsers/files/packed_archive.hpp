#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/base/bytes.hpp"
#include "parsers/files/entry.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace shoujian {

struct PackedEntry {
    std::string name;   ///< as safe_entry_name makes it; may be empty
    bool file = false;  ///< else a folder, a link, a device: never followed, never made
    bool encrypted = false;
    std::optional<std::uint64_t> claimed;  ///< its size by the archive's word
};

/// A rar, 7z or tar read from memory, which must outlive it, from its first entry to its last: most
/// are solid, so that an entry is unpacked only behind the ones before it. Nothing is ever written.
class PackedArchive {
public:
    enum class Format {
        rar,
        rar5,
        seven_zip,
        tar,
        zip,  ///< by the local headers alone: for one whose directory is lost
    };

    PackedArchive(ByteSpan file, Format format);
    ~PackedArchive();
    PackedArchive(const PackedArchive&) = delete;
    PackedArchive& operator=(const PackedArchive&) = delete;

    /// The next entry. Nothing at the end, or where the archive cannot be read on: `end()` tells.
    std::optional<PackedEntry> next();

    /// Why `next` gave nothing: `ok` at the end of a whole archive.
    EntryRead end() const { return end_; }

    /// The bytes of the entry that `next` gave, at most `most`, counted while they are produced and
    /// taken from the budget.
    EntryRead read(std::uint64_t most, Budget& budget, Bytes& out);

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
    Format format_;
    EntryRead end_ = EntryRead::broken;
};

/// Loads what the names need: libarchive gives them in the charset of the thread's locale, and that
/// of UTF-8 is a file. To be called before a sandbox closes the file system; without it
/// PackedArchive works where files can be opened.
void load_archive_names();

}  // namespace shoujian

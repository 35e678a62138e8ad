#pragma once

#include <string>
#include <string_view>

namespace shoujian {

/// What became of reading one entry of an archive.
enum class EntryRead {
    ok,
    broken,       ///< wrong checksum, cut short, not to be unpacked
    unsupported,  ///< a compression method that the library here does not know
    encrypted,
    too_large,  ///< would produce more than it may, or takes more than the budget has
};

/// How an outcome but `ok` is told: a code of CONTRACT.md §3 and the words.
struct EntryFailure {
    EntryRead outcome;
    const char* code;
    const char* entry;    ///< said of one entry
    const char* archive;  ///< said of the whole archive
};
const EntryFailure& failure(EntryRead outcome);

/// An entry's name as it may be shown: / between folders whichever way they were parted, never
/// absolute, no ".", "..", drive or blank step, each step of at most 200 characters, the last 32
/// steps alone; no control characters, and none that steer the direction of writing. Nothing is
/// ever written under it.
///
/// utf8  decoded already: a 0x5C inside a character of GBK is then no separator
std::string safe_entry_name(std::string_view utf8);

/// True for the name of a folder: it ends in a separator.
bool names_folder(std::string_view utf8);

/// What systems leave beside the files that a person packed: __MACOSX, .DS_Store, ._x, Thumbs.db,
/// desktop.ini.
bool is_litter(std::string_view name);

/// One part of an archive that was split, by its name alone: "x.7z.002", "x.z01". The later parts
/// bear no mark inside.
bool is_volume_name(std::string_view name);

}  // namespace shoujian

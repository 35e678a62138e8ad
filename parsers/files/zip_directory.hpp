#pragma once

#include "parsers/base/bytes.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

struct ZipRecord {
    std::string_view name;                ///< its bytes as they are
    std::uint64_t local = 0, packed = 0;  ///< where its local header stands; its packed bytes
    bool utf8 = false;                    ///< the name is flagged as UTF-8
};

/// The central directory of a zip (PKWARE APPNOTE 4.3.12 to 4.3.16), zip64 included: what libzip
/// does not tell. Views into the file, which must outlive it.
struct ZipDirectory {
    bool found = false;
    bool volume = false;             ///< the last part of an archive that was split
    std::size_t begin = 0, end = 0;  ///< the archive in the file: bytes may stand before and behind
    std::vector<ZipRecord> records;  ///< in order; at most 20,000
};
ZipDirectory read_zip_directory(ByteSpan file);

/// Entries that share bytes, as in Fifield's bomb: an honest archive has them one after the other.
bool shares_bytes(std::vector<ZipRecord> records);

/// The names in a zip's directory as they are, undecoded; for telling its kind.
/// Where the directory is lost: the names of the local headers at the start.
std::vector<std::string> zip_raw_names(ByteSpan file);

}  // namespace shoujian

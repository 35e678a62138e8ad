#pragma once

#include "parsers/base/bytes.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace shoujian {

/// What libarchive does not tell of a rar: it reads an encrypted RAR 5 entry as a damaged one, and
/// a part of a set that was split as one that ends too early.
struct RarHeaders {
    bool five = false;               ///< RAR 5, else 1.5 to 4
    bool volume = false;             ///< a part of a set that was split
    bool headers_encrypted = false;  ///< even the names need the password
    bool solid = false;              ///< of RAR 5: no entry can be read without those before it
    std::vector<std::string>
        encrypted;  ///< names of RAR 5 entries that need a password, safe to show
    struct Range {
        std::size_t begin = 0, end = 0;
    };
    std::vector<Range> locked;  ///< where those entries stand in the file, in order
};

/// The archive without the entries that need a password: libarchive takes their bytes for a plain
/// entry's, and goes no further.
Bytes without_locked(const Bytes& file, const RarHeaders& headers);

/// Walks the headers of a rar (RAR 5.0 archive format; for older ones the main header alone): no
/// data is looked at. Headers that do not fit the file end the walk.
RarHeaders read_rar_headers(ByteSpan file, std::size_t most_entries);

}  // namespace shoujian

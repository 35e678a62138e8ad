#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace shoujian {

/// CRC-32 of ISO 3309, as zip, rar and gzip have it.
std::uint32_t crc32_of(const std::string& bytes);

/// `count` bytes of a number, the lowest first.
std::string little(std::uint64_t number, int count);

/// A zip byte by byte, for what no library writes: stored entries, every field as one likes.
class RawZipBuilder {
public:
    struct Entry {
        std::string name, bytes;
        std::uint16_t flags = 0;    ///< 0x800: the name is UTF-8; 8: sizes stand behind the data
        std::string extra = {};     ///< extra fields of both headers
        bool zip64 = false;         ///< sizes and offset in the extra field 1
        bool spoilt = false;        ///< the checksum is wrong
        std::uint32_t mode = 0;     ///< Unix's, where it is not 0: 0120777 is a link
        std::string method = {};    ///< two bytes in place of "stored"
        std::int64_t same_as = -1;  ///< no data of its own: the directory points at that entry
    };
    RawZipBuilder& add(Entry entry);
    RawZipBuilder& add(std::string name, std::string bytes);
    RawZipBuilder& zip64_end();  ///< and the classic end says 0xFFFFFFFF
    RawZipBuilder& comment(std::string text);
    RawZipBuilder& last_of(std::uint16_t parts);  ///< the end record of a split archive

    std::string bytes() const;

private:
    std::vector<Entry> entries_;
    bool zip64_end_ = false;
    std::string comment_;
    std::uint16_t parts_ = 1;
};

/// The Unicode path extra field (APPNOTE 4.6.9) for a name as stored.
std::string unicode_path(const std::string& stored, const std::string& utf8);

}  // namespace shoujian

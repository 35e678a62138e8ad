#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace shoujian {

/// A compound file ([MS-CFB]) for a test.
///
///   CompoundBuilder().stream("WordDocument", bytes).storage("Macros").bytes()
class CompoundBuilder {
public:
    /// A stream in the root storage, or in a storage of it: "ObjectPool/1Table".
    CompoundBuilder& stream(std::string path, std::string bytes);
    /// class_id: 16 bytes, or none
    CompoundBuilder& storage(std::string name, std::string class_id = "");

    CompoundBuilder& large_sectors() { return shift_ = 12, *this; }  ///< 4096 bytes, not 512
    /// The sectors of streams lie mixed, last ones first: no stream is together in the file.
    CompoundBuilder& scattered() { return scattered_ = true, *this; }
    CompoundBuilder& upper_case_names() { return upper_case_ = true, *this; }

    std::string bytes() const;

private:
    struct Entry {
        std::string name, bytes, class_id;
        bool is_storage = false;
        std::size_t storage = 0;  ///< index of its storage; 0: the root
    };
    std::size_t add(Entry entry);
    std::vector<Entry> entries_{{"Root Entry", "", "", true, 0}};
    std::uint32_t shift_ = 9;
    bool scattered_ = false, upper_case_ = false;
    friend class CompoundWriter;
};

/// Numbers as their little-endian bytes.
std::string le16(std::uint64_t value);
std::string le32(std::uint64_t value);

}  // namespace shoujian

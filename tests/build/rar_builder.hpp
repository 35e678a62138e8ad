#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace shoujian {

/// A rar of stored entries, by its format (no writer is in Debian): what a test is about stands in
/// its headers.
class RarBuilder {
public:
    enum class Version { four, five };
    explicit RarBuilder(Version version) : version_(version) {}

    struct Entry {
        std::string name, bytes;
        bool unicode =
            true;  ///< of four: the name in UTF-8 with its flag, else its bytes as they are
        bool encrypted = false;  ///< its header says so; the bytes stay
        bool folder = false;
        std::string link = {};               ///< of five: a symbolic link to this
        std::uint64_t claimed = UINT64_MAX;  ///< an unpacked size other than it has
    };
    RarBuilder& add(Entry entry);
    RarBuilder& add(std::string name, std::string bytes);
    RarBuilder& volume();             ///< a part of a set
    RarBuilder& headers_encrypted();  ///< what follows cannot be read without the password

    std::string bytes() const;

private:
    std::string four() const;
    std::string five() const;

    Version version_;
    std::vector<Entry> entries_;
    bool volume_ = false, headers_encrypted_ = false;
};

}  // namespace shoujian

#pragma once

#include <string>
#include <vector>

namespace shoujian {

/// A 7z or tar, written by libarchive.
class PackedBuilder {
public:
    enum class Format { seven_zip, tar };
    explicit PackedBuilder(Format format) : format_(format) {}

    PackedBuilder& add(std::string name, std::string bytes);
    PackedBuilder& link(std::string name, std::string target);
    PackedBuilder& folder(std::string name);
    PackedBuilder& method(
        std::string name);  ///< of 7z: "lzma1" (default), "deflate", "ppmd", "store"

    std::string bytes() const;

private:
    struct Entry {
        std::string name, bytes, link;
        bool folder = false;
    };
    Format format_;
    std::vector<Entry> entries_;
    std::string method_ = "lzma1";
};

/// A 7z whose header says that it needs a password, as `7z -p` (and, `headers_too`, `7z -mhe`)
/// would write it; what it holds cannot be decrypted by anyone.
std::string encrypted_seven_zip(const std::string& name, bool headers_too);

std::string gzip(const std::string& bytes, const std::string& name = "");

}  // namespace shoujian

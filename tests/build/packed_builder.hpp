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

/// A 7z by its format (7zFormat.txt), of one file that was packed by a method of four bytes; what
/// it holds cannot be unpacked by anyone. `headers_too`: packed like the file, as by `7z -mhe`.
std::string strange_seven_zip(const std::string& method, const std::string& name, bool headers_too);
inline const std::string aes_method = "\x06\xF1\x07\x01", zstd_method = "\x04\xF7\x11\x01";

std::string gzip(const std::string& bytes, const std::string& name = "");

}  // namespace shoujian

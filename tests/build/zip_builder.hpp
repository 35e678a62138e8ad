#pragma once

#include <string>
#include <vector>

namespace shoujian {

/// A zip archive for a test, entry by entry, in the order of the calls.
class ZipBuilder {
public:
    ZipBuilder& add(std::string name,
                    std::string bytes);  ///< deflated, name in UTF-8 with its flag
    ZipBuilder& stored(std::string name, std::string bytes);  ///< not compressed
    ZipBuilder& directory(std::string name);  ///< an entry of its own, as WPS writes
    /// The name's bytes as they are and no UTF-8 flag: what Windows programs of Chinese systems
    /// write (GBK).
    ZipBuilder& raw_name(std::string name, std::string bytes);
    enum class Cipher { traditional, aes };
    ZipBuilder& encrypted(std::string name, std::string bytes, Cipher cipher = Cipher::traditional);

    std::string bytes() const;

private:
    struct Entry {
        enum class Kind { file, directory, raw_name } kind;
        std::string name, bytes;
        bool deflated = true;
        int encryption = 0;
    };
    std::vector<Entry> entries_;
};

/// 推荐表 → its bytes in GBK: for raw names and raw headers.
std::string to_gbk(const std::string& utf8);

}  // namespace shoujian

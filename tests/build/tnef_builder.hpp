#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace shoujian {

/// winmail.dat as Outlook writes it ([MS-OXTNEF]), code page 936.
class TnefBuilder {
public:
    struct Entry {
        std::string title;      ///< the short name, its bytes as they are
        std::string long_name;  ///< UTF-8; stored as UTF-16 in a property; may be empty
        std::string bytes;
        bool hidden = false;
        bool object = false;  ///< the bytes are in the property of an object (an attached mail)
    };
    TnefBuilder& add(Entry entry);
    TnefBuilder& body(std::string text);

    std::string bytes() const;

private:
    std::vector<Entry> entries_;
    std::string body_;
};

}  // namespace shoujian

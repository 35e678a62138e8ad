#include "tests/build/tnef_builder.hpp"

#include "parsers/base/text.hpp"
#include "tests/build/raw_zip_builder.hpp"

namespace shoujian {
namespace {

std::string attribute(int level, std::uint32_t id, const std::string& data) {
    std::uint32_t sum = 0;
    for (const char c : data) sum += static_cast<unsigned char>(c);
    return little(static_cast<std::uint64_t>(level), 1) + little(id, 4) + little(data.size(), 4)
           + data + little(sum & 0xFFFF, 2);
}

std::string property(std::uint16_t type, std::uint16_t id, const std::string& value) {
    const std::string padding((4 - value.size() % 4) % 4, '\0');
    const bool counted = type >= 0x0D && type != 0x40;
    return little(type, 2) + little(id, 2) + (counted ? little(1, 4) + little(value.size(), 4) : "")
           + value + padding;
}

std::string utf16(const std::string& utf8) {
    std::string out;
    for (const char32_t c : to_u32(utf8)) out += little(c, 2);  // of the basic plane alone
    return out + little(0, 2);
}

std::string attachment(const TnefBuilder::Entry& entry) {
    std::vector<std::string> properties;
    // One of a program's own, with a name, and one of several values: they stand in the way.
    properties.push_back(little(0x1E, 2) + little(0x8001, 2) + std::string(16, '\7') + little(1, 4)
                         + little(6, 4) + utf16("ab") + little(0, 2) + little(1, 4) + little(2, 4)
                         + "x" + little(0, 3));
    properties.push_back(little(0x1003, 2) + little(0x0E21, 2) + little(2, 4) + little(7, 8));
    properties.push_back(property(0x0B, 0x7FFE, little(entry.hidden ? 1 : 0, 2)));
    if (!entry.long_name.empty())
        properties.push_back(property(0x1F, 0x3707, utf16(entry.long_name)));
    if (entry.object)
        properties.push_back(property(0x0D, 0x3701, std::string(16, '\6') + entry.bytes));
    std::string list = little(properties.size(), 4);
    for (const std::string& one : properties) list += one;
    std::string out = attribute(2, 0x00069002, little(1, 14));
    if (!entry.title.empty()) out += attribute(2, 0x00018010, entry.title + little(0, 1));
    if (!entry.object) out += attribute(2, 0x0006800F, entry.bytes);
    return out + attribute(2, 0x00069005, list);
}

}  // namespace

TnefBuilder& TnefBuilder::add(Entry entry) {
    entries_.push_back(std::move(entry));
    return *this;
}

TnefBuilder& TnefBuilder::body(std::string text) {
    body_ = std::move(text);
    return *this;
}

std::string TnefBuilder::bytes() const {
    std::string out = little(0x223E9F78, 4) + little(1, 2);
    out += attribute(1, 0x00089006, little(0x10000, 4));
    out += attribute(1, 0x00069007, little(936, 8));
    if (!body_.empty()) out += attribute(1, 0x0002800C, body_);
    for (const Entry& entry : entries_) out += attachment(entry);
    return out;
}

}  // namespace shoujian

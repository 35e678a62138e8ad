// Charsets and names: a label up to the first line's end, then bytes under it. Text is clean UTF-8;
// a name made of it is one that may be shown.
#include "parsers/base/charset.hpp"
#include "parsers/base/text.hpp"
#include "parsers/files/entry.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    const std::string_view raw = as_text(std::as_bytes(std::span(data, size)));
    const std::size_t line = std::min(raw.find('\n'), raw.size());
    const std::string_view bytes = raw.substr(std::min(line + 1, raw.size()));
    const std::string text = decode_text(as_bytes(bytes), raw.substr(0, line));
    if (!is_valid_utf8(text)) __builtin_trap();
    const std::string name = safe_entry_name(text);
    if (!is_valid_utf8(name) || name.starts_with('/') || name.find("../") == 0
        || name.find("/../") != name.npos || name.ends_with("/.."))
        __builtin_trap();
    for (const char c : name)
        if (c >= 0 && c < ' ') __builtin_trap();
    is_litter(name);
    is_volume_name(name);
    return 0;
}

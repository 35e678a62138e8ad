// Header text: encoded words, parameters, addresses, Message-IDs; what is shown is clean UTF-8.
#include "parsers/base/text.hpp"
#include "parsers/mail/addresses.hpp"
#include "parsers/mail/header_text.hpp"

namespace {

void clean(std::string_view text) {
    if (!shoujian::is_valid_utf8(text)) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    const std::string_view raw = as_text(std::as_bytes(std::span(data, size)));
    clean(decode_header(raw));
    const HeaderValue value = parse_header_value(raw);
    for (const Parameter& one : value.parameters) clean(value.text(one.name));
    for (const Address& one : parse_addresses(raw)) {
        clean(one.name);
        clean(one.address);
        if (one.address.find('@') == std::string::npos) __builtin_trap();
    }
    for (const std::string& id : parse_message_ids(raw)) clean(id);
    return 0;
}

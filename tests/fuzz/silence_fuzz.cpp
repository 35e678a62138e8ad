// Who wrote it, and whether a machine did: all that is judged by a header alone.
#include "parsers/base/text.hpp"
#include "parsers/mail/message_reader.hpp"
#include "parsers/mail/own_ids.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    const ByteSpan raw = std::as_bytes(std::span(data, size));
    const Envelope envelope = read_envelope(raw);
    if (!is_valid_utf8(envelope.subject) || !is_valid_utf8(envelope.from.name)) __builtin_trap();
    if (envelope.automatic.weak && envelope.automatic.reason.empty()) __builtin_trap();
    std::vector<std::string> ids;
    own_ids_in(as_text(raw), ids);
    for (const std::string& id : ids)
        if (!is_own_id(id)) __builtin_trap();
    return 0;
}

// What a lying IMAP server says, in pieces of every size.
#include "daemon/mail/imap_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    if (size == 0) return 0;
    ImapEvents sink;
    sink.begin_literal = [](std::string_view, std::uint64_t length) {
        return Result<bool>(length % 2 == 0);
    };
    sink.literal = [](ByteSpan) { return Result<Done>(Done{}); };
    sink.response = [](const ImapResponse&) { return Result<Done>(Done{}); };
    ImapReader reader(sink);
    const std::size_t step = 1 + data[0] % 64;
    for (auto rest = std::as_bytes(std::span(data, size)).subspan(1); !rest.empty();) {
        const auto piece = rest.first(std::min(step, rest.size()));
        if (!reader.feed(piece)) return 0;
        rest = rest.subspan(piece.size());
    }
    return 0;
}

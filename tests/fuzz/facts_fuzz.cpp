// What comes from a reader that somebody has taken over; what is sound says the same when it is
// encoded again.
#include "rules/wire.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    const auto bytes = std::as_bytes(std::span(data, size));
    if (const auto frame = decode_frame(bytes);
        frame && decode_frame(as_bytes(encode(*frame))) != frame)
        std::abort();
    decode_request(bytes);
    decode_facts(bytes);
    return 0;
}

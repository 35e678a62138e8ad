// A raw mail: structure, headers, bodies, and what is packed in it.
#include "parsers/files/unpack.hpp"
#include "parsers/mail/message_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    Limits limits;
    limits.unpacked_bytes = 10'000'000;
    Budget budget(limits);
    Message message = read_message(std::as_bytes(std::span(data, size)), budget);
    unpack(std::move(message.files), budget, [](std::string_view) { return true; });
    return 0;
}

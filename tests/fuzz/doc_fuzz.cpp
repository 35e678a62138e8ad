// A Word 97-2003 file: sector chains, pieces, pages of formatting, drawings.
#include "parsers/documents/doc.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    Limits limits;
    limits.unpacked_bytes = 10'000'000;
    Budget budget(limits);
    read_doc(std::as_bytes(std::span(data, size)), budget);
    return 0;
}

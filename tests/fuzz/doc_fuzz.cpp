// A Word 97-2003 file: sector chains, pieces, pages of formatting, drawings.
#include "parsers/documents/doc.hpp"
#include "tests/fuzz/sound.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    Limits limits;
    limits.unpacked_bytes = 10'000'000;
    Budget budget(limits);
    const Reading reading = read_doc(std::as_bytes(std::span(data, size)), budget);
    if (const auto* document = std::get_if<Document>(&reading.content)) check_document(*document);
    return 0;
}

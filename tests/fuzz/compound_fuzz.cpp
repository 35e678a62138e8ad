// A compound file: chains of sectors, a directory of trees, streams in small sectors and large.
#include "parsers/documents/compound_file.hpp"
#include "tests/fuzz/sound.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    const ByteSpan bytes = std::as_bytes(std::span(data, size));
    const CompoundFile file(bytes);
    Limits limits;
    limits.unpacked_bytes = 10'000'000;
    Budget budget(limits);
    for (const CompoundEntry& entry : file.entries()) {
        must(is_valid_utf8(entry.name));
        must(!entry.parent || *entry.parent < file.entries().size());
        Bytes stream;
        const CompoundFile::Read outcome = file.read(entry, budget, stream);
        must(stream.size() <= size);  // no sector is there twice
        must(outcome != CompoundFile::Read::ok || stream.size() == entry.size);
    }
    compound_names(bytes);
    return 0;
}

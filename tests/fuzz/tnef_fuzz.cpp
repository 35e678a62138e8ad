// winmail.dat: attributes and property lists, without the files in it.
#include "parsers/files/rar_headers.hpp"
#include "parsers/files/tnef.hpp"
#include "parsers/files/zip_directory.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    const ByteSpan bytes = std::as_bytes(std::span(data, size));
    for (const TnefFile& file : read_tnef(bytes, 100).files)
        if (!file.bytes.empty() && !(file.bytes.data() >= bytes.data())) __builtin_trap();
    // Our own looks at other formats: as cheap, and as hostile.
    read_rar_headers(bytes, 1000);
    shares_bytes(read_zip_directory(bytes).records);
    return 0;
}

// An archive of any format, and what is packed in it: zip, rar, 7z, tar, gzip, TNEF.
#include "parsers/files/packed_archive.hpp"
#include "parsers/files/unpack.hpp"

/// libarchive asks for what a header claims, 4 GB of dictionary too; a reader's bounds refuse that.
extern "C" const char* __asan_default_options() {
    return "allocator_may_return_null=1:max_allocation_size_mb=1500";
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    Limits limits;
    limits.file_bytes = 1'000'000;
    limits.unpacked_bytes = 4'000'000;
    limits.archive_entries = 200;
    limits.depth = 3;
    Budget budget(limits);
    std::vector<File> files;
    files.push_back({"x", Bytes::borrowed(std::as_bytes(std::span(data, size))), "", false, ""});
    unpack(std::move(files), budget, [](std::string_view) { return true; });
    return 0;
}

// A picture of any format, its frames decoded and made a page: JPEG, PNG, TIFF, HEIC …
#include "parsers/pages/page_look.hpp"
#include "parsers/pages/picture_pixels.hpp"
#include "parsers/pages/resample.hpp"
#include "tests/fuzz/sound.hpp"

#include <span>

extern "C" const char* __asan_default_options() {
    return "allocator_may_return_null=1:max_allocation_size_mb=1500";
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    constexpr int longest_side = 256, most_frames = 3;
    constexpr std::uint64_t most_pixels = 1'000'000;
    const ByteSpan file = std::as_bytes(std::span(data, size));
    const int frames = picture_frames(file, most_frames);
    must(frames >= 0 && frames <= most_frames);
    for (int frame = 0; frame < frames; ++frame) {
        const Pixmap picture = picture_pixels(file, frame, longest_side, most_pixels);
        if (picture.empty()) continue;
        must(picture.channels == 1 || picture.channels == 3);
        must(static_cast<std::uint64_t>(picture.width) * static_cast<std::uint64_t>(picture.height)
             <= most_pixels);
        must(picture.samples.size()
             == static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height)
                    * static_cast<std::size_t>(picture.channels));
        const Pixmap page = shrink(picture, longest_side);
        measure(page);
        text_grey(page);
    }
    return 0;
}

#include "parsers/pages/heic_pixels.hpp"

#include <libheif/heif.h>

#include <cstring>
#include <memory>

// libheif starts a worker of its HEVC decoder whatever it is told, and to start a thread is a
// forbidden call. A function of the program comes before a library's of the same name: this one
// starts none, and the decoder works in the caller's thread.
extern "C" int de265_start_worker_threads(void*, int) {
    constexpr int ok = 0;  // DE265_OK
    return ok;
}

namespace shoujian {

namespace {

using Context =
    std::unique_ptr<heif_context, decltype([](heif_context* one) { heif_context_free(one); })>;
using Handle =
    std::unique_ptr<heif_image_handle,
                    decltype([](heif_image_handle* one) { heif_image_handle_release(one); })>;
using Image =
    std::unique_ptr<heif_image, decltype([](heif_image* one) { heif_image_release(one); })>;

bool good(const heif_error& error) {
    return error.code == heif_error_Ok;
}

Pixmap copied(const heif_image* image) {
    int stride = 0;
    const std::uint8_t* plane =
        heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
    Pixmap out{heif_image_get_width(image, heif_channel_interleaved),
               heif_image_get_height(image, heif_channel_interleaved),
               3,
               {}};
    if (plane == nullptr || out.width <= 0 || out.height <= 0) return {};
    const auto row = static_cast<std::size_t>(out.width) * 3;
    out.samples.resize(row * static_cast<std::size_t>(out.height));
    for (int y = 0; y < out.height; ++y)
        std::memcpy(out.at(0, y), plane + static_cast<std::ptrdiff_t>(y) * stride, row);
    return out;
}

}  // namespace

bool is_heic(ByteSpan file) {
    constexpr std::size_t brand_ends = 12;
    if (file.size() < brand_ends) return false;
    const heif_filetype_result kind = heif_check_filetype(
        reinterpret_cast<const std::uint8_t*>(file.data()), static_cast<int>(brand_ends));
    return kind == heif_filetype_yes_supported || kind == heif_filetype_maybe;
}

Pixmap heic_pixels(ByteSpan file, std::uint64_t most_pixels) {
    const Context context(heif_context_alloc());
    if (!context) return {};
    heif_context_set_max_decoding_threads(context.get(), 0);  // a thread is a forbidden call
    if (!good(heif_context_read_from_memory_without_copy(context.get(), file.data(), file.size(),
                                                         nullptr)))
        return {};
    heif_image_handle* found = nullptr;
    if (!good(heif_context_get_primary_image_handle(context.get(), &found))) return {};
    const Handle handle(found);
    const auto width = static_cast<std::uint64_t>(heif_image_handle_get_width(handle.get()));
    const auto height = static_cast<std::uint64_t>(heif_image_handle_get_height(handle.get()));
    if (width * height == 0 || width * height > most_pixels) return {};
    heif_image* decoded = nullptr;
    if (!good(heif_decode_image(handle.get(), &decoded, heif_colorspace_RGB,
                                heif_chroma_interleaved_RGB, nullptr)))
        return {};
    return copied(Image(decoded).get());
}

}  // namespace shoujian

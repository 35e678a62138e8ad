#include "parsers/pages/picture_pixels.hpp"

#include "parsers/pages/heic_pixels.hpp"

#include <allheaders.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace shoujian {

namespace {

using Picture = std::unique_ptr<PIX, decltype([](PIX* pix) { pixDestroy(&pix); })>;

constexpr int seal_quality = 85;

const l_uint8* raw(ByteSpan file) {
    return reinterpret_cast<const l_uint8*>(file.data());
}

struct Header {
    int format = 0, width = 0, height = 0;
};

bool read_header(ByteSpan file, Header& out) {
    setMsgSeverity(L_SEVERITY_NONE);
    int bits = 0, samples = 0, mapped = 0;
    return pixReadHeaderMem(raw(file), file.size(), &out.format, &out.width, &out.height, &bits,
                            &samples, &mapped)
           == 0;
}

bool is_tiff(int format) {
    return format >= IFF_TIFF && format <= IFF_TIFF_ZIP;
}

/// The largest of 1, 2, 4, 8 that leaves what is asked for.
int reduction(const Header& header, int longest_side) {
    const int longest = std::max(header.width, header.height);
    int out = 1;
    while (out < 8 && longest / (out * 2) >= longest_side) out *= 2;
    return out;
}

Picture decode(ByteSpan file, int frame, const Header& header, int longest_side) {
    if (header.format == IFF_JFIF_JPEG)
        return Picture(pixReadMemJpeg(raw(file), file.size(), 0, reduction(header, longest_side),
                                      nullptr, L_JPEG_CONTINUE_WITH_BAD_DATA));
    if (is_tiff(header.format)) return Picture(pixReadMemTiff(raw(file), file.size(), frame));
    return Picture(pixReadMem(raw(file), file.size()));
}

/// Leptonica's words hold red in the highest byte.
Pixmap from_words(PIX* pix) {
    Pixmap out{pixGetWidth(pix), pixGetHeight(pix), 3, {}};
    out.samples.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height)
                       * 3);
    const l_uint32* const words = pixGetData(pix);
    const int per_row = pixGetWpl(pix);
    for (int y = 0; y < out.height; ++y) {
        const l_uint32* row = words + static_cast<std::ptrdiff_t>(y) * per_row;
        std::uint8_t* to = out.at(0, y);
        for (int x = 0; x < out.width; ++x) {
            *to++ = static_cast<std::uint8_t>(row[x] >> L_RED_SHIFT);
            *to++ = static_cast<std::uint8_t>(row[x] >> L_GREEN_SHIFT);
            *to++ = static_cast<std::uint8_t>(row[x] >> L_BLUE_SHIFT);
        }
    }
    return out;
}

Pixmap from_grey(PIX* pix) {
    Pixmap out{pixGetWidth(pix), pixGetHeight(pix), 1, {}};
    out.samples.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    const l_uint32* const words = pixGetData(pix);
    const int per_row = pixGetWpl(pix);
    for (int y = 0; y < out.height; ++y) {
        const l_uint32* row = words + static_cast<std::ptrdiff_t>(y) * per_row;
        for (int x = 0; x < out.width; ++x)
            *out.at(x, y) = static_cast<std::uint8_t>(GET_DATA_BYTE(row, x));
    }
    return out;
}

/// Colour maps, one bit, sixteen bits, transparency: all become eight bits on white.
Pixmap plain(Picture pix) {
    if (!pix) return {};
    if (pixGetSpp(pix.get()) == 4) pix.reset(pixAlphaBlendUniform(pix.get(), 0xffffff00));
    if (pix && pixGetColormap(pix.get()))
        pix.reset(pixRemoveColormap(pix.get(), REMOVE_CMAP_BASED_ON_SRC));
    if (!pix) return {};
    const int depth = pixGetDepth(pix.get());
    if (depth == 32) return from_words(pix.get());
    if (depth != 8) pix.reset(pixConvertTo8(pix.get(), 0));
    return pix ? from_grey(pix.get()) : Pixmap{};
}

}  // namespace

Pixmap picture_pixels(ByteSpan file, int frame, int longest_side, std::uint64_t most_pixels) {
    if (is_heic(file)) return frame == 0 ? heic_pixels(file, most_pixels) : Pixmap{};
    Header header;
    if (frame < 0 || !read_header(file, header) || header.width <= 0 || header.height <= 0)
        return {};
    const auto pixels =
        static_cast<std::uint64_t>(header.width) * static_cast<std::uint64_t>(header.height);
    if (pixels > most_pixels) return {};
    if (is_tiff(header.format)) {
        int width = 0, height = 0, bits = 0, samples = 0, resolution = 0, mapped = 0, format = 0;
        if (readHeaderMemTiff(raw(file), file.size(), frame, &width, &height, &bits, &samples,
                              &resolution, &mapped, &format)
                != 0
            || static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) > most_pixels)
            return {};
    }
    return plain(decode(file, frame, header, longest_side));
}

int picture_frames(ByteSpan file, int most) {
    if (is_heic(file)) return 1;
    Header header;
    if (!read_header(file, header)) return 0;
    if (!is_tiff(header.format)) return 1;
    int out = 0, width = 0, height = 0, bits = 0, samples = 0, resolution = 0, mapped = 0, kind = 0;
    while (out < most
           && readHeaderMemTiff(raw(file), file.size(), out, &width, &height, &bits, &samples,
                                &resolution, &mapped, &kind)
                  == 0)
        ++out;
    return out;
}

Bytes jpeg_of(const Pixmap& picture) {
    if (picture.empty()) return {};
    const Picture pix(pixCreate(picture.width, picture.height, picture.channels == 3 ? 32 : 8));
    if (!pix) return {};
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const std::uint8_t* from = picture.at(x, y);
            if (picture.channels == 3)
                pixSetRGBPixel(pix.get(), x, y, from[0], from[1], from[2]);
            else
                pixSetPixel(pix.get(), x, y, from[0]);
        }
    l_uint8* data = nullptr;
    std::size_t size = 0;
    if (pixWriteMemJpeg(&data, &size, pix.get(), seal_quality, 0) != 0) return {};
    std::string out(reinterpret_cast<const char*>(data), size);
    std::free(data);
    return Bytes::owned(std::move(out));
}

}  // namespace shoujian

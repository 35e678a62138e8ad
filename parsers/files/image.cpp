#include "parsers/files/image.hpp"

#include <cstdint>
#include <string_view>

namespace shoujian {
namespace {

using namespace std::string_view_literals;

struct Size {
    std::uint64_t width = 0, height = 0;
};

/// Numbers out of bytes that may end anywhere: beyond the end all is 0.
class Field {
public:
    explicit Field(ByteSpan bytes) : bytes_(bytes) {}

    std::uint64_t big(std::size_t at, std::size_t count) const {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < count; ++i) value = value << 8 | byte(at, i);
        return value;
    }
    std::uint64_t little(std::size_t at, std::size_t count) const {
        std::uint64_t value = 0;
        for (std::size_t i = count; i-- > 0;) value = value << 8 | byte(at, i);
        return value;
    }
    std::size_t size() const { return bytes_.size(); }
    std::string_view text(std::size_t at, std::size_t count) const {
        return at < size() ? as_text(bytes_).substr(at, count) : "";
    }

private:
    std::uint64_t byte(std::size_t at, std::size_t i) const {
        return at < bytes_.size() && i < bytes_.size() - at
                   ? std::to_integer<std::uint64_t>(bytes_[at + i])
                   : 0;
    }
    ByteSpan bytes_;
};

/// The first frame header (ITU-T T.81, B.2.2): SOF0 to SOF15 without DHT, JPG and DAC.
Size jpeg_size(Field f) {
    for (std::size_t at = 2; at + 9 < f.size();) {
        if (f.big(at, 1) != 0xFF) {
            ++at;
            continue;
        }
        const std::uint64_t marker = f.big(at + 1, 1);
        if (marker == 0xFF || marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += marker == 0xFF ? 1 : 2;
            continue;
        }
        if (marker == 0xD9 || marker == 0xDA) break;
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
            return {f.big(at + 7, 2), f.big(at + 5, 2)};
        at += 2 + f.big(at + 2, 2);
    }
    return {};
}

Size png_size(Field f) {
    return {f.big(16, 4), f.big(20, 4)};
}
Size gif_size(Field f) {
    return {f.little(6, 2), f.little(8, 2)};
}

Size bmp_size(Field f) {
    if (f.little(14, 4) == 12) return {f.little(18, 2), f.little(20, 2)};
    const auto height = static_cast<std::int32_t>(f.little(22, 4));  // below 0: rows top down
    return {f.little(18, 4),
            static_cast<std::uint64_t>(height < 0 ? -std::int64_t{height} : height)};
}

/// The first directory (TIFF 6.0, section 2): tags 256 and 257, SHORT or LONG.
Size tiff_size(Field f) {
    const bool little = f.text(0, 2) == "II";
    const auto number = [&](std::size_t at, std::size_t count) {
        return little ? f.little(at, count) : f.big(at, count);
    };
    const std::size_t directory = number(4, 4);
    const std::uint64_t entries = number(directory, 2);
    Size size;
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t at = directory + 2 + 12 * i;
        const std::uint64_t value = number(at + 8, number(at + 2, 2) == 3 ? 2 : 4);
        if (number(at, 2) == 256) size.width = value;
        if (number(at, 2) == 257) size.height = value;
    }
    return size;
}

Size webp_size(Field f) {
    const std::string_view chunk = f.text(12, 4);
    if (chunk == "VP8X") return {f.little(24, 3) + 1, f.little(27, 3) + 1};
    if (chunk == "VP8 ") return {f.little(26, 2) & 0x3FFF, f.little(28, 2) & 0x3FFF};
    if (chunk == "VP8L") {
        const std::uint64_t bits = f.little(21, 4);
        return {(bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1};
    }
    return {};
}

/// The largest `ispe` property (ISO 23008-12, 6.5.3): tiles and thumbnails have smaller ones.
Size heic_size(Field f) {
    Size largest;
    const std::string_view head = f.text(0, 65536);
    for (std::size_t at = 0; (at = head.find("ispe", at)) != std::string_view::npos; ++at) {
        const Size size{f.big(at + 8, 4), f.big(at + 12, 4)};
        if (size.width * size.height > largest.width * largest.height) largest = size;
    }
    return largest;
}

Size no_size(Field) {
    return {};
}

struct Format {
    std::size_t offset;
    std::string_view bytes;
    std::size_t offset2;
    std::string_view bytes2;
    const char* name;
    Size (*size)(Field);
};

constexpr Format formats[] = {
    {0, "\xFF\xD8\xFF"sv, 0, "", "jpeg", jpeg_size},
    {0, "\x89PNG\r\n\x1A\n"sv, 12, "IHDR", "png", png_size},
    {0, "GIF87a"sv, 0, "", "gif", gif_size},
    {0, "GIF89a"sv, 0, "", "gif", gif_size},
    {0, "BM"sv, 6, "\0\0\0\0"sv, "bmp", bmp_size},
    {0, "II*\0"sv, 0, "", "tiff", tiff_size},
    {0, "MM\0*"sv, 0, "", "tiff", tiff_size},
    {0, "RIFF"sv, 8, "WEBP", "webp", webp_size},
    {4, "ftyp"sv, 8, "heic", "heic", heic_size},
    {4, "ftyp"sv, 8, "heix", "heic", heic_size},
    {4, "ftyp"sv, 8, "hevc", "heic", heic_size},
    {4, "ftyp"sv, 8, "mif1", "heic", heic_size},
    {4, "ftyp"sv, 8, "msf1", "heic", heic_size},
    {4, "ftyp"sv, 8, "avif", "heic", heic_size},
    {0, "\x01\0\0\0"sv, 40, " EMF", "emf", no_size},
    {0, "\xD7\xCD\xC6\x9A"sv, 0, "", "wmf", no_size},
    {0, "\x01\0\x09\0\0\x03"sv, 0, "", "wmf", no_size},
};

}  // namespace

std::optional<PictureHeader> picture_header(ByteSpan bytes) {
    const Field field(bytes);
    for (const Format& format : formats) {
        if (field.text(format.offset, format.bytes.size()) != format.bytes) continue;
        if (field.text(format.offset2, format.bytes2.size()) != format.bytes2) continue;
        const Size size = format.size(field);
        constexpr std::uint64_t widest = 1'000'000;  // no format's real limit; keeps products small
        if (size.width == 0 || size.height == 0 || size.width > widest || size.height > widest)
            return PictureHeader{format.name};
        return PictureHeader{format.name, static_cast<int>(size.width),
                             static_cast<int>(size.height)};
    }
    return std::nullopt;
}

}  // namespace shoujian

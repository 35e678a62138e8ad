#include "tests/build/picture_builder.hpp"

#include "parsers/base/bytes.hpp"

#include <turbojpeg.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

namespace shoujian {
namespace {

std::string big(std::uint64_t value, int count) {
    std::string out;
    for (int i = count; i-- > 0;) out += static_cast<char>((value >> (8 * i)) & 0xFF);
    return out;
}

std::string chunk(const std::string& type, const std::string& data) {
    const std::string body = type + data;
    Bytes bytes = Bytes::owned(body);
    const auto* start = static_cast<const Bytef*>(static_cast<const void*>(bytes.data()));
    return big(data.size(), 4) + body + big(crc32(0, start, static_cast<uInt>(body.size())), 4);
}

/// Letters that follow no rule which a packer knows.
std::string noise(std::size_t size, std::size_t seed) {
    std::minstd_rand next(static_cast<std::minstd_rand::result_type>(seed + 1));
    std::string out(size, '\0');
    for (char& c : out) c = static_cast<char>(1 + next() % 254);
    return out;
}

/// Strokes that look like a character from afar: three bars and two posts, some left out.
bool is_stroke(double across, double down, int character) {
    const auto near = [](double at, double line) { return std::abs(at - line) < 0.07; };
    if (across < 0.12 || across > 0.88) return false;
    const int kind = character * 7 % 5;
    return near(down, 0.12) || (kind != 1 && near(down, 0.5)) || (kind != 3 && near(down, 0.88))
           || (kind != 2 && near(across, 0.2)) || (kind != 4 && near(across, 0.8));
}

/// A seal of radius 1 around the origin: a ring, a star, a name along the ring's upper part.
bool is_seal(double x, double y) {
    const double distance = std::hypot(x, y);
    if (distance > 1) return false;
    if (distance > 0.93) return true;
    constexpr double pi = 3.14159265358979;
    const double clockwise = std::atan2(x, -y);  // 0 is up
    if (distance > 0.6 && distance < 0.86 && std::abs(clockwise) < pi * 0.72) {
        constexpr int characters = 11;
        const double along = (clockwise + pi * 0.72) / (pi * 1.44) * characters;
        const double whole = std::floor(along);
        return is_stroke(along - whole, (0.86 - distance) / 0.26, static_cast<int>(whole));
    }
    const double fifth = pi * 2 / 5;
    const double bend = std::abs(std::remainder(clockwise, fifth)) / (fifth / 2);
    return distance < 0.3 * (1 - 0.6 * bend);
}

/// Rules and lines of print over the upper two thirds of a sheet.
bool is_print(int x, int y, int width, int height) {
    const bool inside =
        x > width / 10 && x < width - width / 10 && y > height / 12 && y < height * 2 / 3;
    return inside
           && (y % 80 < 2
               || (y % 80 > 30 && y % 80 < 54
                   && is_stroke((x % 28) / 28.0, (y % 80 - 30) / 24.0, x / 28 + y / 80)));
}

}  // namespace

std::string PictureBuilder::pixels() const {
    std::string out;
    out.reserve(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 3);
    const double radius = std::min(width_, height_) * 0.1;
    const double x0 = width_ * 0.7, y0 = height_ * 0.8;
    for (int y = 0; y < height_; ++y)
        for (int x = 0; x < width_; ++x) {
            const bool ring = seal_ && is_seal((x - x0) / radius, (y - y0) / radius);
            const bool print = seal_ && is_print(x, y, width_, height_);
            const unsigned tone = static_cast<unsigned>(x / 16 * 7 + y / 16 * 13) + seed_ * 31;
            const char paper = print ? '\x30' : '\xF8';
            const char grey = seal_ ? paper : static_cast<char>(tone % 256);
            out += ring ? '\xD8' : grey;
            out += ring ? '\x20' : grey;
            out += ring ? '\x28' : grey;
        }
    return out;
}

std::string PictureBuilder::jpeg() const {
    const std::string rgb = pixels();
    tjhandle handle = tjInitCompress();
    unsigned char* data = nullptr;
    unsigned long length = 0;
    const auto* source = static_cast<const unsigned char*>(static_cast<const void*>(rgb.data()));
    if (tjCompress2(handle, source, width_, 0, height_, TJPF_RGB, &data, &length, TJSAMP_420, 85, 0)
        != 0)
        throw std::runtime_error("a JPEG cannot be made");
    std::string out(static_cast<const char*>(static_cast<const void*>(data)), length);
    tjFree(data);
    tjDestroy(handle);
    std::string comments;  // COM segments hold at most 65533 bytes each
    while (out.size() + comments.size() + 4 <= size_) {
        const std::size_t left = size_ - out.size() - comments.size() - 4;
        const std::size_t text = left > 65533 ? std::min<std::size_t>(65533, left - 4) : left;
        comments += "\xFF\xFE" + big(text + 2, 2)
                    + (noisy_ ? noise(text, comments.size()) : std::string(text, '#'));
    }
    return out.insert(2, comments);
}

std::string PictureBuilder::png() const {
    const std::string rgb = pixels();
    std::string rows;
    const std::size_t stride = static_cast<std::size_t>(width_) * 3;
    for (std::size_t at = 0; at < rgb.size(); at += stride) rows += '\0' + rgb.substr(at, stride);
    uLongf packed = compressBound(rows.size());
    std::string data(packed, '\0');
    compress(static_cast<Bytef*>(static_cast<void*>(data.data())), &packed,
             static_cast<const Bytef*>(static_cast<const void*>(rows.data())), rows.size());
    data.resize(packed);
    const std::string head = "\x89PNG\r\n\x1A\n"
                             + chunk("IHDR", big(static_cast<std::uint64_t>(width_), 4)
                                                 + big(static_cast<std::uint64_t>(height_), 4)
                                                 + std::string("\x08\x02\0\0\0", 5));
    const std::string body = chunk("IDAT", data), end = chunk("IEND", "");
    const std::size_t so_far = head.size() + body.size() + end.size() + 12 + 8;
    const std::string padding =
        size_ > so_far
            ? chunk("tEXt", std::string("Comment\0", 8) + std::string(size_ - so_far, '#'))
            : "";
    return head + padding + body + end;
}

}  // namespace shoujian

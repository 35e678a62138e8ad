#pragma once

#include <string>

namespace shoujian {

/// A real picture for a test: decodable, of a wanted size in pixels and, padded by a comment, of a
/// wanted size in bytes.
///
///   PictureBuilder(1200, 1600).bytes_at_least(1'500'000).jpeg()
class PictureBuilder {
public:
    PictureBuilder(int width_px, int height_px) : width_(width_px), height_(height_px) {}
    PictureBuilder& bytes_exactly(std::size_t count) { return size_ = count, *this; }
    PictureBuilder& bytes_at_least(std::size_t count) { return bytes_exactly(count); }
    /// What a JPEG is padded with does not shrink, as a camera's data does not.
    PictureBuilder& noisy() { return noisy_ = true, *this; }
    PictureBuilder& seed(unsigned value) { return seed_ = value, *this; }  ///< another picture
    PictureBuilder& red_seal() {
        return seal_ = true, *this;
    }  ///< white paper with print on it, a red seal at the lower right

    std::string jpeg() const;
    std::string png() const;

private:
    std::string pixels() const;
    int width_, height_;
    std::size_t size_ = 0;
    unsigned seed_ = 1;
    bool seal_ = false, noisy_ = false;
};

}  // namespace shoujian

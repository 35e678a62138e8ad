#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace shoujian {

/// Pixels in memory: 8 bits a sample, rows from the top without padding, sRGB or grey (0 is black).
/// Sizes are bounded by whoever decodes (Limits::picture_pixels).
struct Pixmap {
    int width = 0, height = 0;
    int channels = 1;  ///< 1: grey, 3: red, green, blue
    std::vector<std::uint8_t> samples;

    const std::uint8_t* at(int x, int y) const { return samples.data() + offset(x, y); }
    std::uint8_t* at(int x, int y) { return samples.data() + offset(x, y); }
    bool empty() const { return samples.empty(); }

private:
    std::size_t offset(int x, int y) const {
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width)
                + static_cast<std::size_t>(x))
               * static_cast<std::size_t>(channels);
    }
};

}  // namespace shoujian

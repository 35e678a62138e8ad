#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/pages/pixmap.hpp"

#include <cstdint>
#include <string_view>

namespace shoujian {

/// Pixels of a picture file: JPEG, PNG, TIFF (each of its pages), BMP, GIF, WebP; HEIC by
/// heic_pixels.
///
/// frame         from 0; only a TIFF has more than one
/// longest_side  at least this is given back where the file has it: a JPEG that is larger may be
///               decoded to a half, a quarter or an eighth
/// most_pixels   of the file; what is larger is not decoded
/// returns       RGB, or grey for a picture without colour channels; empty where it cannot be read
Pixmap picture_pixels(ByteSpan file, int frame, int longest_side, std::uint64_t most_pixels);

/// Frames of a picture file: pages of a TIFF, else 1; 0 where it cannot be read. At most `most`.
int picture_frames(ByteSpan file, int most);

/// As a JPEG file, for a person to look at.
Bytes jpeg_of(const Pixmap& picture);

}  // namespace shoujian

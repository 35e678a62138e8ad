#pragma once

#include "parsers/base/bytes.hpp"

#include <optional>
#include <string>

namespace shoujian {

/// What a picture's own header says; no pixel is decoded.
struct PictureHeader {
    std::string format;  ///< as Picture::format
    int width_px = 0,
        height_px = 0;  ///< 0: the header is damaged or says no size in pixels (EMF, WMF)
};

/// Nothing: no picture of a kind that we know.
std::optional<PictureHeader> picture_header(ByteSpan bytes);

}  // namespace shoujian

#include "parsers/documents/picture.hpp"

#include "parsers/files/image.hpp"

namespace shoujian {

void describe(Picture& picture) {
    const auto header = picture_header(picture.bytes);
    if (!header) return;
    picture.format = header->format;
    picture.width_px = header->width_px;
    picture.height_px = header->height_px;
}

}  // namespace shoujian

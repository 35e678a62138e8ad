#include "tests/build/ocr_page.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace shoujian {

Pixmap sample_page() {
    gzFile const file = gzopen(SHOUJIAN_SOURCE_DIR "/tests/golden/ocr/page.pgm.gz", "rb");
    if (file == nullptr) throw std::runtime_error("no page.pgm.gz");
    std::string text(1 << 20, '\0');
    const int size = gzread(file, text.data(), static_cast<unsigned>(text.size()));
    gzclose(file);
    Pixmap out;
    int begin = 0;
    if (size < 0
        || std::sscanf(text.c_str(), "P5 %d %d 255%n", &out.width, &out.height, &begin) != 2)
        throw std::runtime_error("page.pgm.gz is no picture");
    out.samples.assign(text.begin() + begin + 1, text.begin() + size);
    return out;
}

Pixmap turned_page(const Pixmap& page, int quarters) {
    Pixmap out = page;
    for (; quarters > 0; --quarters) {
        const Pixmap before = out;
        std::swap(out.width, out.height);
        for (int y = 0; y < before.height; ++y)
            for (int x = 0; x < before.width; ++x)
                *out.at(before.height - 1 - y, x) = *before.at(x, y);
    }
    return out;
}

}  // namespace shoujian

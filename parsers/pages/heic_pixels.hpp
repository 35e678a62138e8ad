#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/pages/pixmap.hpp"

#include <cstdint>

namespace shoujian {

/// By the brand in its first box (ISO/IEC 23008-12).
bool is_heic(ByteSpan file);

/// The primary picture of a HEIC file, as phones write it, turned as it says; RGB. Empty where it
/// cannot be read or has more pixels than that.
Pixmap heic_pixels(ByteSpan file, std::uint64_t most_pixels);

}  // namespace shoujian

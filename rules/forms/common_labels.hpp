#pragma once

#include <span>
#include <string_view>

namespace shoujian {

/// Labels that forms print beside the fields that a call asks for, as label_key gives them.
std::span<const std::u32string_view> common_labels();

}  // namespace shoujian

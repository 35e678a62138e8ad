#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace shoujian {

/// The numbers of a phone field (CONTRACT.md §2, Phone), parted by blanks: mobile numbers as
/// 13812345678, landlines as 025-83790000, an extension behind "-". Nothing where no such number
/// stands or a digit run is none of these.
std::optional<std::string> read_phones(std::string_view text);

}  // namespace shoujian

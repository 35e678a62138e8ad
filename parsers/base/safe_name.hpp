#pragma once

#include <string>
#include <string_view>

namespace shoujian {

/// A file's name from a mail or an archive as it may be shown: trimmed, without characters that
/// steer terminals, lines or the direction of writing or that are not seen; at most 200 characters,
/// cut in its middle. Empty where nothing is left, and for "." and "..". Nothing is ever written
/// under it.
std::string safe_name(std::string_view utf8);

}  // namespace shoujian

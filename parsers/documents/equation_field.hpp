#pragma once

#include <string>
#include <string_view>

namespace shoujian {

/// What an EQ field shows (ECMA-376 part 1, 17.16.5.17, as old forms use it): characters laid over
/// each other by \o, such as a ticked box, and characters with their reading above them. Word draws
/// such a field; it has no result to read.
///
/// instruction  `eq \o\ac(□,√)`; UTF-8
/// returns      "☑" for a tick over a box, the framed character of a frame and a character, the
///              text without readings above it; "" where it is no EQ field or shows something else
std::string equation_text(std::string_view instruction);

/// Whether the field is an EQ: what stands as its result is only a drawing of it.
bool is_equation(std::string_view instruction);

}  // namespace shoujian

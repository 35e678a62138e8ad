#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace shoujian {

/// A ticked box or a tick: ☑ √ ■ …; an empty one: □ ○ …
bool is_ticked(char32_t c);
bool is_open_box(char32_t c);

/// The ticked ones of options with marks beside them, as written, parted by 、: "☑男 □女", "男√
/// 女",
/// "(√)是 ( )否". Nothing where no marks stand, "" where none is ticked.
std::optional<std::string> ticked_options(std::string_view raw);

/// A cell for a tick and nothing else: ticked or not; nothing where other text stands in it.
std::optional<bool> tick_alone(std::string_view text);

}  // namespace shoujian

#pragma once

#include "rules/facts.hpp"

namespace shoujian {

/// Where a page says that the seal belongs, "推荐单位（盖章）" (notice, both forms' last rows), is
/// there red ink around it? Sets each page's `seal_place`, forgets its `red` and the pixels.
///
/// page  with its lines, if it was recognised
void ask_seal_place(PageFacts& page);

/// A rectangle of the upright page on the page as it was rendered, which `quarter_turns` clockwise
/// make upright.
PagePlace as_rendered(const PagePlace& upright, int quarter_turns);

}  // namespace shoujian

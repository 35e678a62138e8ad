#pragma once

#include "parsers/pages/page.hpp"
#include "parsers/pages/pixmap.hpp"

namespace shoujian {

/// Measures of a page's pixels, each a share of all of them but for the sharpness; `colour` is the
/// seal search's to say. Size as given.
///
/// page  RGB or grey, a whole page
PageLook measure(const Pixmap& page);

}  // namespace shoujian

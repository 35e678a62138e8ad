#pragma once

#include "parsers/documents/document.hpp"

namespace shoujian {

/// Fills in what the picture's own header says: format, width, height. A picture of no kind that we
/// know stays without.
void describe(Picture& picture);

}  // namespace shoujian

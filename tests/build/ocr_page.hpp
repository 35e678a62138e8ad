#pragma once

#include "parsers/pages/pixmap.hpp"

namespace shoujian {

/// tests/golden/ocr/page.pgm.gz: a small form and three lines of text, set in AR PL UMing (Arphic
/// Public License) by LibreOffice, printed at 130 dpi, 16 greys. The words are our own.
Pixmap sample_page();

/// A page a quarter clockwise, so many times.
Pixmap turned_page(const Pixmap& page, int quarters);

}  // namespace shoujian

#pragma once

#include "parsers/base/result.hpp"
#include "parsers/pages/page.hpp"
#include "parsers/pages/pixmap.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// What is to be learnt from a page: recognition stops where it is answered, that is where each
/// text stands in a line or two neighbours, blanks and punctuation aside; of a text of eight
/// characters or more, one in eight may be read otherwise, but not at its ends. Lines far longer
/// than any text that is still wanted are not read.
struct Question {
    std::vector<std::string> wanted;  ///< texts to look for; none: every line is read
};

/// What a recogniser read of a page.
struct PageText {
    std::vector<TextLine> lines;  ///< from the top, then from the left, of the upright page
    int turned = 0;               ///< clockwise quarter turns (0 to 3) that made the page upright
    double skew_degrees = 0.0;    ///< of its lines, once upright; clockwise is positive
    bool complete = false;        ///< every line that was found was read
    bool operator==(const PageText&) const = default;
};

/// Text out of pixels (OCR). Two sides: PP-OCRv4 by ONNX Runtime, and Debian's tesseract.
class Recogniser {
public:
    virtual ~Recogniser() = default;

    /// page      grey, dark text on light; A4 at 120 to 200 dpi. May lie on its side or head
    /// question  what is wanted
    /// returns   Fault::damaged where the engine fails on this page
    virtual Result<PageText> read_page(const Pixmap& page, const Question& question) = 0;

    /// One line of text that fills the picture (a seal's lettering, unrolled), grey.
    virtual Result<TextLine> read_line(const Pixmap& strip) = 0;
};

}  // namespace shoujian

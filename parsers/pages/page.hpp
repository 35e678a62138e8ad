#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace shoujian {

/// Three answers of a look at pixels or text.
enum class Seen { yes, no, unsure };

/// A rectangle on a page, in ten-thousandths of its width and height from the upper left corner.
struct PagePlace {
    int left = 0, top = 0, width = 0, height = 0;
    bool operator==(const PagePlace&) const = default;
    int right() const { return left + width; }
    int bottom() const { return top + height; }
};

/// A line of text that the recogniser read.
struct TextLine {
    std::string text;                ///< UTF-8, as read
    double confidence = 0.0;         ///< mean over its characters, 0 to 1
    std::vector<std::uint8_t> sure;  ///< the same of each character, in percent
    PagePlace place;                 ///< on the page turned upright
    bool operator==(const TextLine&) const = default;
};

/// Something red that is, or may be, a seal (公章): a ring with lettering in it.
struct SealSighting {
    PagePlace place;            ///< on the page as it was rendered, not turned
    Seen seen = Seen::unsure;   ///< yes or unsure
    double score = 0.0;         ///< 0 to 1, for a person to compare
    double turned_degrees = 0;  ///< of the ellipse's long axis, clockwise from the right
    double ratio = 1;           ///< of its axes in pixels, short to long
    bool operator==(const SealSighting&) const = default;
};

/// What a page of a PDF is by its structure alone.
enum class PageKind {
    unknown,   ///< neither plainly the one nor the other
    scanned,   ///< a raster over the page, hardly any visible text
    exported,  ///< live text or drawn outlines: a program's page, never on paper
    blank,     ///< nothing is drawn on it
};

/// A page by its content stream (ISO 32000-1): what is drawn on it, no pixel looked at.
struct PageStructure {
    PageKind kind = PageKind::unknown;
    double width_pt = 0, height_pt = 0;  ///< of the crop box, points
    double covered = 0;                  ///< share of the page that pictures cover together
    int pictures = 0;
    int dpi = 0;             ///< of the pictures that cover most; 0: none
    int letters = 0;         ///< bytes of visible text that no later picture covers
    int hidden_letters = 0;  ///< invisible (OCR layers), or under a picture
    int drawings = 0;        ///< paths that are painted
    bool too_large = false;  ///< a picture or content beyond the bounds: the page is not rendered
    bool operator==(const PageStructure&) const = default;
};

/// A page by its pixels.
struct PageLook {
    int width_px = 0, height_px = 0;  ///< as it was rendered, or as the picture is
    bool colour = false;      ///< there is any: of a grey page nothing can be said about red ink
    double paper = 0.0;       ///< share of light, colourless pixels: a photo of an event has few
    double vivid = 0.0;       ///< share of pixels of a strong colour, whatever it is
    double pure_white = 0.0;  ///< share of pixels that are white exactly: no scanner gives many
    double ink = 0.0;         ///< share of dark pixels
    double sharpness = 0.0;   ///< 95th percentile of the grey gradient, 0 to 1
    bool operator==(const PageLook&) const = default;
};

}  // namespace shoujian

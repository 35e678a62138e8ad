#include "rules/scans/is_scan.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// Of a sheet of paper more than half is paper, however grey the light; of a photo of people less.
constexpr double least_paper = 0.35;

/// A page of an export that was made into a picture has no scanner's noise in its white.
constexpr double export_white = 0.6;
constexpr double least_ink = 0.001;

bool is_empty(const PageFacts& page) {
    if (page.structure.kind == PageKind::blank) return true;
    return page.seen && page.structure.kind != PageKind::exported && page.look.ink < least_ink
           && page.look.pure_white > export_white;
}

/// A raster as white as no colour scanner makes it: a program drew it. Bilevel scans, and scanners
/// that clean the background, are white too: so this is a doubt at most.
bool is_too_clean(const PageFacts& page) {
    return page.seen && page.look.colour && page.look.pure_white > export_white;
}

/// Lines of print that are pixels, not letters of the page's content.
bool shows_print(const PageFacts& page) {
    constexpr std::size_t least_lines = 8;
    constexpr int few_letters = 40;
    return page.recognised && page.lines.size() >= least_lines
           && page.structure.letters <= few_letters;
}

/// A page of an export that holds photos alone.
bool shows_photos(const PageFacts& page) {
    constexpr double colourful = 0.1;
    return !shows_print(page) && (page.recognised || page.look.vivid > colourful);
}

/// The page's kind, where its pixels and text make it plainer than its structure does.
PageKind kind_of(const PageFacts& page) {
    const PageKind kind = page.structure.kind;
    if (kind == PageKind::scanned && is_too_clean(page)) return PageKind::unknown;
    if (kind == PageKind::unknown && shows_print(page) && page.structure.pictures > 0)
        return PageKind::scanned;
    // Live text over a stamped picture of a whole page: nobody is refused for what a program added.
    const bool stamped = std::ranges::any_of(
        page.seals, [](const SealFacts& seal) { return seal.sighting.seen == Seen::yes; });
    if (kind == PageKind::exported && page.structure.covered >= 0.5 && stamped)
        return PageKind::unknown;
    return kind;
}

}  // namespace

bool is_event_photo(const PageFacts& page) {
    return page.seen && page.look.paper < least_paper;
}

void conclude(ScanFacts& scan) {
    int scanned = 0, exported = 0, open = 0, photos = 0;
    scan.is_scan.reset();
    scan.dpi = 0;
    for (const PageFacts& page : scan.looks) {
        if (is_empty(page) || is_event_photo(page)) continue;
        const PageKind kind = kind_of(page);
        if (kind == PageKind::exported) {
            ++exported;
        } else if (page.seen && shows_photos(page)) {
            // Beside an export they are its photos, alone they are pages of a scan.
            if (kind == PageKind::scanned) ++scanned, ++photos;
        } else if (kind == PageKind::scanned) {
            ++scanned;
        } else {
            ++open;
        }
        if (kind == PageKind::scanned && page.structure.dpi > 0
            && (scan.dpi == 0 || page.structure.dpi < scan.dpi))
            scan.dpi = page.structure.dpi;
    }
    if (scanned > 0 && exported == 0) scan.is_scan = true;
    if (exported > 0 && open == 0 && scanned == photos) scan.is_scan = false;
}

}  // namespace shoujian

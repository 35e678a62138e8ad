#include "rules/cases/pictures.hpp"

#include "rules/scans/is_scan.hpp"

#include <algorithm>

namespace shoujian {

namespace {

constexpr std::uint64_t small_bytes = 60'000;
constexpr int small_px = 200;
constexpr int icon_px = 100;
constexpr int page_px = 1000;  // A4 at 120 dpi is 990 wide: less is no legible form

bool is_small(const PictureFacts& picture) {
    const bool narrow =
        picture.width_px > 0 && std::min(picture.width_px, picture.height_px) < small_px;
    return picture.view.length < small_bytes || narrow;
}

bool has_shape_of_page(int width_px, int height_px) {
    if (width_px < page_px) return false;
    const double shape = static_cast<double>(height_px) / width_px;
    return shape > 1.36 && shape < 1.48;  // A4 is 1.414; a camera's 4:3 is 1.333, its 3:2 is 1.5
}

bool is_icon(const PictureFacts& picture) {
    return picture.width_px > 0 && std::max(picture.width_px, picture.height_px) < icon_px;
}

/// Paper with lines of print on it; without a recogniser, paper of the right shape.
bool shows_page(const PageFacts& page) {
    constexpr std::size_t least_lines = 8;
    if (is_event_photo(page)) return false;
    if (page.recognised) return page.lines.size() >= least_lines;
    return has_shape_of_page(page.look.width_px, page.look.height_px);
}

bool is_drawing(const PictureFacts& picture) {
    return picture.format == "emf" || picture.format == "wmf";
}

}  // namespace

Slot slot_of(const Piece& piece) {
    struct ByContent {
        const Piece& piece;
        Slot operator()(const WordFacts&) const { return Slot::word; }
        Slot operator()(const ScanFacts&) const { return Slot::scan; }
        Slot operator()(const PictureFacts&) const { return Slot::photo; }
        Slot operator()(const OtherFacts&) const { return slot_by_name(piece.file.name); }
        Slot operator()(const ForeignFacts&) const { return Slot::word; }
        Slot operator()(const NoFacts&) const { return slot_by_name(piece.file.name); }
    };
    return std::visit(ByContent{piece}, piece.facts.content);
}

bool is_decoration(const Piece& piece, const PictureFacts& picture) {
    if (is_drawing(picture) || is_icon(picture)) return true;
    return (piece.inline_part || says_decoration(piece.file.name)) && is_small(picture);
}

bool is_page(const PictureFacts& picture) {
    if (!picture.looks.empty() && picture.looks.front().seen)
        return shows_page(picture.looks.front());
    return has_shape_of_page(picture.width_px, picture.height_px);
}

bool fits(const PhotoRule& rule, std::uint64_t bytes) {
    return bytes >= rule.each_min_bytes
           && (rule.each_max_bytes == 0 || bytes <= rule.each_max_bytes);
}

bool same_bytes(const View& a, const View& b) {
    return a.digest != Sha256{} && a.digest == b.digest;
}

std::vector<PictureFacts> pictures_in(const WordFacts& word) {
    std::vector<PictureFacts> out;
    for (const PictureFacts& one : word.pictures) {
        const bool known = std::any_of(out.begin(), out.end(), [&](const PictureFacts& other) {
            return same_bytes(one.view, other.view);
        });
        if (!known && !is_drawing(one) && !is_icon(one)) out.push_back(one);
    }
    return out;
}

int good_photos(const PhotoRule& rule, const std::vector<Piece>& attached, const WordFacts* word) {
    std::vector<View> seen;
    const auto add = [&](const View& view) {
        const bool known = std::any_of(seen.begin(), seen.end(),
                                       [&](const View& other) { return same_bytes(view, other); });
        if (!known && fits(rule, view.length)) seen.push_back(view);
    };
    for (const Piece& piece : attached) {
        if (std::holds_alternative<PictureFacts>(piece.facts.content)) add(piece.file);
    }
    if (word) {
        for (const PictureFacts& one : pictures_in(*word)) add(one.view);
    }
    return static_cast<int>(seen.size());
}

}  // namespace shoujian

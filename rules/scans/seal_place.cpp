#include "rules/scans/seal_place.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <string_view>

namespace shoujian {

namespace {

constexpr int whole = 10'000;

/// As they are printed in forms, and as a recogniser reads them over a blurred copy.
constexpr std::string_view places[] = {"盖章", "公章", "签章", "盖单位章", "单位章", "印章"};

/// A seal is 38 to 45 mm wide: its ring touches or covers the print, so red ink lies within its
/// size of it (A4 is 210 by 297 mm).
constexpr int reach_across = 2'300, reach_down = 1'600;

/// Of a cell that holds a stroke of red, out of 255: a cell is 3.5 mm wide, a stroke 0.5.
constexpr int red_cell = 18;

/// A stroke of a ring passes through more cells; a speck and a corrected word through fewer.
constexpr int least_cells = 3;

bool names_place(const TextLine& line) {
    const std::string text = without_blanks(line.text);
    return std::ranges::any_of(
        places, [&](std::string_view one) { return text.find(one) != std::string::npos; });
}

PagePlace around(const PagePlace& printed) {
    const int left = std::max(printed.left - reach_across, 0);
    const int top = std::max(printed.top - reach_down, 0);
    return {left, top, std::min(printed.right() + reach_across, whole) - left,
            std::min(printed.bottom() + reach_down, whole) - top};
}

int red_cells(const Bytes& red, const PagePlace& place) {
    const int first_column = place.left * red_columns / whole;
    const int last_column = std::min(place.right() * red_columns / whole, red_columns - 1);
    const int first_row = place.top * red_rows / whole;
    const int last_row = std::min(place.bottom() * red_rows / whole, red_rows - 1);
    int out = 0;
    for (int row = first_row; row <= last_row; ++row)
        for (int column = first_column; column <= last_column; ++column) {
            const auto at = static_cast<std::size_t>(row * red_columns + column);
            if (at < red.size() && std::to_integer<int>(red.data()[at]) >= red_cell) ++out;
        }
    return out;
}

}  // namespace

PagePlace as_rendered(const PagePlace& at, int quarter_turns) {
    switch (((quarter_turns % 4) + 4) % 4) {
        case 1:  // the rendered page's left side is on top once upright
            return {at.top, whole - at.right(), at.height, at.width};
        case 2:
            return {whole - at.right(), whole - at.bottom(), at.width, at.height};
        case 3:
            return {whole - at.bottom(), at.left, at.height, at.width};
        default:
            return at;
    }
}

void ask_seal_place(PageFacts& page) {
    if (page.red.empty()) return;
    page.seal_place = Seen::unsure;
    for (const TextLine& line : page.lines) {
        if (!names_place(line)) continue;
        const bool red =
            red_cells(page.red, as_rendered(around(line.place), page.turned)) >= least_cells;
        if (red) page.seal_place = Seen::yes;
        if (!red && page.seal_place == Seen::unsure) page.seal_place = Seen::no;
    }
    page.red = Bytes{};
}

}  // namespace shoujian

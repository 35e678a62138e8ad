#include "rules/scans/printed_cells.hpp"

#include "rules/scans/scan_text.hpp"

#include <algorithm>
#include <cmath>

namespace shoujian {

namespace {

constexpr double whole = 10'000;
constexpr int most_lines_of_label = 3;

/// The place turned back by the page's skew around its middle; width and height stay.
PagePlace straightened(const PagePlace& place, const PageFacts& page) {
    constexpr double degree = 3.14159265358979 / 180;
    const bool on_side = page.turned % 2 != 0;
    const double across = on_side ? page.look.height_px : page.look.width_px;
    const double down = on_side ? page.look.width_px : page.look.height_px;
    if (across <= 0 || down <= 0) return place;
    const double angle = -page.skew_degrees * degree;
    const double x = (place.left + place.width / 2.0 - whole / 2) * across;
    const double y = (place.top + place.height / 2.0 - whole / 2) * down;
    const double to_x = (x * std::cos(angle) - y * std::sin(angle)) / across + whole / 2;
    const double to_y = (x * std::sin(angle) + y * std::cos(angle)) / down + whole / 2;
    // A slanted line's rectangle is higher than its letters.
    const double slant = std::abs(std::sin(angle)) * place.width * across / down;
    const double height = std::max(place.height - slant, place.height * 0.4);
    return {static_cast<int>(to_x - place.width / 2.0), static_cast<int>(to_y - height / 2),
            place.width, static_cast<int>(height)};
}

/// From the top; what begins within half a line of a row's first belongs to the row.
void sort_by_rows(std::vector<PrintedLine>& lines) {
    std::ranges::sort(lines, {}, [](const PrintedLine& one) { return one.place.top; });
    for (auto row = lines.begin(); row != lines.end();) {
        const int latest = row->place.top + row->place.height / 2;
        const auto end = std::find_if(
            row, lines.end(), [&](const PrintedLine& one) { return one.place.top > latest; });
        std::ranges::sort(row, end, {}, [](const PrintedLine& one) { return one.place.left; });
        row = end;
    }
}

bool continues(const PagePlace& upper, const PagePlace& lower) {
    const int height = std::max(std::min(upper.height, lower.height), 1);
    const int gap = lower.top - upper.bottom();
    const int overlap = std::min(upper.right(), lower.right()) - std::max(upper.left, lower.left);
    return gap > -height / 2 && gap < height && overlap * 2 >= std::min(upper.width, lower.width);
}

PagePlace together(const PagePlace& a, const PagePlace& b) {
    const int left = std::min(a.left, b.left), top = std::min(a.top, b.top);
    return {left, top, std::max(a.right(), b.right()) - left,
            std::max(a.bottom(), b.bottom()) - top};
}

void add_runs(const std::vector<PrintedLine>& lines, std::size_t first, PrintedCells& out) {
    PrintedCell cell{lines[first].text, lines[first].place, {first}};
    out.cells.push_back(cell);
    std::size_t last = first;
    for (int run = 1; run < most_lines_of_label; ++run) {
        const PrintedLine* next = nullptr;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (i != last && lines[i].place.top > lines[last].place.top
                && continues(lines[last].place, lines[i].place)
                && (next == nullptr || lines[i].place.top < next->place.top)) {
                next = &lines[i];
            }
        if (next == nullptr) return;
        last = static_cast<std::size_t>(next - lines.data());
        cell.text += next->text;
        cell.place = together(cell.place, next->place);
        cell.lines.push_back(last);
        out.cells.push_back(cell);
    }
}

}  // namespace

PrintedCells printed_cells(const PageFacts& page) {
    PrintedCells out;
    for (const TextLine& line : page.lines)
        out.lines.push_back({for_comparing(line.text), straightened(line.place, page), &line});
    sort_by_rows(out.lines);
    for (std::size_t i = 0; i < out.lines.size(); ++i) add_runs(out.lines, i, out);
    return out;
}

bool in_row(const PagePlace& label, const PagePlace& line) {
    const int middle = line.top + line.height / 2;
    const int slack = std::min(label.height, line.height) * 2 / 5;
    return middle >= label.top - slack && middle <= label.bottom() + slack;
}

}  // namespace shoujian

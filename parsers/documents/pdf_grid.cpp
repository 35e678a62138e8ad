#include "parsers/documents/pdf_grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace shoujian {

PdfPoint PdfMatrix::map(double x, double y) const {
    return {a * x + c * y + e, b * x + d * y + f};
}

double PdfMatrix::area() const {
    return std::abs(a * d - b * c);
}

bool PdfMatrix::holds(PdfPoint point) const {
    const double det = a * d - b * c;
    if (!(std::abs(det) >= 1e-9)) return false;  // also where it is no number
    const double x = (d * (point.x - e) - c * (point.y - f)) / det;
    const double y = (a * (point.y - f) - b * (point.x - e)) / det;
    return x >= 0 && x <= 1 && y >= 0 && y <= 1;
}

PdfMatrix times(const PdfMatrix& m, const PdfMatrix& n) {
    return {m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
            m.c * n.b + m.d * n.d, m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

std::size_t PdfGrid::index(int row, int column) {
    return static_cast<std::size_t>(row * side + column);
}

void PdfGrid::cover(const PdfMatrix& picture, bool opaque) {
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            const PdfPoint centre{left_ + (column + 0.5) * width_ / side,
                                  bottom_ + (row + 0.5) * height_ / side};
            if (!picture.holds(centre)) continue;
            Cell& cell = cells_[index(row, column)];
            cell.covered = true;
            if (opaque) hidden_ = std::min(hidden_ + std::exchange(cell.letters, 0), most_letters);
        }
}

void PdfGrid::write(PdfPoint at, int letters) {
    const double across = (at.x - left_) / width_ * side;
    const double up = (at.y - bottom_) / height_ * side;
    if (!(across >= 0 && across < side && up >= 0 && up < side)) return;
    int& there = cells_[index(static_cast<int>(up), static_cast<int>(across))].letters;
    there = std::min(there + letters, most_letters);
}

double PdfGrid::covered() const {
    return static_cast<double>(std::ranges::count(cells_, true, &Cell::covered)) / (side * side);
}

int PdfGrid::letters() const {
    int sum = 0;
    for (const Cell& cell : cells_) sum += cell.letters;
    return sum;
}

}  // namespace shoujian

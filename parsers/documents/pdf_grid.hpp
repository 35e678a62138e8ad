#pragma once

#include <array>
#include <cstddef>

namespace shoujian {

/// User space of a PDF page, points (ISO 32000-1, 8.3).
struct PdfPoint {
    double x = 0, y = 0;
};

/// A transformation [a b c d e f] (ISO 32000-1, 8.3.3); any number may stand in a hostile file.
struct PdfMatrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

    PdfPoint map(double x, double y) const;
    double area() const;  ///< of the unit square that it maps: of a picture

    /// Whether a point lies in that square; false for a flat one.
    bool holds(PdfPoint point) const;
};

/// First `m`, then `n`.
PdfMatrix times(const PdfMatrix& m, const PdfMatrix& n);

/// A page in cells: which a picture covers, and how many letters can be seen in each.
class PdfGrid {
public:
    PdfGrid(double left, double bottom, double width, double height)
        : left_(left), bottom_(bottom), width_(width), height_(height) {}

    /// opaque: what was written below it cannot be seen any more.
    void cover(const PdfMatrix& picture, bool opaque);

    /// Off the page nothing is written.
    void write(PdfPoint at, int letters);

    double covered() const;  ///< share of the cells
    int letters() const;
    int hidden() const { return hidden_; }  ///< letters that a picture came to lie on

private:
    static constexpr int side = 48;
    static constexpr int most_letters = 100'000;  ///< counted; more change nothing
    struct Cell {
        bool covered = false;
        int letters = 0;
    };
    static std::size_t index(int row, int column);

    double left_, bottom_, width_, height_;
    std::array<Cell, static_cast<std::size_t>(side) * side> cells_{};
    int hidden_ = 0;
};

}  // namespace shoujian

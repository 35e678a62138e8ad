#pragma once

#include "parsers/pages/pixmap.hpp"

#include <array>
#include <cstdint>
#include <functional>

namespace shoujian {

/// A page drawn in code: ink on paper, as a scanner sees it. Lengths are in pixels.
///
///   PageCanvas(827, 1170).ink(red_ink).seal({.x = 500, .y = 900}).page()
class PageCanvas {
public:
    using Colour = std::array<int, 3>;  ///< red, green, blue, 0 to 255

    /// A seal: ring, lettering along it from the left over the top to the right, a star.
    struct Seal {
        double x = 0, y = 0, radius = 83;
        double ratio = 1;  ///< of the axes: below 1 it is an oval, without a star
        double turn = 0;   ///< of the whole, in radians
        int letters = 11;
        double letters_arc = 4.3;  ///< radians that they take
    };
    /// A ring as a hand or a machine draws it.
    struct Ring {
        double x = 0, y = 0, a = 80, b = 80, width = 4;
        double wobble = 0;  ///< of the radius: how far a hand strays
    };

    PageCanvas(int width, int height, Colour paper = {252, 250, 246});
    PageCanvas& ink(Colour colour) { return ink_ = colour, *this; }
    PageCanvas& strength(double share) {
        return strength_ = share, *this;
    }  ///< 1: none shines through
    PageCanvas& seal(const Seal& seal);
    PageCanvas& ring(const Ring& ring);
    PageCanvas& square_seal(double x, double y, double side, int characters_a_side);
    PageCanvas& star(double x, double y, double radius);
    PageCanvas& disc(double x, double y, double radius);
    /// Characters of a size side by side, from the left, on a middle line.
    PageCanvas& text(double x, double y, int characters, double size);
    PageCanvas& wipe(int left, int top, int right, int bottom);  ///< paper again
    PageCanvas& grey();  ///< as a scanner without colour sees it
    PageCanvas& light(double red,
                      double green,
                      double blue);    ///< by which the page is lit, 1: as it is
    PageCanvas& noise(int amplitude);  ///< of a sensor, the same on every run
    const Pixmap& page() const { return page_; }

private:
    /// Inks what has a distance below 0, with soft edges.
    void fill(double x,
              double y,
              double reach,
              const std::function<double(double, double)>& distance);
    void stroke(double x0, double y0, double x1, double y1, double width);
    void character(double x, double y, double size, double turn);
    unsigned draw();  ///< a number by chance, the same on every run
    Pixmap page_;
    Colour paper_, ink_{0, 0, 0};
    double strength_ = 0.9;
    unsigned state_ = 7;
};

inline constexpr PageCanvas::Colour red_ink{205, 30, 40}, black_ink{25, 25, 28};

}  // namespace shoujian

#include "parsers/recognition/line_crop.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace shoujian {

namespace {

/// Grey between four pixels.
double sample(const Pixmap& page, double x, double y) {
    x = std::clamp(x - 0.5, 0.0, static_cast<double>(page.width - 1));
    y = std::clamp(y - 0.5, 0.0, static_cast<double>(page.height - 1));
    const int left = static_cast<int>(x), top = static_cast<int>(y);
    const int right = std::min(left + 1, page.width - 1),
              below = std::min(top + 1, page.height - 1);
    const double across = x - left, down = y - top;
    const double upper = *page.at(left, top) * (1 - across) + *page.at(right, top) * across;
    const double lower = *page.at(left, below) * (1 - across) + *page.at(right, below) * across;
    return upper * (1 - down) + lower * down;
}

/// The box as width × height pixels; each is the mean of as many samples as it covers pixels.
Pixmap resample(const Pixmap& page, const TextBox& box, int width, int height) {
    Pixmap out{width, height, 1, {}};
    out.samples.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const double step_u = box.length / width, step_v = box.height / height;
    const int times = std::clamp(static_cast<int>(std::lround(std::max(step_u, step_v))), 1, 8);
    for (int j = 0; j < height; ++j)
        for (int i = 0; i < width; ++i) {
            double sum = 0;
            for (int b = 0; b < times; ++b)
                for (int a = 0; a < times; ++a) {
                    const double u = (i + (a + 0.5) / times) * step_u - box.length / 2;
                    const double v = (j + (b + 0.5) / times) * step_v - box.height / 2;
                    sum += sample(page, box.x + u * box.along_x - v * box.along_y,
                                  box.y + u * box.along_y + v * box.along_x);
                }
            *out.at(i, j) = static_cast<std::uint8_t>(std::lround(sum / (times * times)));
        }
    return out;
}

int whole_steps(double width, int most) {
    const int steps = static_cast<int>(std::ceil(width / strip_step));
    return std::clamp(steps * strip_step, strip_step, most);
}

/// Ink by column: how much darker each is than the lightest.
std::vector<int> ink_of(const Pixmap& line) {
    std::vector<int> out;
    for (int i = 0; i < line.width; ++i) {
        int sum = 0;
        for (int j = 0; j < line.height; ++j) sum += 255 - *line.at(i, j);
        out.push_back(sum);
    }
    const int least = out.empty() ? 0 : *std::ranges::min_element(out);
    for (int& one : out) one -= least;
    return out;
}

/// The part of a box between two shares of its length.
TextBox part_of(const TextBox& box, double from, double to) {
    TextBox out = box;
    const double middle = ((from + to) / 2 - 0.5) * box.length;
    out.x += middle * box.along_x;
    out.y += middle * box.along_y;
    out.length = (to - from) * box.length;
    return out;
}

struct Stretch {
    int from = 0, to = 0;
};

/// Characters along an upright strip: runs of rows with ink; what is too short for one (二, 三, 言)
/// goes on with its neighbour.
std::vector<Stretch> characters_of(const std::vector<int>& ink, int side) {
    std::vector<Stretch> out;
    const int most = *std::ranges::max_element(ink), enough = most / 12;
    for (int i = 0; i < static_cast<int>(ink.size()); ++i) {
        if (ink[static_cast<std::size_t>(i)] <= enough) continue;
        const bool goes_on =
            !out.empty() && (out.back().to == i || i + 1 - out.back().from <= side * 3 / 4);
        if (goes_on)
            out.back().to = i + 1;
        else
            out.push_back({i, i + 1});
    }
    return out;
}

}  // namespace

Pixmap crop_line(const Pixmap& page, const TextBox& box, double squeeze, int most_width) {
    const double height = std::max(box.height, 1.0);
    return resample(page, box,
                    whole_steps(squeeze * box.length * strip_height / height, most_width),
                    strip_height);
}

std::vector<TextBox> cut_long(const Pixmap& page, const TextBox& box, double most_aspect) {
    const int parts =
        static_cast<int>(std::ceil(box.length / std::max(box.height, 1.0) / most_aspect));
    if (parts < 2) return {box};
    constexpr int columns_each = 256, near_by = 40;
    const Pixmap line = resample(page, box, parts * columns_each, 24);
    const std::vector<int> ink = ink_of(line);
    std::vector<TextBox> out;
    double from = 0;
    for (int part = 1; part <= parts; ++part) {
        double to = 1;
        if (part < parts) {
            const auto middle = ink.begin() + part * columns_each;
            const auto place = std::min_element(middle - near_by, middle + near_by);
            to = static_cast<double>(place - ink.begin()) / line.width;
        }
        out.push_back(part_of(box, from, to));
        from = to;
    }
    return out;
}

Pixmap lay_down(const Pixmap& page, const TextBox& box, int most_width) {
    const double side = std::max(box.height, 1.0);
    const int length = static_cast<int>(std::min(box.length * strip_height / side, 4096.0));
    if (length < strip_height) return {};
    const std::vector<int> ink = ink_of(resample(page, box, length, strip_height));
    const std::vector<Stretch> found = characters_of(ink, strip_height);
    if (found.size() < 2) return {};
    // Each character upright in a square of its own: across the box is its reading direction.
    const int each = std::min(strip_height, most_width / static_cast<int>(found.size()));
    const int width =
        whole_steps(static_cast<double>(each) * static_cast<double>(found.size()), most_width);
    Pixmap out{width, strip_height, 1, {}};
    out.samples.assign(static_cast<std::size_t>(width) * strip_height, 255);
    int at = 0;
    for (const Stretch& one : found) {
        TextBox square = part_of(box, static_cast<double>(one.from) / length,
                                 static_cast<double>(one.to) / length);
        square.height = square.length = std::max(square.length * 1.2, side);
        square.along_x = box.along_y, square.along_y = -box.along_x;
        const Pixmap character = resample(page, square, each, strip_height);
        for (int j = 0; j < strip_height; ++j)
            for (int i = 0; i < each && at + i < width; ++i)
                *out.at(at + i, j) = *character.at(i, j);
        at += each;
    }
    return out;
}

}  // namespace shoujian

#include "parsers/pages/redness.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace shoujian {
namespace {

constexpr int tile_px = 32;  ///< tiles in which paper is looked for: in each there is some

/// Added to a channel before its logarithm, so that the noise of black ink is no colour.
constexpr double black_offset = 14;
/// Redness below this is the noise of scanners and of JPEG.
constexpr double dead_zone = 0.05;
/// Of (green - blue) / (red - blue): up to the first it is red or orange ink, beyond the second
/// wood, skin or yellow.
constexpr double orange_ink = 0.50, brown = 0.70;
/// Black ink: darker than this share of the paper around it.
constexpr double dark_share = 0.5;
/// Colour: pixels whose channels differ by e^0.28, 8 in 10,000 of them.
constexpr double coloured_ratio = 0.28, coloured_share = 0.0008;
/// A pixel of red ink, faint as it may be.
constexpr std::uint8_t red_ink = 40;

struct Paper {
    double red = 1, blue = 1;  ///< by which red and blue are to be divided to be like green
    int columns = 0;
    std::vector<std::uint8_t> levels;  ///< green of each tile's lightest pixel
};

double median(std::vector<double>& values) {
    if (values.empty()) return 1;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The pixel of a tile whose darkest channel is the lightest: paper, if there is any.
const std::uint8_t* lightest(const Pixmap& page, int left, int top) {
    const std::uint8_t* best = page.at(left, top);
    int best_minimum = -1;
    for (int y = top; y < std::min(top + tile_px, page.height); ++y) {
        const std::uint8_t* pixel = page.at(left, y);
        const int count = std::min(tile_px, page.width - left);
        for (int i = 0; i < count; ++i, pixel += 3) {
            const int minimum = std::min({pixel[0], pixel[1], pixel[2]});
            if (minimum > best_minimum) best_minimum = minimum, best = pixel;
        }
    }
    return best;
}

Paper look_at_paper(const Pixmap& page) {
    Paper paper;
    paper.columns = (page.width + tile_px - 1) / tile_px;
    std::vector<double> red, blue;
    for (int top = 0; top < page.height; top += tile_px) {
        for (int left = 0; left < page.width; left += tile_px) {
            const std::uint8_t* pixel = lightest(page, left, top);
            paper.levels.push_back(pixel[1]);
            const double green = std::max<int>(pixel[1], 1);
            red.push_back(pixel[0] / green), blue.push_back(pixel[2] / green);
        }
    }
    // No paper is redder or bluer than this: beyond it, the page is a picture.
    paper.red = std::clamp(median(red), 0.6, 1.8);
    paper.blue = std::clamp(median(blue), 0.4, 1.5);
    return paper;
}

using Logarithms = std::array<float, 256>;

Logarithms logarithms(double cast) {
    Logarithms made{};
    for (std::size_t i = 0; i < made.size(); ++i) {
        made[i] = static_cast<float>(std::log(static_cast<double>(i) / cast + black_offset));
    }
    return made;
}

/// Redness of pixels, by tables; counts those that have any colour.
class Colours {
public:
    explicit Colours(const Paper& paper)
        : paper_(paper),
          red_(logarithms(paper.red)),
          green_(logarithms(1)),
          blue_(logarithms(paper.blue)) {}

    std::uint8_t redness(const std::uint8_t* pixel) {
        const float red = red_[pixel[0]], green = green_[pixel[1]], blue = blue_[pixel[2]];
        const float high = std::max({red, green, blue}), low = std::min({red, green, blue});
        coloured_ += high - low > static_cast<float>(coloured_ratio) ? 1U : 0U;
        const float value = red - std::max(green, blue) - static_cast<float>(dead_zone);
        if (value <= 0) return 0;
        const float scaled = std::min(value / static_cast<float>(Redness::full), 1.0F) * 255.0F;
        return static_cast<std::uint8_t>(scaled * share_of_ink(pixel));
    }
    bool seen(std::size_t pixels) const {
        return static_cast<double>(coloured_) > coloured_share * static_cast<double>(pixels);
    }

private:
    /// 1 for red, magenta and orange, 0 for brown, in between in between.
    float share_of_ink(const std::uint8_t* pixel) const {
        const double red = pixel[0] / paper_.red, green = pixel[1], blue = pixel[2] / paper_.blue;
        if (green <= blue) return 1;
        const double orange = (green - blue) / std::max(red - blue, 1.0);
        return static_cast<float>(std::clamp((brown - orange) / (brown - orange_ink), 0.0, 1.0));
    }
    const Paper& paper_;
    Logarithms red_, green_, blue_;
    std::size_t coloured_ = 0;
};

/// Takes away what is red all over a part of the page: warm light, a red table, wood.
class Background {
public:
    explicit Background(const Redness& page);
    void take_from(Redness& page) const;

private:
    static constexpr int parts = 9;  ///< tiles along the longer side: larger than what is printed
    static constexpr double rank =
        0.3;  ///< of a tile's pixels: more than that is never left by ink
    static constexpr double noise_rank = 0.6;
    static constexpr int noise_factor = 2;
    int level(const std::array<int, 256>& counts, double share) const;
    float near(int column, int row) const {
        return levels_[static_cast<std::size_t>(std::clamp(row, 0, rows_ - 1) * columns_
                                                + std::clamp(column, 0, columns_ - 1))];
    }
    int tile_, columns_, rows_;
    std::vector<float> levels_;
    float noise_ = 0;
};

int Background::level(const std::array<int, 256>& counts, double share) const {
    int total = 0;
    for (const int count : counts) total += count;
    int sum = 0, value = 0;
    while (value < 255 && (sum += counts[static_cast<std::size_t>(value)]) < share * total) ++value;
    return value;
}

Background::Background(const Redness& page)
    : tile_(std::max(8, (std::max(page.width, page.height) + parts - 1) / parts)),
      columns_((page.width + tile_ - 1) / tile_),
      rows_((page.height + tile_ - 1) / tile_) {
    std::vector<double> noises;
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_; ++column) {
            std::array<int, 256> counts{};
            const int left = column * tile_, right = std::min(left + tile_, page.width);
            for (int y = row * tile_; y < std::min((row + 1) * tile_, page.height); ++y) {
                const std::uint8_t* at = page.red.data() + page.index(left, y);
                for (int x = left; x < right; ++x) ++counts[*at++];
            }
            const int paper = level(counts, rank);
            levels_.push_back(static_cast<float>(paper));
            noises.push_back(level(counts, noise_rank) - paper);
        }
    }
    noise_ = static_cast<float>(noise_factor * median(noises));
}

void Background::take_from(Redness& page) const {
    const float most = *std::max_element(levels_.begin(), levels_.end()) + noise_;
    if (most < 1) return;
    const float size = static_cast<float>(tile_);
    for (int y = 0; y < page.height; ++y) {
        const float v = (static_cast<float>(y) + 0.5F) / size - 0.5F;
        const int row = static_cast<int>(std::floor(v));
        const float down = v - static_cast<float>(row);
        std::uint8_t* at = page.red.data() + page.index(0, y);
        for (int x = 0; x < page.width; ++x, ++at) {
            if (*at == 0) continue;
            const float u = (static_cast<float>(x) + 0.5F) / size - 0.5F;
            const int column = static_cast<int>(std::floor(u));
            const float right = u - static_cast<float>(column);
            const float upper = near(column, row) * (1 - right) + near(column + 1, row) * right;
            const float lower =
                near(column, row + 1) * (1 - right) + near(column + 1, row + 1) * right;
            const float left = *at - noise_ - (upper * (1 - down) + lower * down);
            *at = static_cast<std::uint8_t>(std::max(left, 0.0F));
        }
    }
}

void mark_dark(const Pixmap& page, const Paper& paper, Redness& made) {
    for (int y = 0; y < page.height; ++y) {
        const std::uint8_t* pixel = page.at(0, y);
        const std::size_t row = static_cast<std::size_t>(y / tile_px * paper.columns);
        for (int x = 0; x < page.width; ++x, pixel += 3) {
            // Red keeps its light under red ink, and loses it under black.
            const double level =
                paper.levels[row + static_cast<std::size_t>(x / tile_px)] * paper.red;
            if (pixel[0] < dark_share * level) made.dark[made.index(x, y)] = 255;
        }
    }
}

}  // namespace

Redness read_redness(const Pixmap& page) {
    Redness made;
    if (page.empty()) return made;
    made.width = page.width, made.height = page.height;
    const std::size_t count =
        static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height);
    made.red.resize(count), made.dark.resize(count);
    if (page.channels != 3) return made;
    const Paper paper = look_at_paper(page);
    Colours colours(paper);
    const std::uint8_t* pixel = page.samples.data();
    for (std::size_t i = 0; i < count; ++i, pixel += 3) made.red[i] = colours.redness(pixel);
    made.colour = colours.seen(count);
    Background(made).take_from(made);
    mark_dark(page, paper, made);
    return made;
}

Redness coarser(const Redness& page, int factor) {
    Redness made;
    made.width = page.width / factor, made.height = page.height / factor;
    made.colour = page.colour;
    const int area = factor * factor;
    for (int y = 0; y < made.height; ++y) {
        for (int x = 0; x < made.width; ++x) {
            int red = 0, dark = 0;
            for (int dy = 0; dy < factor; ++dy) {
                for (int dx = 0; dx < factor; ++dx) {
                    red += page.red_at(x * factor + dx, y * factor + dy);
                    dark += page.dark_at(x * factor + dx, y * factor + dy);
                }
            }
            made.red.push_back(static_cast<std::uint8_t>(red / area));
            made.dark.push_back(static_cast<std::uint8_t>(dark / area));
        }
    }
    return made;
}

std::string red_grid(const Redness& page, int columns, int rows) {
    std::string made;
    if (page.red.empty() || columns < 1 || rows < 1) return made;
    const auto part = [](int side, int index, int parts) {
        return static_cast<int>(static_cast<long long>(side) * index / parts);
    };
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const int left = part(page.width, column, columns),
                      right = part(page.width, column + 1, columns);
            const int top = part(page.height, row, rows), bottom = part(page.height, row + 1, rows);
            long long inked = 0;
            for (int y = top; y < bottom; ++y) {
                for (int x = left; x < right; ++x) inked += page.red_at(x, y) > red_ink ? 1 : 0;
            }
            const long long area = std::max(1LL, 1LL * (right - left) * (bottom - top));
            made.push_back(static_cast<char>(static_cast<unsigned char>(inked * 255 / area)));
        }
    }
    return made;
}

}  // namespace shoujian

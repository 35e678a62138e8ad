#include "parsers/pages/resample.hpp"

#include <algorithm>
#include <cmath>

namespace shoujian {
namespace {

Pixmap blank(int width, int height, int channels) {
    Pixmap made{width, height, channels, {}};
    made.samples.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)
                        * static_cast<std::size_t>(channels));
    return made;
}

/// The pixels of one side that a new pixel covers: the first and the last only in part.
struct Span {
    int first, last;                ///< both belong to it
    float first_share, last_share;  ///< of their width
};

/// Where `target` equal parts of `source` pixels begin and end. The shares of one span sum to 1.
std::vector<Span> spans(int source, int target) {
    std::vector<Span> made;
    made.reserve(static_cast<std::size_t>(target));
    const double step = static_cast<double>(source) / target;
    for (int i = 0; i < target; ++i) {
        const double from = i * step, to = std::min((i + 1) * step, static_cast<double>(source));
        const int first = static_cast<int>(from);
        const int last = std::clamp(static_cast<int>(std::ceil(to)) - 1, first, source - 1);
        const double head = std::min(first + 1.0, to) - from;
        made.push_back({first, last, static_cast<float>(head / (to - from)),
                        static_cast<float>((last == first ? 0.0 : to - last) / (to - from))});
    }
    return made;
}

/// The sums of the rows of one span, sample by sample.
void add_rows(const Pixmap& picture, const Span& rows, std::vector<float>& sums) {
    const std::size_t count = sums.size();
    const float whole = rows.last > rows.first + 1
                            ? (1.0F - rows.first_share - rows.last_share)
                                  / static_cast<float>(rows.last - rows.first - 1)
                            : 0.0F;
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (int y = rows.first; y <= rows.last; ++y) {
        const std::uint8_t* row = picture.at(0, y);
        const float share = y == rows.first  ? rows.first_share
                            : y == rows.last ? rows.last_share
                                             : whole;
        for (std::size_t i = 0; i < count; ++i) sums[i] += share * row[i];
    }
}

/// One row of the smaller picture out of the sums of its rows.
void average_columns(const std::vector<float>& sums,
                     const std::vector<Span>& columns,
                     int channels,
                     std::uint8_t* out) {
    for (const Span& span : columns) {
        const int inner = span.last - span.first - 1;
        const float whole =
            inner > 0 ? (1.0F - span.first_share - span.last_share) / static_cast<float>(inner) : 0;
        for (int c = 0; c < channels; ++c) {
            const float* at = sums.data() + span.first * channels + c;
            float sum = *at * span.first_share;
            for (int i = 1; i <= inner; ++i) sum += at[i * channels] * whole;
            sum += at[(span.last - span.first) * channels] * span.last_share;
            *out++ = static_cast<std::uint8_t>(std::min(sum + 0.5F, 255.0F));
        }
    }
}

/// Light paper of each tile of a grey picture: its maximum, over the tile and its neighbours.
class PaperLevel {
public:
    explicit PaperLevel(const Pixmap& grey)
        : tile_(std::max(smallest_tile, std::min(grey.width, grey.height) / tiles_a_side)),
          columns_((grey.width + tile_ - 1) / tile_),
          rows_((grey.height + tile_ - 1) / tile_),
          levels_(static_cast<std::size_t>(columns_ * rows_)) {
        take_maxima(grey);
        widen();
    }
    /// For each pixel of row y the factor by which it is to be multiplied, linear between tiles.
    void factors(int y, std::vector<float>& out) const;

private:
    static constexpr int smallest_tile = 8;
    static constexpr int tiles_a_side = 60;  ///< 3 tiles are 1 cm of an A4 page: two lines of text
    static constexpr std::uint8_t darkest = 48;  ///< darker than any paper: not to be made white
    std::uint8_t& level(int column, int row) {
        return levels_[static_cast<std::size_t>(row * columns_ + column)];
    }
    float near(int column, int row) const {
        return levels_[static_cast<std::size_t>(std::clamp(row, 0, rows_ - 1) * columns_
                                                + std::clamp(column, 0, columns_ - 1))];
    }
    void take_maxima(const Pixmap& grey);
    void widen();
    int tile_, columns_, rows_;
    std::vector<std::uint8_t> levels_;
};

void PaperLevel::take_maxima(const Pixmap& grey) {
    for (int y = 0; y < grey.height; ++y) {
        const std::uint8_t* row = grey.at(0, y);
        for (int column = 0; column < columns_; ++column) {
            const int end = std::min((column + 1) * tile_, grey.width);
            std::uint8_t& best = level(column, y / tile_);
            best = std::max(best, *std::max_element(row + column * tile_, row + end));
        }
    }
}

void PaperLevel::widen() {
    std::vector<std::uint8_t> wide(levels_.size());
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_; ++column) {
            float best = darkest;
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx) best = std::max(best, near(column + dx, row + dy));
            }
            wide[static_cast<std::size_t>(row * columns_ + column)] =
                static_cast<std::uint8_t>(best);
        }
    }
    levels_ = std::move(wide);
}

void PaperLevel::factors(int y, std::vector<float>& out) const {
    const float size = static_cast<float>(tile_);
    const float v = (static_cast<float>(y) + 0.5F) / size - 0.5F;
    const int row = static_cast<int>(std::floor(v));
    const float down = v - static_cast<float>(row);
    for (std::size_t x = 0; x < out.size(); ++x) {
        const float u = (static_cast<float>(x) + 0.5F) / size - 0.5F;
        const int column = static_cast<int>(u + 1) - 1;  // u is above -1
        const float right = u - static_cast<float>(column);
        const float upper = near(column, row) * (1 - right) + near(column + 1, row) * right;
        const float lower = near(column, row + 1) * (1 - right) + near(column + 1, row + 1) * right;
        out[x] = 255.0F / (upper * (1 - down) + lower * down);
    }
}

Pixmap first_channel(const Pixmap& picture) {
    Pixmap made = blank(picture.width, picture.height, 1);
    const std::size_t step = static_cast<std::size_t>(picture.channels);
    for (std::size_t i = 0; i < made.samples.size(); ++i)
        made.samples[i] = picture.samples[i * step];
    return made;
}

}  // namespace

Pixmap shrink(const Pixmap& picture, int longest_side) {
    const int longest = std::max(picture.width, picture.height);
    if (picture.empty() || longest <= longest_side || longest_side < 1) return picture;
    const auto smaller = [&](int side) {
        return std::max(1, static_cast<int>(std::lround(1.0 * side * longest_side / longest)));
    };
    Pixmap made = blank(smaller(picture.width), smaller(picture.height), picture.channels);
    const std::vector<Span> columns = spans(picture.width, made.width);
    std::vector<float> sums(static_cast<std::size_t>(picture.width * picture.channels));
    int y = 0;
    for (const Span& rows : spans(picture.height, made.height)) {
        add_rows(picture, rows, sums);
        average_columns(sums, columns, picture.channels, made.at(0, y++));
    }
    return made;
}

Pixmap turned(const Pixmap& picture, int quarter_turns) {
    const int turns = ((quarter_turns % 4) + 4) % 4;
    if (turns == 0) return picture;
    const bool lying = turns != 2;
    Pixmap made = blank(lying ? picture.height : picture.width,
                        lying ? picture.width : picture.height, picture.channels);
    for (int y = 0; y < made.height; ++y) {
        for (int x = 0; x < made.width; ++x) {
            const int from_x = turns == 1 ? y : picture.width - 1 - (turns == 2 ? x : y);
            const int from_y = turns == 3 ? x : picture.height - 1 - (turns == 2 ? y : x);
            std::copy_n(picture.at(from_x, from_y), picture.channels, made.at(x, y));
        }
    }
    return made;
}

Pixmap text_grey(const Pixmap& picture) {
    if (picture.empty()) return {};
    Pixmap made = first_channel(picture);
    const PaperLevel paper(made);
    std::vector<float> factors(static_cast<std::size_t>(made.width));
    for (int y = 0; y < made.height; ++y) {
        paper.factors(y, factors);
        std::uint8_t* row = made.at(0, y);
        for (std::size_t x = 0; x < factors.size(); ++x) {
            row[x] = static_cast<std::uint8_t>(std::min(255.0F, row[x] * factors[x] + 0.5F));
        }
    }
    return made;
}

}  // namespace shoujian

#pragma once

#include "parsers/pages/ellipse_fit.hpp"
#include "parsers/pages/redness.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace shoujian {

/// The page around an outline, unrolled: a row for each direction, from the centre outwards.
class Unrolled {
public:
    static constexpr std::size_t turns = 180;      ///< directions
    static constexpr std::size_t per_radius = 80;  ///< samples along the radius
    static constexpr std::size_t samples = 7 * per_radius / 5 + 1;
    static constexpr double farthest = 1.4;  ///< of the last sample, in radii
    static constexpr std::size_t sample_at(double distance) {
        return static_cast<std::size_t>(distance * static_cast<double>(per_radius) + 0.5);
    }

    Unrolled(const Redness& page, const Ellipse& outline);
    std::uint8_t red(std::size_t turn, std::size_t sample) const {
        return red_[turn * samples + sample];
    }
    bool dark(std::size_t turn, std::size_t sample) const {
        return dark_[turn * samples + sample] != 0;
    }
    bool visible(std::size_t turn) const { return visible_[turn]; }
    bool ink(std::size_t turn, std::size_t sample) const { return red(turn, sample) >= ink_; }
    bool ink_between(std::size_t turn, double from, double to) const {
        return first_ink(turn, to, from).has_value();
    }
    /// The first ink met from outside (the greater distance) inwards.
    std::optional<std::size_t> first_ink(std::size_t turn, double from, double to) const {
        for (std::size_t i = sample_at(from) + 1; i-- > sample_at(to);) {
            if (ink(turn, i)) return i;
        }
        return std::nullopt;
    }
    /// Where between this sample and the next outwards the ink ends, as a distance.
    double crossing(std::size_t turn, std::size_t sample) const {
        const double inside = red(turn, sample), outside = red(turn, sample + 1);
        const double share = inside > outside ? (inside - ink_) / (inside - outside) : 0;
        return (static_cast<double>(sample) + std::clamp(share, 0.0, 1.0)) / per_radius;
    }
    void set_ink(double redness) { ink_ = redness; }

private:
    void sample(const Redness& page, PointOnPage at, std::size_t index);
    std::vector<std::uint8_t> red_, dark_;
    std::array<bool, turns> visible_{};
    double ink_ = 255;
};

}  // namespace shoujian

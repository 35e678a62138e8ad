#include "parsers/recognition/paddle_networks.hpp"

#include "parsers/base/text.hpp"
#include "parsers/recognition/line_crop.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace shoujian {

namespace {

/// Sides of what the detection network takes are multiples of this.
constexpr int detection_step = 32;

/// ImageNet's means and deviations by channel (PP-OCRv4's configuration).
constexpr std::array<float, 3> mean{0.485F, 0.456F, 0.406F}, deviation{0.229F, 0.224F, 0.225F};

int to_steps(double pixels) {
    const int steps = static_cast<int>(std::lround(pixels / detection_step));
    return std::max(steps, 1) * detection_step;
}

/// What pixels of `from` a pixel of `to` covers.
struct Covered {
    int begin = 0, end = 0;
};
Covered covered(int at, int to, int from) {
    const auto edge = [&](int i) { return static_cast<int>(static_cast<long>(i) * from / to); };
    return {edge(at), std::max(edge(at + 1), edge(at) + 1)};
}

/// The page as width × height pixels, each the mean of those that it covers; 0 to 1.
std::vector<float> shrink(const Pixmap& page, int width, int height) {
    std::vector<Covered> columns;
    for (int x = 0; x < width; ++x) columns.push_back(covered(x, width, page.width));
    std::vector<float> out;
    out.reserve(columns.size() * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        const Covered rows = covered(y, height, page.height);
        for (const Covered& column : columns) {
            int sum = 0;
            for (int row = rows.begin; row < rows.end; ++row)
                for (int x = column.begin; x < column.end; ++x) sum += *page.at(x, row);
            const int count = (rows.end - rows.begin) * (column.end - column.begin);
            out.push_back(static_cast<float>(sum) / (255.0F * static_cast<float>(count)));
        }
    }
    return out;
}

/// Three planes, as the network was trained on colour.
std::vector<float> planes_of(const std::vector<float>& grey) {
    std::vector<float> out;
    out.reserve(grey.size() * mean.size());
    for (std::size_t c = 0; c < mean.size(); ++c)
        for (const float value : grey) out.push_back((value - mean[c]) / deviation[c]);
    return out;
}

/// From the map's pixels to the page's, which may be a little off square.
void scale(TextBox& box, double by_x, double by_y) {
    const double ux = box.along_x * by_x, uy = box.along_y * by_y;
    const double length = std::hypot(ux, uy);
    const double across = std::hypot(-box.along_y * by_x, box.along_x * by_y);
    box.x *= by_x, box.y *= by_y;
    box.along_x = ux / length, box.along_y = uy / length;
    box.length *= length, box.height *= across;
}

std::vector<std::string> classes_of(std::string_view characters) {
    std::vector<std::string> out{""};
    for (std::string_view one : split(characters, '\n')) {
        if (one.ends_with('\r')) one.remove_suffix(1);
        out.emplace_back(one);
    }
    if (characters.ends_with('\n')) out.pop_back();
    out.emplace_back(" ");
    return out;
}

std::size_t likeliest(std::span<const float> step) {
    return static_cast<std::size_t>(std::ranges::max_element(step) - step.begin());
}

/// The likeliest class of each step; one that goes on is one character, and the first class parts
/// two (connectionist temporal classification, Graves 2006, best path).
TextLine decode(const TensorView& steps, const std::vector<std::string>& characters) {
    TextLine out;
    const std::size_t classes = characters.size();
    std::size_t last = 0;
    double sum = 0;
    for (std::size_t at = 0; at + classes <= steps.values.size(); at += classes) {
        const auto step = steps.values.subspan(at, classes);
        const std::size_t best = likeliest(step);
        const double sure = std::clamp(static_cast<double>(step[best]), 0.0, 1.0);
        const auto percent = static_cast<std::uint8_t>(std::lround(sure * 100));
        if (best != 0 && best == last) {
            out.sure.back() = std::max(out.sure.back(), percent);
        } else if (best != 0) {
            out.text += characters[best];
            out.sure.push_back(percent);
        }
        last = best;
    }
    for (const std::uint8_t one : out.sure) sum += one;
    if (!out.sure.empty()) out.confidence = sum / 100 / static_cast<double>(out.sure.size());
    return out;
}

}  // namespace

PaddleNetworks::PaddleNetworks(OnnxModel detection,
                               OnnxModel reading,
                               std::vector<std::string> characters)
    : detection_(std::move(detection)),
      reading_(std::move(reading)),
      characters_(std::move(characters)) {}

Result<PaddleNetworks> PaddleNetworks::load(const PaddleFiles& files) {
    auto engine = OnnxRuntime::load(files.library);
    if (!engine) return engine.error();
    auto detection = engine->model(files.detection);
    if (!detection) return detection.error();
    auto reading = engine->model(files.reading);
    if (!reading) return reading.error();
    return PaddleNetworks(std::move(*detection), std::move(*reading), classes_of(files.characters));
}

Result<std::vector<TextBox>> PaddleNetworks::find_lines(const Pixmap& page, int long_side) {
    const double ratio =
        std::min(1.0, static_cast<double>(long_side) / std::max(page.width, page.height));
    const int width = to_steps(page.width * ratio), height = to_steps(page.height * ratio);
    const std::vector<float> planes = planes_of(shrink(page, width, height));
    std::vector<TextBox> out;
    bool whole = false;
    const auto done = detection_.run({{1, 3, height, width}, planes}, [&](const TensorView& map) {
        const std::size_t pixels = planes.size() / mean.size();
        whole = map.values.size() == pixels;
        if (whole) out = find_text_boxes(map.values, width, height);
    });
    if (!done) return done.error();
    if (!whole) return Error{Fault::damaged, "识别模型 (det) 的结果大小不对"};
    for (TextBox& box : out)
        scale(box, static_cast<double>(page.width) / width,
              static_cast<double>(page.height) / height);
    return out;
}

Result<TextLine> PaddleNetworks::read(const Pixmap& strip) {
    std::vector<float> planes;
    planes.reserve(strip.samples.size() * 3);
    for (int c = 0; c < 3; ++c)
        for (const std::uint8_t one : strip.samples)
            planes.push_back(static_cast<float>(one) / 127.5F - 1.0F);
    TextLine out;
    bool known = false;
    const auto done =
        reading_.run({{1, 3, strip.height, strip.width}, planes}, [&](const TensorView& steps) {
            known = !steps.shape.empty()
                    && steps.shape.back() == static_cast<std::int64_t>(characters_.size());
            if (known) out = decode(steps, characters_);
        });
    if (!done) return done.error();
    if (!known) return Error{Fault::damaged, "识别模型 (rec) 和字表不相配"};
    return out;
}

}  // namespace shoujian

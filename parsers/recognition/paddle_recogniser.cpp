#include "parsers/recognition/paddle_recogniser.hpp"

#include "parsers/recognition/line_crop.hpp"
#include "parsers/recognition/page_layout.hpp"
#include "parsers/recognition/wanted_texts.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace shoujian {

namespace {

constexpr int most_strip_width = 1280;

/// As strips of the greatest width, squeezed by a quarter; what is longer is cut.
constexpr double most_aspect = 1.25 * most_strip_width / strip_height;

/// A page has fewer lines; what has more is a halftone.
constexpr std::size_t most_lines = 400;

/// Which way up: a few lines read with more confidence than `sure_way` decide; else both ways are
/// compared over `compared_lines`.
constexpr std::size_t first_lines = 3, compared_lines = 8;
constexpr double sure_way = 0.88;
constexpr double least_telling = 1.7, most_telling = 9.0;  // length by height

/// One page on its way from boxes to lines.
class PageReading {
public:
    PageReading(PaddleNetworks& networks,
                const PaddleSettings& settings,
                const Pixmap& page,
                std::vector<TextBox> boxes,
                const Question& question)
        : networks_(networks),
          settings_(settings),
          page_(page),
          found_(std::move(boxes)),
          wanted_(question.wanted) {
        std::ranges::stable_sort(found_, std::greater{}, &TextBox::score);
        if (found_.size() > most_lines) found_.resize(most_lines);
    }

    Result<PageText> run() {
        set_direction(direction_of(found_));
        if (auto done = find_way_up(); !done) return done.error();
        while (const auto next = next_box())
            if (auto done = read_box(*next); !done) return done.error();
        return answer();
    }

private:
    void set_direction(const Direction& direction) {
        direction_ = direction;
        boxes_.clear(), levels_.clear();
        lines_.assign(found_.size(), std::nullopt);
        for (const TextBox& box : found_) {
            boxes_.push_back(read_along(box, direction));
            levels_.push_back(level(boxes_.back(), direction));
        }
    }

    double aspect(std::size_t i) const {
        return boxes_[i].length / std::max(boxes_[i].height, 1.0);
    }

    /// The one that most likely holds what is wanted; without a question all, one after another.
    std::optional<std::size_t> next_box() const {
        std::optional<std::size_t> best;
        double least = 0;
        for (std::size_t i = 0; i < boxes_.size(); ++i) {
            if (lines_[i]) continue;
            if (!wanted_.any()) return i;
            const auto distance = wanted_.distance(aspect(i));
            if (distance && (!best || *distance < least)) best = i, least = *distance;
        }
        return best;
    }

    Result<TextLine> read_strips(const TextBox& box) {
        TextLine out;
        double sum = 0;
        for (const TextBox& part : cut_long(page_, box, most_aspect)) {
            auto line = networks_.read(crop_line(page_, part, settings_.squeeze, most_strip_width));
            if (!line) return line.error();
            out.text += line->text;
            out.sure.insert(out.sure.end(), line->sure.begin(), line->sure.end());
            sum += line->confidence * static_cast<double>(line->sure.size());
        }
        if (!out.sure.empty()) out.confidence = sum / static_cast<double>(out.sure.size());
        return out;
    }

    Result<TextLine> read(const TextBox& box) {
        if (stands(box, direction_)) {
            const Pixmap line = lay_down(page_, box, most_strip_width);
            if (!line.empty()) return networks_.read(line);
        }
        return read_strips(box);
    }

    Result<Done> read_box(std::size_t i) {
        auto line = read(boxes_[i]);
        if (!line) return line.error();
        lines_[i] = std::move(*line);
        if (wanted_.open()) look(i);
        return Done{};
    }

    const std::string& text(std::size_t i) const { return lines_[i]->text; }

    /// A value may go on in the line below, or behind a gap.
    void look(std::size_t i) {
        wanted_.look(text(i));
        std::string above, below;
        for (std::size_t other = 0; other < lines_.size(); ++other) {
            if (other == i || !lines_[other]) continue;
            if (is_below(levels_[other], levels_[i])) above = text(other);
            if (is_below(levels_[i], levels_[other])) below = text(other);
            if (is_beside(levels_[other], levels_[i])) wanted_.look(text(other) + text(i));
            if (is_beside(levels_[i], levels_[other])) wanted_.look(text(i) + text(other));
        }
        if (!above.empty() || !below.empty()) wanted_.look(above + text(i) + below);
    }

    /// Lines that tell which way up they are, the best first: neither single characters nor costly,
    /// and where there is a question such as it asks for.
    std::vector<std::size_t> telling() const {
        std::vector<std::pair<double, std::size_t>> order;
        for (std::size_t i = 0; i < boxes_.size(); ++i) {
            if (aspect(i) < least_telling || stands(boxes_[i], direction_)) continue;
            const double unwanted =
                wanted_.any() ? wanted_.distance(aspect(i)).value_or(10.0) : 0.0;
            const bool costly = aspect(i) > most_telling;
            order.emplace_back(costly ? 100 + aspect(i) : unwanted, i);
        }
        std::ranges::sort(order);
        std::vector<std::size_t> out;
        for (const auto& [distance, i] : order) out.push_back(i);
        return out;
    }

    /// Mean confidence of some lines read as the page is taken to lie.
    Result<double> confidence(std::span<const std::size_t> which) {
        double sum = 0, characters = 0.01;
        for (const std::size_t i : which) {
            if (!lines_[i])
                if (auto done = read_box(i); !done) return done.error();
            const auto count = static_cast<double>(lines_[i]->sure.size());
            sum += lines_[i]->confidence * count;
            characters += count;
        }
        return sum / characters;
    }

    Result<Done> find_way_up() {
        const std::vector<std::size_t> lines = telling();
        const std::span all(lines);
        const auto few = all.first(std::min(first_lines, all.size()));
        const auto first = confidence(few);
        if (!first) return first.error();
        if (*first >= sure_way || few.empty()) return Done{};
        const auto some = all.first(std::min(compared_lines, all.size()));
        const auto this_way = confidence(some);
        if (!this_way) return this_way.error();
        PageReading other(networks_, settings_, page_, found_, {});
        other.set_direction(direction_.reversed());
        const auto other_way = other.confidence(some);
        if (!other_way) return other_way.error();
        if (*other_way <= *this_way) return Done{};
        set_direction(direction_.reversed());
        for (const std::size_t i : some) lines_[i] = std::move(other.lines_[i]);
        for (const std::size_t i : some) look(i);
        return Done{};
    }

    PageText answer() {
        PageText out;
        out.turned = quarter_turns(direction_);
        out.skew_degrees = skew_of(direction_);
        out.complete =
            std::ranges::all_of(lines_, [](const auto& line) { return line.has_value(); });
        for (const std::size_t i : reading_order(levels_)) {
            if (!lines_[i] || lines_[i]->text.empty()) continue;
            lines_[i]->place = place_of(boxes_[i], page_.width, page_.height, out.turned);
            out.lines.push_back(std::move(*lines_[i]));
        }
        return out;
    }

    PaddleNetworks& networks_;
    const PaddleSettings& settings_;
    const Pixmap& page_;
    std::vector<TextBox> found_;  ///< as they were found
    WantedTexts wanted_;
    Direction direction_;
    std::vector<TextBox> boxes_;  ///< the same, as they are read
    std::vector<Level> levels_;
    std::vector<std::optional<TextLine>> lines_;
};

class PaddleRecogniser : public Recogniser {
public:
    PaddleRecogniser(PaddleNetworks networks, const PaddleSettings& settings)
        : networks_(std::move(networks)), settings_(settings) {}

    Result<PageText> read_page(const Pixmap& page, const Question& question) override {
        if (page.empty()) return PageText{{}, 0, 0.0, true};
        auto boxes = networks_.find_lines(page, settings_.detection_side);
        if (!boxes) return boxes.error();
        return PageReading(networks_, settings_, page, std::move(*boxes), question).run();
    }

    Result<TextLine> read_line(const Pixmap& strip) override {
        if (strip.empty()) return TextLine{};
        const TextBox box{strip.width / 2.0,
                          strip.height / 2.0,
                          1.0,
                          0.0,
                          static_cast<double>(strip.width),
                          static_cast<double>(strip.height),
                          1.0};
        auto line = networks_.read(crop_line(strip, box, 1.0, most_strip_width));
        if (line) line->place = {0, 0, 10'000, 10'000};
        return line;
    }

private:
    PaddleNetworks networks_;
    PaddleSettings settings_;
};

}  // namespace

Result<std::unique_ptr<Recogniser>> load_paddle(const PaddleFiles& files,
                                                const PaddleSettings& settings) {
    auto networks = PaddleNetworks::load(files);
    if (!networks) return networks.error();
    return std::unique_ptr<Recogniser>(
        std::make_unique<PaddleRecogniser>(std::move(*networks), settings));
}

}  // namespace shoujian

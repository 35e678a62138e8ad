#include "parsers/recognition/tesseract_recogniser.hpp"

#include "parsers/base/text.hpp"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace shoujian {

namespace {

/// Its layout analysis goes by sizes in print; pages come at about this.
constexpr int assumed_dpi = 200;

/// A page read with less than this, of 1, is tried the other ways round.
constexpr double sure_way = 0.9;

Pixmap quarter_turned(const Pixmap& page) {
    Pixmap out{page.height, page.width, 1, {}};
    out.samples.resize(page.samples.size());
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x) *out.at(page.height - 1 - y, x) = *page.at(x, y);
    return out;
}

PagePlace place_of(const tesseract::ResultIterator& at, const Pixmap& page) {
    int left = 0, top = 0, right = 0, bottom = 0;
    if (!at.BoundingBox(tesseract::RIL_TEXTLINE, &left, &top, &right, &bottom)) return {};
    const auto share = [](int value, int size) {
        return static_cast<int>(std::clamp(10'000L * value / size, 0L, 10'000L));
    };
    PagePlace out{share(left, page.width), share(top, page.height), 0, 0};
    out.width = share(right, page.width) - out.left;
    out.height = share(bottom, page.height) - out.top;
    return out;
}

/// Its characters one by one, without the blanks that it sets between them.
TextLine line_of(tesseract::ResultIterator& at, const Pixmap& page) {
    TextLine out;
    out.place = place_of(at, page);
    double sum = 0;
    do {
        const std::unique_ptr<char[]> symbol(at.GetUTF8Text(tesseract::RIL_SYMBOL));
        if (symbol == nullptr) continue;
        const float percent = std::clamp(at.Confidence(tesseract::RIL_SYMBOL), 0.0F, 100.0F);
        const std::string text = symbol.get();
        if (trim(text).empty()) continue;  // a ruled line
        out.text += text;
        const auto characters = std::ranges::count_if(
            text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
        out.sure.insert(out.sure.end(), static_cast<std::size_t>(characters),
                        static_cast<std::uint8_t>(std::lround(percent)));
    } while (!at.IsAtFinalElement(tesseract::RIL_TEXTLINE, tesseract::RIL_SYMBOL)
             && at.Next(tesseract::RIL_SYMBOL));
    for (const std::uint8_t one : out.sure) sum += one;
    if (!out.sure.empty()) out.confidence = sum / 100 / static_cast<double>(out.sure.size());
    return out;
}

/// It reads lines that lie on their side as well, whose places are then of no use: the page is
/// tried turned instead.
bool is_upright(const TextLine& line, const Pixmap& page) {
    const long width = long{line.place.width} * page.width;
    const long height = long{line.place.height} * page.height;
    return line.sure.size() < 3 || width > height;
}

struct Weighed {
    double confidence = 0.0;
    std::size_t characters = 0;
    double worth() const { return confidence * static_cast<double>(characters); }
};

Weighed weigh(const std::vector<TextLine>& lines) {
    Weighed out;
    for (const TextLine& line : lines) {
        out.confidence += line.confidence * static_cast<double>(line.sure.size());
        out.characters += line.sure.size();
    }
    if (out.characters > 0) out.confidence /= static_cast<double>(out.characters);
    return out;
}

class TesseractRecogniser : public Recogniser {
public:
    bool load(const std::string& data) {
        return api_.Init(data.c_str(), "chi_sim", tesseract::OEM_LSTM_ONLY) == 0;
    }

    Result<PageText> read_page(const Pixmap& page, const Question&) override {
        PageText best{{}, 0, 0.0, true};
        if (page.empty()) return best;
        double most = -1;
        Pixmap turned = page;
        for (int turns = 0; turns < 4; ++turns) {
            if (turns > 0) turned = quarter_turned(turned);
            auto lines = read(turned, tesseract::PSM_AUTO);
            if (!lines) return lines.error();
            const Weighed weight = weigh(*lines);
            if (weight.worth() > most) {
                most = weight.worth();
                best = {std::move(*lines), turns, 0.0, true};
            }
            if (turns == 0 && weight.confidence >= sure_way) break;
        }
        return best;
    }

    Result<TextLine> read_line(const Pixmap& strip) override {
        if (strip.empty()) return TextLine{};
        auto lines = read(strip, tesseract::PSM_SINGLE_LINE);
        if (!lines) return lines.error();
        TextLine out = lines->empty() ? TextLine{} : std::move(lines->front());
        out.place = {0, 0, 10'000, 10'000};
        return out;
    }

private:
    Result<std::vector<TextLine>> read(const Pixmap& page, tesseract::PageSegMode mode) {
        api_.SetPageSegMode(mode);
        api_.SetImage(page.samples.data(), page.width, page.height, 1, page.width);
        api_.SetSourceResolution(assumed_dpi);
        if (api_.Recognize(nullptr) != 0)
            return Error{Fault::damaged, "识别引擎 tesseract 读不了这一页"};
        std::vector<TextLine> out;
        const std::unique_ptr<tesseract::ResultIterator> at(api_.GetIterator());
        if (at != nullptr && !at->Empty(tesseract::RIL_TEXTLINE)) {
            do {
                TextLine line = line_of(*at, page);
                if (!line.text.empty() && is_upright(line, page)) out.push_back(std::move(line));
            } while (at->Next(tesseract::RIL_TEXTLINE));
        }
        api_.Clear();
        return out;
    }

    tesseract::TessBaseAPI api_;
};

}  // namespace

Result<std::unique_ptr<Recogniser>> load_tesseract(const std::string& data) {
    auto out = std::make_unique<TesseractRecogniser>();
    if (!out->load(data))
        return Error{Fault::absent,
                     "识别引擎 tesseract: " + data + " 里没有可用的 chi_sim.traineddata"};
    return std::unique_ptr<Recogniser>(std::move(out));
}

}  // namespace shoujian

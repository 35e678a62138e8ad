#include "parsers/documents/pdf_page.hpp"

#include "parsers/documents/pdf_grid.hpp"

#define POINTERHOLDER_TRANSITION 4  // no alias of shared_ptr is used here
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace shoujian {
namespace {

constexpr std::size_t most_content_bytes = 4'000'000;  // of one page: real ones are far below 1 MB
constexpr int deepest_form = 8;
constexpr int most_forms = 200;       // nested ones multiply
constexpr int most_pictures = 2'000;  // a page of strips has a few hundred
constexpr int most_saved = 10'000;    // states of graphics within each other; 28 are usual
constexpr int most_annotations = 2'000;
constexpr int most_letters = 1'000;  // of one operator
constexpr int most_sheets = 4;       // of the pixels that one picture may have, all together

/// Of a picture that a scan consists of; what is smaller is a logo.
constexpr double least_share = 0.5;

/// A Word export's photos cover less, and a page without text has a mark of a scanning app at most.
constexpr int few_letters = 40;

/// A form's own print has more: over a picture of the whole page it is live text on a background,
/// not a corner that a scanning program set anew.
constexpr int many_letters = 200;

/// Of pictures that may be a scan on a smaller place of a page; photos in a form cover as much.
constexpr double some_share = 0.2;

/// Rules, a frame and the mark of an app are fewer.
constexpr int many_drawings = 150;

struct TooLarge : std::runtime_error {
    TooLarge() : std::runtime_error("content too large") {}
};

/// Collects a page's content and stops a stream that does not end.
class Collector : public Pipeline {
public:
    Collector() : Pipeline("content", nullptr) {}
    void write(const unsigned char* data, std::size_t length) override {
        over = over || length > most_content_bytes - text.size();
        if (over) throw TooLarge();
        text.append(reinterpret_cast<const char*>(data), length);
    }
    void finish() override {}

    /// Decoded as it comes: a stream may unfold to gigabytes.
    void take(QPDFObjectHandle stream) {
        stream.pipeStreamData(this, 0, qpdf_dl_generalized, true);
        if (over) throw TooLarge();  // qpdf keeps what is thrown in a pipeline to itself
        text += '\n';                // ISO 32000-1, 7.8.2: streams are apart
    }

    std::string text;
    bool over = false;
};

double number_of(QPDFObjectHandle object) {
    return object.isNumber() ? object.getNumericValue() : 0.0;
}

PdfMatrix matrix_of(QPDFObjectHandle array) {
    if (!array.isArray() || array.getArrayNItems() != 6) return {};
    const auto at = [&](int i) { return number_of(array.getArrayItem(i)); };
    return {at(0), at(1), at(2), at(3), at(4), at(5)};
}

/// What was seen of a page so far.
struct PageSoFar {
    PdfGrid cells;
    std::uint64_t most_pixels;
    PageStructure out;
    std::map<int, double> area_by_dpi;
    int forms = 0;
    int type3_letters = 0;
    double pixels = 0;  ///< of the pictures, each time that one is drawn
};

/// Follows the operators that matter: the matrix, text and its rendering mode, objects, painting
/// (ISO 32000-1, annex A).
class Follower : public QPDFObjectHandle::ParserCallbacks {
public:
    Follower(QPDF& pdf, QPDFObjectHandle resources, PdfMatrix start, int depth, PageSoFar& seen)
        : pdf_(pdf),
          resources_(std::move(resources)),
          now_{start, 0, false, false},
          depth_(depth),
          seen_(seen) {}

    void handleObject(QPDFObjectHandle object, std::size_t, std::size_t) override {
        if (!object.isOperator()) {
            if (operands_.size() < 64) operands_.push_back(object);
            return;
        }
        apply(object.getOperatorValue());
        operands_.clear();
    }
    void handleEOF() override {}

private:
    struct Graphics {
        PdfMatrix matrix;
        int text_mode;
        bool unseen = false;         ///< filled in white, or wholly transparent
        bool drawn_by_hand = false;  ///< a Type 3 font: scanning programs make glyphs of pictures
    };

    double number(std::size_t at) { return at < operands_.size() ? number_of(operands_[at]) : 0; }
    PdfMatrix matrix() {
        return {number(0), number(1), number(2), number(3), number(4), number(5)};
    }

    void apply(const std::string& name) {
        if (name == "q") save();
        if (name == "Q" && !saved_.empty()) now_ = saved_.back(), saved_.pop_back();
        if (name == "cm") now_.matrix = times(matrix(), now_.matrix);
        if (name == "Do" && !operands_.empty() && operands_[0].isName())
            show_object(resources_.getKey("/XObject"), operands_[0].getName());
        if (name == "ID") show_inline_picture();
        if (name == "g" || name == "rg" || name == "k" || name == "sc" || name == "scn")
            now_.unseen = is_white();
        if (name == "gs" && !operands_.empty() && operands_[0].isName()) take_state();
        if (name == "f" || name == "F" || name == "f*" || name == "S" || name == "s" || name == "B"
            || name == "B*" || name == "b" || name == "b*" || name == "sh")
            ++seen_.out.drawings;
        apply_text(name);
    }

    /// DeviceGray and DeviceRGB are white at 1, DeviceCMYK at 0.
    bool is_white() {
        if (operands_.size() != 1 && operands_.size() != 3 && operands_.size() != 4) return false;
        constexpr double nearly = 0.99;
        const bool cmyk = operands_.size() == 4;
        return std::ranges::all_of(operands_, [&](const QPDFObjectHandle& operand) {
            if (!QPDFObjectHandle(operand).isNumber()) return false;
            const double value = number_of(operand);
            return cmyk ? value <= 1 - nearly : value >= nearly;
        });
    }

    void take_state() {
        QPDFObjectHandle states = resources_.getKey("/ExtGState");
        if (!states.isDictionary()) return;
        QPDFObjectHandle state = states.getKey(operands_[0].getName());
        if (!state.isDictionary()) return;
        QPDFObjectHandle alpha = state.getKey("/ca");
        if (alpha.isNumber()) now_.unseen = alpha.getNumericValue() < 0.02;
    }

    void take_font() {
        QPDFObjectHandle fonts = resources_.getKey("/Font");
        if (operands_.empty() || !operands_[0].isName() || !fonts.isDictionary()) return;
        QPDFObjectHandle font = fonts.getKey(operands_[0].getName());
        now_.drawn_by_hand =
            font.isDictionary() && font.getKey("/Subtype").isNameAndEquals("/Type3");
    }

    /// A renderer keeps much more of each state than a matrix, and has no bound.
    void save() {
        if (saved_.size() < most_saved)
            saved_.push_back(now_);
        else
            seen_.out.too_large = true;
    }

    /// Where text stands is followed by its lines' origins: enough for the cells of the grid.
    void apply_text(const std::string& name) {
        if (name == "BT") line_ = {};
        if (name == "Tm") line_ = matrix();
        if (name == "Td" || name == "TD") line_ = times({1, 0, 0, 1, number(0), number(1)}, line_);
        if (name == "Tf") take_font();
        if (name == "Tr")
            now_.text_mode = static_cast<int>(number(0) >= 0 && number(0) <= 7 ? number(0) : 0);
        if (name == "Tj" || name == "'" || name == "\"" || name == "TJ") show_text();
    }

    void show_text() {
        if (operands_.empty()) return;
        int letters = 0;
        const auto count = [&](QPDFObjectHandle text) {
            if (text.isString())
                letters += static_cast<int>(
                    std::min<std::size_t>(text.getStringValue().size(), most_letters));
        };
        QPDFObjectHandle last = operands_.back();
        if (last.isArray()) {
            for (const QPDFObjectHandle& item : last.getArrayAsVector()) count(item);
        } else {
            count(last);
        }
        const bool invisible = now_.text_mode == 3 || now_.text_mode == 7 || now_.unseen;
        if (now_.drawn_by_hand)
            seen_.type3_letters = std::min(seen_.type3_letters, 1'000'000) + letters;
        if (invisible)
            seen_.out.hidden_letters = std::min(seen_.out.hidden_letters, 1'000'000) + letters;
        else
            seen_.cells.write(times(line_, now_.matrix).map(0, 0), letters);
    }

    void show_picture(double width_px, double height_px, bool opaque) {
        seen_.pixels += width_px * height_px;
        if (++seen_.out.pictures > most_pictures
            || seen_.pixels > most_sheets * static_cast<double>(seen_.most_pixels)) {
            seen_.out.too_large = true;
            return;
        }
        const PdfMatrix& m = now_.matrix;
        seen_.cells.cover(m, opaque);
        const double width_pt = std::hypot(m.a, m.b);
        if (width_px > 0 && width_pt > 0) {
            const double dpi = std::min(width_px * 72 / width_pt, 10'000.0);
            if (dpi > 0) seen_.area_by_dpi[static_cast<int>(dpi)] += m.area();
        }
        if (width_px * height_px > static_cast<double>(seen_.most_pixels))
            seen_.out.too_large = true;
    }

    void show_inline_picture() {
        double width = 0, height = 0;
        for (std::size_t i = 0; i + 1 < operands_.size(); ++i) {
            if (!operands_[i].isName()) continue;
            const std::string key = operands_[i].getName();
            if (key == "/W" || key == "/Width") width = number(i + 1);
            if (key == "/H" || key == "/Height") height = number(i + 1);
        }
        show_picture(width, height, false);
    }

    void show_object(QPDFObjectHandle objects, const std::string& name) {
        if (!objects.isDictionary()) return;
        QPDFObjectHandle object = objects.getKey(name);
        if (!object.isStream()) return;
        QPDFObjectHandle facts = object.getDict();
        if (facts.getKey("/Subtype").isNameAndEquals("/Image")) {
            QPDFObjectHandle stencil = facts.getKey("/ImageMask");
            const bool is_stencil = stencil.isBool() && stencil.getBoolValue();
            const bool opaque =
                !is_stencil && facts.getKey("/SMask").isNull() && facts.getKey("/Mask").isNull();
            show_picture(number_of(facts.getKey("/Width")), number_of(facts.getKey("/Height")),
                         opaque);
        } else if (facts.getKey("/Subtype").isNameAndEquals("/Form") && depth_ < deepest_form) {
            show_form(object, facts);
        }
    }

    void show_form(QPDFObjectHandle form, QPDFObjectHandle facts);

    QPDF& pdf_;
    QPDFObjectHandle resources_;
    Graphics now_;
    PdfMatrix line_;
    std::vector<Graphics> saved_;
    std::vector<QPDFObjectHandle> operands_;
    int depth_;
    PageSoFar& seen_;
};

void follow(QPDF& pdf,
            const std::string& text,
            QPDFObjectHandle resources,
            const PdfMatrix& start,
            int depth,
            PageSoFar& seen) {
    Follower follower(pdf, std::move(resources), start, depth, seen);
    QPDFObjectHandle::parseContentStream(QPDFObjectHandle::newStream(&pdf, text), &follower);
}

void Follower::show_form(QPDFObjectHandle form, QPDFObjectHandle facts) {
    if (++seen_.forms > most_forms) {
        seen_.out.too_large = true;
        return;
    }
    Collector collected;
    collected.take(form);
    QPDFObjectHandle resources = facts.getKey("/Resources");
    follow(pdf_, collected.text, resources.isDictionary() ? resources : resources_,
           times(matrix_of(facts.getKey("/PdfMatrix")), now_.matrix), depth_ + 1, seen_);
}

/// The finest resolution at which half of what the pictures cover is still there: of a page in
/// layers (MRC) that of the text, not of the coarse background.
int resolution(const std::map<int, double>& area_by_dpi) {
    double all = 0, finer = 0;
    for (const auto& [dpi, area] : area_by_dpi) all = std::max(all, area);
    for (auto at = area_by_dpi.rbegin(); at != area_by_dpi.rend(); ++at) {
        finer += at->second;
        if (finer >= all / 2) return at->first;
    }
    return 0;
}

/// Programs that make a pixel a point write sheets of a metre: forms are on A4, at most on A3.
int dpi_on_paper(int dpi, double width_pt, double height_pt) {
    constexpr double a3_long = 1191, a4_long = 842;
    const double longest = std::max(width_pt, height_pt);
    return longest > a3_long * 1.05 && longest < 100 * a3_long
               ? static_cast<int>(dpi * longest / a4_long)
               : dpi;
}

/// A stamp or a signature that a program put on the page: it is drawn over the content.
bool has_annotations(QPDFObjectHandle page) {
    QPDFObjectHandle all = page.getKey("/Annots");
    if (!all.isArray()) return false;
    for (int i = 0; i < std::min(all.getArrayNItems(), most_annotations); ++i) {
        QPDFObjectHandle one = all.getArrayItem(i);
        if (one.isDictionary() && one.hasKey("/AP")) return true;
    }
    return false;
}

PageKind kind_of(const PageStructure& page, int type3_letters) {
    const bool raster = page.covered >= least_share;
    if (raster && page.letters <= few_letters) return PageKind::scanned;
    const bool live = page.letters - type3_letters > many_letters;
    if (raster) return live ? PageKind::exported : PageKind::unknown;
    if (page.covered >= some_share && page.letters <= few_letters) return PageKind::unknown;
    if (page.letters > 0 || page.drawings >= many_drawings) return PageKind::exported;
    if (page.pictures == 0 && page.drawings == 0) return PageKind::blank;
    return PageKind::unknown;
}

}  // namespace

PageStructure structure_of(QPDF& pdf, QPDFPageObjectHelper& page, std::uint64_t most_pixels) {
    constexpr double a4_width = 595, a4_height = 842;
    double left = 0, bottom = 0, width = a4_width, height = a4_height;
    QPDFObjectHandle box = page.getCropBox();
    if (box.isArray() && box.getArrayNItems() == 4) {
        const auto at = [&](int i) { return number_of(box.getArrayItem(i)); };
        left = std::min(at(0), at(2)), bottom = std::min(at(1), at(3));
        width = std::abs(at(2) - at(0)), height = std::abs(at(3) - at(1));
    }
    PageSoFar seen{PdfGrid(left, bottom, std::max(width, 1e-3), std::max(height, 1e-3)),
                   most_pixels,
                   {},
                   {},
                   0,
                   0};
    try {
        Collector collected;
        for (const QPDFObjectHandle& stream : page.getObjectHandle().getPageContents())
            collected.take(stream);
        follow(pdf, collected.text, page.getAttribute("/Resources", false), {}, 0, seen);
    } catch (const TooLarge&) {
        seen.out.too_large = true;
    }
    PageStructure out = seen.out;
    out.width_pt = width;
    out.height_pt = height;
    out.covered = seen.cells.covered();
    out.letters = seen.cells.letters();
    out.hidden_letters += seen.cells.hidden();
    out.dpi = dpi_on_paper(resolution(seen.area_by_dpi), width, height);
    out.kind = kind_of(out, seen.type3_letters);
    if (out.kind == PageKind::blank && has_annotations(page.getObjectHandle()))
        out.kind = PageKind::unknown;
    return out;
}

}  // namespace shoujian

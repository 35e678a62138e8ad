#include "parsers/pages/pdf_pages.hpp"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace shoujian {

namespace {

constexpr double points_per_inch = 72;

/// Of a page box: a stamp to a poster (the bound of ISO 32000-1, annex C, is 14,400).
constexpr double shortest_side = 10, longest_side_pt = 14'400;

std::unique_ptr<poppler::document> open(ByteSpan file) {
    if (file.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return nullptr;
    std::unique_ptr<poppler::document> out(poppler::document::load_from_raw_data(
        reinterpret_cast<const char*>(file.data()), static_cast<int>(file.size())));
    // Where a password is needed there are pages, all of them null.
    if (out && out->is_locked()) out.reset();
    return out;
}

Pixmap copied(const poppler::image& from) {
    Pixmap out{from.width(), from.height(), 3, {}};
    if (out.width <= 0 || out.height <= 0) return {};
    const auto row = static_cast<std::size_t>(out.width) * 3;
    out.samples.resize(row * static_cast<std::size_t>(out.height));
    for (int y = 0; y < out.height; ++y)
        std::memcpy(out.at(0, y),
                    from.const_data() + static_cast<std::ptrdiff_t>(y) * from.bytes_per_row(), row);
    return out;
}

}  // namespace

struct PdfPages::State {
    std::unique_ptr<poppler::document> document;
};

PdfPages::PdfPages(ByteSpan file) : state_(std::make_unique<State>()) {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    state_->document = open(file);
}

PdfPages::~PdfPages() = default;

int PdfPages::count() const {
    return state_->document ? std::max(state_->document->pages(), 0) : 0;
}

Pixmap PdfPages::render(int page, int longest_side) const {
    if (page < 0 || page >= count()) return {};
    const std::unique_ptr<poppler::page> one(state_->document->create_page(page));
    if (!one) return {};
    const poppler::rectf box = one->page_rect(poppler::crop_box);
    const double longest = std::max(std::abs(box.width()), std::abs(box.height()));
    const double shortest = std::min(std::abs(box.width()), std::abs(box.height()));
    if (!(shortest >= shortest_side && longest <= longest_side_pt)) return {};  // also NaN
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_rgb24);
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    const double dpi = longest_side * points_per_inch / longest;
    const poppler::image image = renderer.render_page(one.get(), dpi, dpi);
    return image.is_valid() ? copied(image) : Pixmap{};
}

}  // namespace shoujian

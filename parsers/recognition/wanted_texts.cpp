#include "parsers/recognition/wanted_texts.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace shoujian {

namespace {

/// Lines of a form's cells are no longer than this; beyond it is the story.
constexpr double short_aspect = 13.0;

/// A wanted text may have a label before it in the same box.
constexpr double most_longer = 1.8;

/// A box is higher than its characters, and longer by the same.
double aspect_of(const std::u32string& text) {
    double widths = 0;
    for (const char32_t c : text) widths += c < 0x80 ? 0.55 : 1.0;
    return (widths + 0.45) / 1.45;
}

bool is_bare(char32_t c) {
    if (c < 0x80) return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z');
    if (c >= 0x2000 && c <= 0x206F) return false;  // general punctuation
    if (c >= 0x3000 && c <= 0x303F) return false;  // that of Chinese
    if (c == 0x4E36) return false;                 // 丶, as which 、 is often read
    return c != 0xB7 && !(c >= 0xFE30 && c <= 0xFE6F) && !(c >= 0xFF00 && c <= 0xFFEF);
}

/// The least edit distance of `wanted` to any part of `text` (Sellers, 1980).
std::size_t distance_within(const std::u32string& text, const std::u32string& wanted) {
    std::vector<std::size_t> row(wanted.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    std::size_t best = row.back();
    for (const char32_t c : text) {
        std::size_t diagonal = 0;
        for (std::size_t i = 1; i < row.size(); ++i) {
            const std::size_t here =
                std::min({row[i] + 1, row[i - 1] + 1, diagonal + (wanted[i - 1] == c ? 0U : 1U)});
            diagonal = row[i];
            row[i] = here;
        }
        best = std::min(best, row.back());
    }
    return best;
}

}  // namespace

std::u32string bare_text(std::string_view text) {
    std::u32string out;
    for (const char32_t c : fold_u32(text))
        if (is_bare(c)) out.push_back(c);
    return out;
}

bool says(const std::u32string& text, const std::u32string& wanted) {
    if (text.find(wanted) != std::u32string::npos) return true;
    const std::size_t most = wanted.size() / 8;
    if (most == 0 || text.size() + most < wanted.size()) return false;
    // One that goes on in the next line lacks its end, and is not misread.
    const bool begins = text.find(wanted.substr(0, 2)) != std::u32string::npos;
    const bool ends = text.find(wanted.substr(wanted.size() - 2)) != std::u32string::npos;
    return begins && ends && distance_within(text, wanted) <= most;
}

WantedTexts::WantedTexts(const std::vector<std::string>& wanted) {
    for (const std::string& one : wanted) {
        std::u32string text = bare_text(one);
        if (text.empty()) continue;
        const double aspect = aspect_of(text);
        open_.push_back({std::move(text), aspect});
    }
    asked_ = !open_.empty();
}

std::optional<double> WantedTexts::distance(double aspect) const {
    std::optional<double> best;
    for (const Wanted& one : open_) {
        if (aspect > std::max(short_aspect, one.aspect * most_longer)) continue;
        const double off = std::abs(std::log(std::max(aspect, 0.1) / one.aspect));
        if (!best || off < *best) best = off;
    }
    return best;
}

void WantedTexts::look(std::string_view text) {
    const std::u32string bare = bare_text(text);
    std::erase_if(open_, [&](const Wanted& one) { return says(bare, one.text); });
}

}  // namespace shoujian

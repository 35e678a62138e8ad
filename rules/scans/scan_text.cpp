#include "rules/scans/scan_text.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <cstdlib>

namespace shoujian {

namespace {

constexpr std::size_t most_text = 20'000;

struct Confusable {
    std::u32string_view alike;  ///< the first stands for all
};
constexpr Confusable confusables[] = {
    {U"0OoQ〇○"}, {U"1lI丨|"}, {U"日曰"}, {U"己已巳"}, {U"未末"}, {U"土士"}, {U"人入"},
    {U"戊戌戍"},  {U"千干于"}, {U"天夭"}, {U"大太犬"}, {U"王玉"}, {U"科枓"}, {U"杨扬"},
    {U"晴睛"},    {U"5S"},     {U"8B"},   {U"9g"},     {U"2Z"},   {U"候侯"}, {U"祇祗"},
    {U"暧暖"},    {U"采釆"},   {U"管菅"}, {U"简筒"},
};

char32_t plain(char32_t one) {
    for (const Confusable& row : confusables)
        if (row.alike.find(one) != std::u32string_view::npos) return row.alike.front();
    return one;
}

bool counts(char32_t one) {
    if (one < 0x80)
        return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'z')
               || (one >= 'A' && one <= 'Z');
    const bool punctuation = (one >= 0x2000 && one <= 0x206F) || (one >= 0x3000 && one <= 0x3004)
                             || (one >= 0x3008 && one <= 0x3020) || one == 0xB7 || one == 0xFFFD
                             || (one >= 0xFE30 && one <= 0xFE6F)
                             || (one >= 0xFF00 && one <= 0xFF20);
    return !punctuation;
}

/// Lines of one column: they begin at the same place, one below the other.
bool continues(const TextLine& upper, const TextLine& lower) {
    const int height = std::max(upper.place.height, 1);
    const int gap = lower.place.top - upper.place.bottom();
    return std::abs(lower.place.left - upper.place.left) <= height && gap > -height / 2
           && gap < height * 3 / 2;
}

void add_columns(const PageFacts& page, std::u32string& out) {
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
        const TextLine* last = &page.lines[i];
        std::u32string column = for_comparing(last->text);
        bool grew = false;
        for (std::size_t k = i + 1; k < page.lines.size(); ++k) {
            if (!continues(*last, page.lines[k])) continue;
            last = &page.lines[k];
            column += for_comparing(last->text);
            grew = true;
            constexpr std::size_t long_enough = 60;  // short fields have at most so many characters
            if (column.size() > long_enough) break;
        }
        if (grew) out += U"\n" + column;
    }
}

}  // namespace

std::u32string for_comparing(std::string_view text) {
    std::u32string out;
    for (const char32_t one : to_u32(fold_width(text))) {
        if (is_blank(one) || !counts(one)) continue;
        const char32_t same = plain(one);
        const bool upper = same == one && one >= 'A' && one <= 'Z';
        out += upper ? one + ('a' - 'A') : same;
    }
    return out;
}

Approximation find_approximately(std::u32string_view wanted, std::u32string_view text) {
    if (wanted.empty()) return {0, 0.0};
    // Sellers' algorithm: a match may begin anywhere, so the first row costs nothing.
    std::vector<std::size_t> column(wanted.size() + 1);
    for (std::size_t i = 0; i <= wanted.size(); ++i) column[i] = i;
    std::size_t best = wanted.size();
    for (const char32_t character : text) {
        std::size_t diagonal = column[0];
        for (std::size_t i = 1; i <= wanted.size(); ++i) {
            const std::size_t replaced = diagonal + (wanted[i - 1] == character ? 0 : 1);
            diagonal = column[i];
            column[i] = std::min({replaced, column[i] + 1, column[i - 1] + 1});
        }
        best = std::min(best, column.back());
    }
    return {best, static_cast<double>(best) / static_cast<double>(wanted.size())};
}

std::u32string searchable(std::span<const PageFacts* const> pages) {
    std::u32string out;
    for (const PageFacts* page : pages) {
        for (const TextLine& line : page->lines) out += for_comparing(line.text);
        out += U"\n";
        add_columns(*page, out);
        out += U"\n";
    }
    return out;
}

std::string plain_text(const std::vector<PageFacts>& pages) {
    std::string out;
    for (const PageFacts& page : pages)
        for (const TextLine& line : page.lines) {
            if (out.size() + line.text.size() > most_text) return out;
            out += line.text;
            out += '\n';
        }
    return out;
}

}  // namespace shoujian

#include "rules/scans/seal_verdict.hpp"

#include "rules/scans/is_scan.hpp"

#include <algorithm>

namespace shoujian {

namespace {

bool shows(const PageFacts& page, Seen seen) {
    return std::ranges::any_of(page.seals,
                               [&](const SealFacts& one) { return one.sighting.seen == seen; });
}

}  // namespace

bool is_form_page(const PageFacts& page) {
    constexpr double least_ink = 0.0005;
    return page.seen && page.look.ink >= least_ink && !is_event_photo(page);
}

SealVerdict seal_verdict(std::span<const PageFacts* const> pages) {
    const auto any = [&](auto&& is) {
        return std::ranges::any_of(pages, [&](const PageFacts* page) { return is(*page); });
    };
    if (any([](const PageFacts& page) { return shows(page, Seen::yes); })) return {Seen::yes, ""};
    if (any([](const PageFacts& page) { return shows(page, Seen::unsure); }))
        return {Seen::unsure, "有像印章的红色图形，但看不清"};
    if (!any(is_form_page)) return {Seen::unsure, "页面没有能够查看"};
    const auto unseen = [](const PageFacts& page) {
        return !page.seen && page.structure.kind != PageKind::blank;
    };
    if (any(unseen)) return {Seen::unsure, "有的页面没有能够查看"};
    if (any([](const PageFacts& page) { return is_form_page(page) && !page.look.colour; }))
        return {Seen::unsure, "扫描件不是彩色，看不出红色印章"};
    if (any([](const PageFacts& page) { return page.seal_place == Seen::yes; }))
        return {Seen::unsure, "盖章处有红色痕迹，但看不出是印章"};
    if (!any([](const PageFacts& page) { return page.seal_place == Seen::no; }))
        return {Seen::unsure, "未见印章，也没有认出盖章的位置"};
    return {Seen::no, ""};
}

}  // namespace shoujian

#include "rules/scans/seal_unit.hpp"

#include "rules/scans/scan_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// Lettering that is read worse names nobody.
constexpr double sure = 0.8;

/// 江苏省科学技术协会 and 江西省科学技术协会 differ in one character of nine: a misreading makes
/// one the other, so another unit has to be nearer by more.
constexpr std::size_t clearly = 2;

constexpr double most_errors = 0.25;

/// Errors of lettering that may stand for a name, however much of either is lacking.
std::size_t errors_of(std::u32string_view lettering, const std::string& name) {
    const std::u32string wanted = for_comparing(name);
    return std::max(find_approximately(wanted, lettering).errors,
                    find_approximately(lettering, wanted).errors);
}

std::size_t errors_of(std::u32string_view lettering, const Unit& unit) {
    std::size_t out = errors_of(lettering, unit.name);
    for (const std::string& alias : unit.aliases) out = std::min(out, errors_of(lettering, alias));
    return out;
}

}  // namespace

const Unit* other_unit_on_seal(const Call& call,
                               std::string_view own,
                               std::span<const PageFacts* const> pages) {
    const Unit* const own_unit = call.unit(own);
    if (own_unit == nullptr) return nullptr;
    for (const PageFacts* page : pages)
        for (const SealFacts& seal : page->seals) {
            const std::u32string lettering = for_comparing(seal.text);
            if (lettering.empty() || seal.text_confidence < sure) continue;
            const std::size_t as_own = errors_of(lettering, *own_unit);
            for (const Unit& other : call.units) {
                const std::size_t as_other = errors_of(lettering, other);
                const auto length = static_cast<double>(lettering.size());
                if (&other != own_unit && as_other + clearly <= as_own
                    && static_cast<double>(as_other) <= length * most_errors)
                    return &other;
            }
        }
    return nullptr;
}

}  // namespace shoujian

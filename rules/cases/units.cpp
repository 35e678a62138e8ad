#include "rules/cases/units.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

constexpr std::array organ_endings{std::string_view("部"),     std::string_view("处"),
                                   std::string_view("室"),     std::string_view("办"),
                                   std::string_view("科"),     std::string_view("中心"),
                                   std::string_view("委员会"), std::string_view("党组"),
                                   std::string_view("机关"),   std::string_view("秘书处")};

bool is_organ(std::string_view rest) {
    return rest.empty()
           || std::any_of(organ_endings.begin(), organ_endings.end(),
                          [&](std::string_view ending) { return rest.ends_with(ending); });
}

/// How much of the written name this name explains; 0: it is another unit's.
std::size_t fit(std::string_view written, std::string_view name) {
    const std::string folded = fold(name);
    if (folded.empty() || !written.starts_with(folded)) return 0;
    return is_organ(written.substr(folded.size())) ? folded.size() : 0;
}

std::size_t fit(std::string_view written, const Unit& unit) {
    std::size_t best = fit(written, unit.name);
    for (const std::string& alias : unit.aliases) best = std::max(best, fit(written, alias));
    return best;
}

const Unit* by_name(const Call& call, std::string_view written) {
    const std::string folded = fold(written);
    const Unit* best = nullptr;
    std::size_t most = 0;
    for (const Unit& unit : call.units) {
        const std::size_t explained = fit(folded, unit);
        if (explained > most) {
            most = explained;
            best = &unit;
        }
    }
    return best;
}

const Unit* by_sender(const Call& call, std::string_view sender) {
    const std::string address = lower_ascii(trim(sender));
    const std::size_t at = address.find('@');
    if (at == std::string::npos) return nullptr;
    const std::string domain = address.substr(at);
    const auto holds = [&](const Unit& unit, const std::string& wanted) {
        return std::any_of(unit.senders.begin(), unit.senders.end(),
                           [&](const std::string& one) { return lower_ascii(one) == wanted; });
    };
    for (const std::string& wanted : {address, domain}) {
        for (const Unit& unit : call.units) {
            if (holds(unit, wanted)) return &unit;
        }
    }
    return nullptr;
}

}  // namespace

const Unit* find_unit(const Call& call, std::string_view written, std::string_view sender) {
    if (const Unit* named = by_name(call, written)) return named;
    return by_sender(call, sender);
}

std::string unit_name(const Call& call, std::string_view written, std::string_view sender) {
    const Unit* unit = find_unit(call, written, sender);
    return unit ? unit->name : std::string(trim(written));
}

bool same_unit(std::string_view a, std::string_view b) {
    const std::string x = fold(a), y = fold(b);
    return x.empty() || y.empty() || x == y;
}

}  // namespace shoujian

#include "parsers/base/text.hpp"
#include "rules/cases/cases.hpp"

#include <algorithm>
#include <tuple>

namespace shoujian {

namespace {

bool is_settled_against(const Surveyed& one) {
    return one.verdict == Verdict::rejected || one.verdict == Verdict::withdrawn;
}

bool takes_a_place(const Surveyed& one) {
    return one.verdict == Verdict::accepted || one.verdict == Verdict::review;
}

bool is_itself(const Surveyed& one, const Surveyed& other) {
    return !one.number.empty() && one.number == other.number;
}

/// The places of a quota go in the order of receipt; the number parts those of one second.
bool came_before(const Surveyed& a, const Surveyed& b) {
    return std::tie(a.received, a.number) < std::tie(b.received, b.number);
}

void survey_quota(const Call& call,
                  const Surveyed& one,
                  std::span<const Surveyed> others,
                  std::vector<Finding>& out) {
    const Unit* unit = call.unit(one.who.unit);
    const auto quota =
        unit ? unit->quotas.find(one.who.form) : std::map<std::string, int>::const_iterator{};
    if (!unit || quota == unit->quotas.end()) return;
    if (quota->second == 0) {
        out.push_back(make_finding(call, "quota.none", {{"unit", unit->name}}));
        return;
    }
    const auto taken = std::count_if(others.begin(), others.end(), [&](const Surveyed& other) {
        return !is_itself(one, other) && other.who.call == one.who.call
               && other.who.form == one.who.form && other.who.unit == one.who.unit
               && takes_a_place(other) && came_before(other, one);
    });
    if (taken < quota->second) return;
    out.push_back(make_finding(call, "quota.exceeded",
                               {{"unit", unit->name},
                                {"limit", std::to_string(quota->second)},
                                {"count", std::to_string(taken)}}));
}

void survey_duplicates(const Call& call,
                       const Surveyed& one,
                       std::span<const Surveyed> others,
                       std::vector<Finding>& out) {
    const std::string name = fold(one.who.candidate);
    if (name.empty()) return;
    for (const Surveyed& other : others) {
        const bool same = !is_itself(one, other) && other.who.call == one.who.call
                          && other.who.form == one.who.form && fold(other.who.candidate) == name;
        if (!same || is_settled_against(other)) continue;
        const std::string detail = other.who.unit == one.who.unit ? "" : "另一推荐单位报送";
        out.push_back(make_finding(call, "candidate.duplicate",
                                   {{"candidate", one.who.candidate}, {"detail", detail}}));
        return;
    }
}

}  // namespace

std::vector<Finding> survey(const Call& call,
                            const Surveyed& one,
                            std::span<const Surveyed> others) {
    std::vector<Finding> out;
    if (is_settled_against(one)) return out;
    survey_quota(call, one, others, out);
    survey_duplicates(call, one, others, out);
    return out;
}

}  // namespace shoujian

#include "rules/judging/finding.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

struct VerdictRow {
    Verdict verdict;
    std::string_view name, title;
    int weight;  ///< the graver one is a message's
};

// What a submitter must still act on outweighs what a person has settled.
constexpr std::array<VerdictRow, 7> verdicts{{
    {Verdict::unrelated, "unrelated", "与本次报送无关", 0},
    {Verdict::accepted, "accepted", "已受理", 2},
    {Verdict::review, "review", "已收到，转人工核对", 3},
    {Verdict::late, "late", "逾期", 5},
    {Verdict::incomplete, "incomplete", "需补正", 6},
    {Verdict::rejected, "rejected", "未通过", 4},
    {Verdict::withdrawn, "withdrawn", "已撤回", 1},
}};

const VerdictRow& row_of(Verdict verdict) {
    return *std::find_if(verdicts.begin(), verdicts.end(),
                         [&](const VerdictRow& row) { return row.verdict == verdict; });
}

constexpr std::array<std::string_view, 4> severities{"note", "warning", "review", "error"};

bool has(const std::vector<Finding>& findings, Severity severity) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& one) { return one.severity == severity; });
}

}  // namespace

std::string_view verdict_name(Verdict verdict) {
    return row_of(verdict).name;
}

std::string_view verdict_title(Verdict verdict) {
    return row_of(verdict).title;
}

std::optional<Verdict> verdict_by_name(std::string_view name) {
    for (const VerdictRow& row : verdicts) {
        if (row.name == name) return row.verdict;
    }
    return std::nullopt;
}

Verdict worst(Verdict a, Verdict b) {
    return row_of(a).weight >= row_of(b).weight ? a : b;
}

std::string_view severity_name(Severity severity) {
    return severities[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_by_name(std::string_view name) {
    for (std::size_t i = 0; i < severities.size(); ++i) {
        if (severities[i] == name) return static_cast<Severity>(i);
    }
    return std::nullopt;
}

Verdict verdict_of(const std::vector<Finding>& findings) {
    const bool late = std::any_of(findings.begin(), findings.end(), [](const Finding& one) {
        return one.code == "deadline.passed" && one.severity == Severity::error;
    });
    if (late) return Verdict::late;
    if (has(findings, Severity::error)) return Verdict::incomplete;
    return has(findings, Severity::review) ? Verdict::review : Verdict::accepted;
}

}  // namespace shoujian

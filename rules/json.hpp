#pragma once

#include "rules/cases/explain.hpp"
#include "rules/cases/report.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// A row of `list --json`.
struct CaseLine {
    CaseNumber number;
    Identity who;
    Verdict verdict = Verdict::incomplete;
    std::vector<std::string> codes;
    Instant received{}, updated{};
};

/// A row of `list --messages --json`, and of a case's history.
struct MessageLine {
    std::string id, message_id, from, subject;
    Instant received{};
    std::string outcome, why;
    std::vector<CaseNumber> cases;
};

// UTF-8 without escapes for Chinese, two-space indent, keys in the contract's order, a line feed at
// the end.
std::string cases_json(std::span<const CaseLine> lines, ZoneOffset zone);
std::string messages_json(std::span<const MessageLine> lines, ZoneOffset zone);

/// `show --json`: the case's report, with the messages it is made of as `history`.
std::string case_json(const Report& report, std::span<const MessageLine> history, ZoneOffset zone);

/// `explain --json`: the case's report with the version of the rule set, and with rule and evidence
/// in each of its findings.
std::string explanation_json(const Report& report,
                             const std::string& rule_set,
                             std::span<const Explained> findings,
                             ZoneOffset zone);

}  // namespace shoujian

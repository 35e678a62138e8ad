#pragma once

#include "rules/call/call.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// Of a submission, a case or a message. The order is the order of worth; `worst` follows
/// CONTRACT.md §3: incomplete, late, review, accepted. rejected and withdrawn come from a person
/// only.
enum class Verdict { unrelated, accepted, review, late, incomplete, rejected, withdrawn };

std::string_view verdict_name(Verdict verdict);  ///< "accepted", …: for JSON, headers, the ledger
std::string_view verdict_title(Verdict verdict);  ///< "已受理", "已收到，转人工核对", "需补正",
                                                  ///< "逾期", "与本次报送无关", "未通过", "已撤回"
std::optional<Verdict> verdict_by_name(std::string_view name);
Verdict worst(Verdict a, Verdict b);

std::string_view severity_name(Severity severity);
std::optional<Severity> severity_by_name(std::string_view name);

/// One thing that a rule has to say. message: what was found and what was expected; hint: how to
/// mend it. Chinese, for submitters.
struct Finding {
    std::string code;
    Severity severity = Severity::error;
    std::string field;  ///< field id, or empty
    std::string where;  ///< file and place, or empty
    std::string message, hint;
    bool operator==(const Finding&) const = default;
};

/// Every code of the contract with its default severity. `rule.ID` is not in it: its rule says.
const std::map<std::string, Severity, std::less<>>& default_severities();

/// The severity of `code` in this call: its `[severity]` table, else the default, else review.
Severity severity_of(const Call& call, std::string_view code);

/// A finding with the text of the table for its code; `values` fill the text's places ({label},
/// {value}, {limit}, …).
using TextValues = std::map<std::string, std::string>;
Finding make_finding(const Call& call, std::string_view code, const TextValues& values = {});

/// accepted, review or incomplete, by the gravest of the findings (lateness is `deadline.passed`:
/// late, unless an error of another code stands beside it, which makes it late with its errors
/// listed too).
Verdict verdict_of(const std::vector<Finding>& findings);

}  // namespace shoujian

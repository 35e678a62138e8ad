#pragma once

#include "rules/cases/submission.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shoujian {

struct Material {
    std::string role;  ///< "word", "scan", "photo"
    std::string name;
    std::uint64_t bytes = 0;
    std::string sha256;  ///< hex
    bool operator==(const Material&) const = default;
};

/// One page of a scan.
struct PageReport {
    std::string file;
    int page = 1;
    std::string kind;  ///< "scanned" "exported" "blank" "unknown"; of a picture "picture"
    int dpi = 0;
    bool colour = false, read = false;
    double skew = 0.0;
    int turned = 0;  ///< degrees clockwise that make it upright
    std::vector<SealFacts> seals;
    bool operator==(const PageReport&) const = default;
};

/// The scan's part of a report; see CONTRACT.md §3 for each word.
struct ScanReport {
    int pages = 0;
    std::optional<bool> is_scan;
    std::string seal, matches_word;  ///< "found" "absent" "unsure"; "yes" "no" "unsure"
    int dpi = 0;
    std::string why;                 ///< of what is unsure, or of `no`
    std::vector<PageReport> looks;   ///< page by page, as far as they were looked at
    std::vector<FieldMatch> fields;  ///< the Word form's short fields on the scan
    bool operator==(const ScanReport&) const = default;
};

struct SubmissionReport {
    Identity who;
    std::optional<CaseNumber> number;
    Verdict verdict = Verdict::incomplete;
    std::map<std::string, FieldValue> fields;
    std::vector<Material> materials;
    std::optional<ScanReport> scan;
    std::vector<Finding> findings;
};

/// What `check` prints and what a reply tells: one message's outcome, or one case's.
struct Report {
    std::string call;
    std::optional<Instant> received;
    Verdict verdict = Verdict::unrelated;
    std::vector<SubmissionReport> submissions;
    std::vector<Finding> findings;  ///< of the message, belonging to no one candidate
    std::vector<Ignored> ignored;
};

/// One judged case as a part of a report.
SubmissionReport report_of(const Call& call, const Case& one, const Judged& judged);

/// The same for somebody who is not of the case's unit and joined it by its number: only the files
/// that he sent himself, nothing of the candidate beyond what he wrote, and that a person will
/// look.
SubmissionReport only_own(SubmissionReport whole, const Submission& sent);

/// What is to be said of the message itself: problems that belong to no one candidate. A note where
/// a good form came too.
std::vector<Finding> message_findings(const Call& call, const Intake& intake);

/// The worst of the submissions and of the message's own findings; unrelated where neither is.
Verdict overall(const Report& report);

/// with_reading: each field also says by which rule it was read ("read_by").
enum class ReportDetail { plain, with_reading };

/// CONTRACT.md §3, UTF-8, two-space indent, keys in the contract's order.
std::string to_json(const Report& report,
                    ZoneOffset zone,
                    ReportDetail detail = ReportDetail::plain);

}  // namespace shoujian

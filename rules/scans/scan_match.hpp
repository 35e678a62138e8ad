#pragma once

#include "rules/call/call.hpp"
#include "rules/facts.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

struct FieldValue;  // rules/cases/submission.hpp

/// One field of the Word form as the scan shows it.
struct FieldMatch {
    std::string id;
    Seen seen = Seen::unsure;  ///< yes: it stands there; no: something else stands there clearly
    std::string on_scan;       ///< what was read there; of `yes` empty
    double errors = 1.0;       ///< share of the value's characters that were not found
    bool operator==(const FieldMatch&) const = default;
};

/// What another form's scan differs in first of all.
enum class Difference { none, candidate, form, unit };

/// Whether a scan shows the form that came as a Word file.
struct ScanMatch {
    Seen matches = Seen::unsure;
    Difference other = Difference::none;  ///< of `no`
    std::string why;                      ///< for a person; of `no` what the scan shows instead
    std::vector<FieldMatch> fields;       ///< of the short fields that the Word form fills
    double labels = 0.0;  ///< share of the form's printed labels that were read: legible from 0.7
    bool operator==(const ScanMatch&) const = default;
};

/// Compares field by field, forgiving what a recogniser does to text: characters that look alike
/// are the same, a few may be wrong or lacking in a longer value. `no` only where the page is
/// legible.
///
/// form    the Word form's; fields are the Word form's values
/// pages   of the scan, in order; unread ones are passed over
ScanMatch match_scan(const Call& call,
                     const Form& form,
                     const std::map<std::string, FieldValue>& fields,
                     std::span<const PageFacts* const> pages);

/// Whether the pages were read well enough to be held against anybody.
inline constexpr double legible_labels = 0.7;

}  // namespace shoujian

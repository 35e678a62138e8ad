#pragma once

#include "rules/facts.hpp"

#include <span>
#include <string>

namespace shoujian {

/// Whether the recommending unit's seal is on a scan, and what makes it doubtful.
struct SealVerdict {
    Seen seen = Seen::unsure;  ///< yes: found, no: absent (CONTRACT.md §3)
    std::string why;           ///< of `unsure`, for a person
};

/// pages  of all files of the scan
///
/// `no` needs two witnesses: no page of a legible colour scan shows anything like a seal, and the
/// printed place of the seal was read with no red ink around it. With one of them it is `unsure`.
/// A grey scan is always `unsure`
SealVerdict seal_verdict(std::span<const PageFacts* const> pages);

/// Pages that may bear a seal: seen, not blank, no event's photo.
bool is_form_page(const PageFacts& page);

}  // namespace shoujian

#pragma once

#include "parsers/pages/seal_judgement.hpp"

#include <vector>

namespace shoujian {

/// An outline that may be a seal's, and what was measured along it.
struct SealCandidate {
    Ellipse outline;  ///< in pixels of the page
    SealMeasures measures;
    SealJudgement judgement;
};

/// All outlines of a page that were worth measuring, seals or not, the likeliest first; of those
/// that lie upon one another only the likeliest.
std::vector<SealCandidate> seal_candidates(const Redness& page);

}  // namespace shoujian

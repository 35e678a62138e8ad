#pragma once

#include "parsers/pages/page.hpp"
#include "parsers/pages/seal_measures.hpp"

namespace shoujian {

/// A judgement of an outline: yes, unsure, or no, and how sure (0 to 1).
struct SealJudgement {
    Seen seen = Seen::no;
    double score = 0;
};
SealJudgement judge_seal(const SealMeasures& measures);

}  // namespace shoujian

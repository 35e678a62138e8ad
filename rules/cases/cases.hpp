#pragma once

#include "rules/call/call.hpp"
#include "rules/cases/submission.hpp"

#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// Pieces → candidates: Word, scan and pictures by names in file names, by folders of an archive,
/// by what is read inside, by order only as a last resort (then `doubtful`). Sets aside what is no
/// material, with the reason. Pure.
///
/// received  chooses among calls whose forms bear the same title
Intake assemble(const MessageFacts& facts, std::span<const Call> calls, Instant received);

/// What place must know of the cases that exist. Implemented over the ledger by the daemon, over a
/// vector by tests: the daemon asks for candidates first and hands over what it found, so place
/// stays pure.
struct KnownCase {
    CaseNumber number;
    Identity who;
    std::vector<std::string> senders;      ///< addresses that wrote to it so far
    std::vector<std::string> message_ids;  ///< of mails that went in and replies that went out
    bool lacks_word = false, lacks_scan = false;
};

/// A submission with its case; no number: a new case.
struct Placement {
    std::size_t submission = 0;  ///< index into Intake::submissions
    CaseNumber number;
    std::string reason;    ///< "reference", "number", "identity", "sender", "new"
    bool outside = false;  ///< joins by reference or number alone, from an address that is not the
                           ///< case's unit's
};

/// Each submission to a case or to a new one: by the case token in References, the number in
/// subject or text (回复：, full-width signs), the same candidate and unit; a scan alone by its
/// sender's only case that lacks one.
std::vector<Placement> place(const Intake& intake,
                             const Envelope& envelope,
                             std::string_view text,
                             std::span<const KnownCase> known);

/// The case numbers that stand in a subject or text, in the form "SJ-0012-K7M", full-width signs
/// folded.
std::vector<CaseNumber> case_numbers_in(std::string_view text);

/// Sorts the entries, picks what counts. Pure; the order of `entries` cannot matter.
Standing fold(const Call& call, const Case& all);

/// The case's standing set under the call's rules. Findings across cases (quota, duplicates) are
/// survey's.
Judged judge(const Call& call, const Case& all);

/// A case as survey needs it.
struct Surveyed {
    CaseNumber number;
    Identity who;
    Verdict verdict = Verdict::incomplete;
    Instant received{};
    std::string phone;  ///< normalized, or empty
};

/// Findings of one case that come from the others: `quota.*`, `candidate.duplicate`. Never stored
/// in a case.
std::vector<Finding> survey(const Call& call,
                            const Surveyed& one,
                            std::span<const Surveyed> others);

}  // namespace shoujian

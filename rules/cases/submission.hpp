#pragma once

#include "parsers/base/instant.hpp"
#include "rules/facts.hpp"
#include "rules/judging/finding.hpp"
#include "rules/scans/scan_match.hpp"
#include "rules/scans/seal_verdict.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace shoujian {

/// Where a message came from, and the only identity it has (Message-IDs are forged and reused).
struct ArrivalKey {
    std::string mailbox;            ///< "jicengfuwuchu@163.com@imap.163.com" or "maildir:PATH"
    std::string folder;             ///< UTF-8
    std::uint32_t uidvalidity = 0;  ///< 0 for a Maildir
    std::string
        uid;  ///< decimal, ten digits, zero-padded; for a Maildir the base name without flags
    auto operator<=>(const ArrivalKey&) const = default;
};

/// One mail as the server had it. received: INTERNALDATE, the only time that counts.
struct Arrival {
    ArrivalKey key;
    Instant received{};
    bool operator==(const Arrival&) const = default;
};

/// Which candidate of which unit in which call. unit: the canonical name of units.csv, or as
/// written where it is unknown.
struct Identity {
    std::string call, form, candidate, unit;
    auto operator<=>(const Identity&) const = default;
};

/// What one message brings for one candidate.
struct Submission {
    Identity who;                   ///< any part may be empty: not known from this message
    std::vector<Piece> pieces;      ///< Word form first, then scans, then photos
    std::vector<Problem> problems;  ///< of files that seem to belong to this candidate
    bool doubtful = false;  ///< files were given to candidates by order alone: a person looks
};

/// A file that is no material, and why it was set aside.
struct Ignored {
    std::string name, why;
    bool operator==(const Ignored&) const = default;
};

/// A whole message sorted by candidates. No submissions: nothing was submitted (unrelated).
struct Intake {
    std::vector<Submission> submissions;
    std::vector<Problem> problems;  ///< of the message, belonging to no one candidate
    std::vector<Ignored> ignored;
};

/// What a person of the center decided (`shoujian decide`).
struct Decision {
    std::string action;  ///< "accept", "return", "reject", "withdraw", "reopen"
    std::string note, by;
    bool operator==(const Decision&) const = default;
};

/// One thing that came for a case.
struct Entry {
    Instant received{};
    ArrivalKey arrival;  ///< of a decision: mailbox "decision", uid its number
    std::variant<Submission, Decision> what;
};

/// "SJ-0012-K7M": a running number and three check letters (HMAC by a key of the state folder).
using CaseNumber = std::string;

/// All that ever came for one candidate of one unit in one call. A verdict is the case's, not the
/// mail's.
struct Case {
    CaseNumber number;          ///< empty in `check`
    std::int64_t revision = 0;  ///< of the ledger's row; 0: not written yet
    Identity who;
    std::vector<Entry> entries;  ///< any order: fold sorts by (received, arrival)
};

/// One field of the standing form with what its type made of it.
struct FieldValue {
    std::string value;
    std::optional<std::string> normalized;
    std::string source;  ///< file name
    std::string place, rule;
    double confidence = 1.0;
    std::vector<std::string> alternatives;  ///< what other places of the file say
    bool operator==(const FieldValue&) const = default;
};

/// The set of pieces that counts: each slot filled by the newest valid, on-time version, else the
/// newest.
struct Standing {
    std::optional<Piece> word, scan;
    std::vector<Piece>
        photos;  ///< attached pictures that count as photos; twins of one message stay
    std::vector<Piece> scan_pages;  ///< the rest of a scan that came as several files
    std::vector<Problem> problems;  ///< of the entries that count
    Instant received{};             ///< when the set became what it is: lateness is judged by this
    bool doubtful = false;
    std::optional<Decision> decision;  ///< the last one by a person, if nothing reopened the case
};

/// What the standing scan shows.
struct ScanAssessment {
    SealVerdict seal;
    ScanMatch match;
};

/// A case, judged.
struct Judged {
    Standing standing;
    Verdict verdict = Verdict::incomplete;
    std::map<std::string, FieldValue> fields;  ///< by field id; every field of the form is here
    std::vector<Finding> findings;
    std::optional<ScanAssessment> scan;  ///< where a PDF or a picture of the form came
};

}  // namespace shoujian

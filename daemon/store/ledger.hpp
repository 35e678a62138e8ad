#pragma once

#include "daemon/mail/ports.hpp"
#include "parsers/base/result.hpp"
#include "rules/cases/cases.hpp"
#include "rules/cases/submission.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace shoujian {

/// What became of a message (CONTRACT.md §3, `list --messages`).
enum class Outcome { waiting, answered, silent, held, failed };
std::string_view outcome_name(Outcome outcome);

/// One message in the ledger. id: "M-000123", ours, ascending in the order of arrival here.
struct MessageRow {
    std::string id;
    Arrival arrival;
    std::string spool_id;
    std::string digest;  ///< hex SHA-256 of the raw bytes
    std::uint64_t size = 0;
    bool header_only = false;
    Outcome outcome = Outcome::waiting;
    std::string why;  ///< reason of a silence, a hold, a failure
    std::string message_id, from, subject;
    std::vector<CaseNumber> cases;
    int attempts = 0;  ///< how often judging it was begun
};

/// A case in the ledger, as the lists show it.
struct CaseRow {
    CaseNumber number;
    std::int64_t revision = 0;
    Identity who;
    Verdict verdict = Verdict::incomplete;
    std::vector<std::string> codes;  ///< of its findings, each once, gravest first
    Instant received{};              ///< standing set's time
    Instant updated{};
    std::string phone;
};

/// What one judged message changes; written in one transaction.
struct CaseChange {
    CaseRow row;  ///< revision: the one read; 0: insert. On success it is revision + 1
    std::optional<Submission>
        entry;            ///< the message's contribution, or nothing where only the verdict changed
    bool opened = false;  ///< a new case: its number was taken by take_case_number
};
struct OutboxRow {
    std::int64_t id = 0;
    std::string message_id;  ///< unique: a second insert changes nothing
    std::string message;     ///< id of the message answered, "" for a digest
    std::string from, to;
    std::string mime;
    std::string state;  ///< queued, sending, sent, retry, failed, unknown, held, bounced
    int attempts = 0;
    Instant due{};
    std::string detail;     ///< of a failure, a hold, a retry: the server's words
    Instant created{};      ///< laid in or released: its age is counted from here
    int unknowns = 0;       ///< how often it was sent and no outcome came back
    bool material = false;  ///< the message answered brought something for a case
};

/// Answers that were laid into the outbox lately.
struct AnswerCount {
    int ten_minutes = 0, hour = 0, day = 0;
};
struct AnswerCounts {
    AnswerCount to_sender, to_all;
};
struct Commit {
    std::string message;  ///< MessageRow::id
    Outcome outcome = Outcome::silent;
    std::string why, message_id, from, subject;
    std::vector<CaseChange> cases;
    std::vector<OutboxRow> answers;  ///< the last is the whole one; a receipt may stand before it
    Instant now{};
};

/// Facts by key, so that material sent twice is read once.
struct FactsKey {
    std::string digest;  ///< hex SHA-256 of the file
    std::string reader;  ///< version of the reader and digest of the forms
};

/// What happened. One object per thread: it holds its own session. SQLite: WAL, synchronous FULL,
/// busy timeout 10 s. SQL stands in ledger*.cpp only, in words that PostgreSQL takes too. Every
/// call may fail with Fault::storage; commit also with Fault::conflict.
class Ledger {
public:
    /// Opens or makes it, and runs what migrations are due.
    static Result<Ledger> open(const std::string& url, const std::filesystem::path& state_dir);
    /// The same of one that is there, for commands that look: makes neither the folder nor the
    /// ledger.
    static Result<Ledger> open_existing(const std::string& url,
                                        const std::filesystem::path& state_dir);
    /// Reads all of it (quick_check), once at start. Fault::storage, with what to do, where it is
    /// damaged.
    Result<Done> check();
    ~Ledger();
    Ledger(Ledger&&) noexcept;
    Ledger& operator=(Ledger&&) noexcept;

    // fetch
    Result<std::vector<std::string>> unknown_uids(const std::string& mailbox,
                                                  const std::string& folder,
                                                  std::uint32_t uidvalidity,
                                                  const std::vector<std::string>& uids);
    Result<std::optional<FolderMark>> folder_mark(const std::string& mailbox,
                                                  const std::string& folder);
    Result<Done> set_folder_mark(const std::string& mailbox,
                                 const std::string& folder,
                                 const FolderMark& mark);
    /// A row in state waiting; the same arrival twice is one row. Gives its id.
    Result<std::string> record_arrival(const Arrival& arrival,
                                       const std::string& spool_id,
                                       const std::string& digest,
                                       std::uint64_t size,
                                       bool header_only);

    // judge
    /// The oldest message that waits, by (received, mailbox, uid); counts the attempt.
    Result<std::optional<MessageRow>> next_to_judge();
    Result<Done> give_back(const std::string& message);  ///< the attempt does not count
    /// An earlier message with the same raw bytes (a copy in another folder, a restored mailbox),
    /// if one was recorded.
    Result<std::optional<MessageRow>> same_bytes(const MessageRow& row);
    /// Cases that a message may belong to: named numbers, referenced Message-IDs, the same
    /// candidate (folded) or sender.
    Result<std::vector<KnownCase>> known_cases(const std::vector<CaseNumber>& numbers,
                                               const std::vector<std::string>& message_ids,
                                               const std::vector<std::string>& candidates,
                                               const std::string& sender);
    Result<Case> load_case(const CaseNumber& number);
    /// Cases of the same call with the same candidate (folded), or of the same unit and form: what
    /// survey compares.
    Result<std::vector<Surveyed>> related_cases(const Identity& who);
    /// The next running number, reserved in its own transaction; a number taken and not used leaves
    /// a gap.
    Result<std::int64_t> take_case_number();
    Result<Done> commit(const Commit& commit);
    Result<std::optional<std::string>> facts(const FactsKey& key);  ///< encoded FileFacts
    Result<Done> keep_facts(const FactsKey& key, const std::string& encoded);

    /// Answers of that kind, to one address and to all, by the time when they were written.
    Result<AnswerCounts> answers_lately(const std::string& recipient, bool material, Instant now);
    /// The answer with this Message-ID came back: `bounced`, and its message failed. Gives the
    /// message's id; empty where no such answer was sent.
    Result<std::string> record_bounce(const std::string& message_id, const std::string& why);

    // deliver
    /// The next row that is due at `now`, moved to `sending` (its due is then the time when that
    /// began) with one more attempt. What is returned is the row as it was, but for the attempt.
    Result<std::optional<OutboxRow>> next_due(Instant now);
    Result<Done> record_delivery(std::int64_t id,
                                 const std::string& state,
                                 const std::string& detail,
                                 Instant due);
    /// Nothing was tried: the row is as it was before next_due, without the attempt, and due then.
    Result<Done> put_back(const OutboxRow& row, const std::string& detail, Instant due);
    Result<std::vector<OutboxRow>>
    in_flight();             ///< rows in `sending`: at start, those that the end interrupted
    Result<Done> recover();  ///< once at start, when known outcomes of those in flight are
                             ///< recorded: sending → unknown, due now
    /// Held → queued, of all or of one message; of one message also failed → queued. How many.
    Result<int> release(const std::string& message_or_all, Instant now);
    Result<std::optional<Instant>> next_due_time();

    // look
    Result<std::vector<CaseRow>> cases();
    /// Here and in messages_of the outcome is that of the answer as well: one that is still to be
    /// delivered is `waiting`.
    Result<std::vector<MessageRow>> messages();
    Result<std::optional<CaseRow>> case_row(const CaseNumber& number);
    Result<std::vector<MessageRow>> messages_of(const CaseNumber& number);
    Result<std::vector<OutboxRow>> replies_of(const std::string& message);

private:
    struct State;
    explicit Ledger(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace shoujian

#include "daemon/store/ledger_session.hpp"
#include "parsers/base/text.hpp"
#include "rules/wire.hpp"

#include <algorithm>
#include <set>

namespace shoujian {

namespace {

constexpr const char* case_columns =
    "number, revision, call, form, candidate, unit, verdict, codes, received, updated, phone";

/// Cases of one sender that are compared; more than that no person oversees either.
constexpr std::int64_t most_known = 500;

std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> out;
    for (const std::string_view one : split(text, ' '))
        if (!one.empty()) out.emplace_back(one);
    return out;
}

CaseRow case_at(Rows& rows, std::size_t row) {
    CaseRow out;
    out.number = text_at(rows, 0, row);
    out.revision = number_at(rows, 1, row);
    out.who = {text_at(rows, 2, row), text_at(rows, 3, row), text_at(rows, 4, row),
               text_at(rows, 5, row)};
    out.verdict = verdict_by_name(text_at(rows, 6, row)).value_or(Verdict::review);
    out.codes = words(text_at(rows, 7, row));
    out.received = instant_at(rows, 8, row);
    out.updated = instant_at(rows, 9, row);
    out.phone = text_at(rows, 10, row);
    return out;
}

std::vector<CaseRow> all_cases(Rows rows) {
    std::vector<CaseRow> out;
    for (std::size_t i = 0; i < rows.rowCount(); ++i) out.push_back(case_at(rows, i));
    return out;
}

std::vector<std::string> column(Rows rows) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < rows.rowCount(); ++i) out.push_back(text_at(rows, 0, i));
    return out;
}

std::string codes_text(const std::vector<std::string>& codes) {
    std::string out;
    for (const std::string& code : codes) out += (out.empty() ? "" : " ") + code;
    return out;
}

/// The row of a case, by its revision: nothing written where somebody else was first.
template <class State>
bool write_case(State& state, const CaseRow& row, Instant now) {
    Rows known = state.query("SELECT revision FROM cases WHERE number = $1", row.number);
    const std::int64_t revision = known.rowCount() == 0 ? 0 : number_at(known, 0, 0);
    if (revision != row.revision) return false;
    state.run(
        "INSERT INTO cases (number, revision, call, form, candidate, candidate_key, unit, verdict, "
        "codes, received, "
        "updated, phone) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT "
        "(number) DO UPDATE SET "
        "revision = excluded.revision, form = excluded.form, candidate = excluded.candidate, "
        "candidate_key = excluded.candidate_key, unit = excluded.unit, verdict = excluded.verdict, "
        "codes = excluded.codes, received = excluded.received, updated = excluded.updated, phone = "
        "excluded.phone",
        row.number, revision + 1, row.who.call, row.who.form, row.who.candidate,
        fold(row.who.candidate), row.who.unit, std::string(verdict_name(row.verdict)),
        codes_text(row.codes), seconds_of(row.received), seconds_of(now), row.phone);
    return true;
}

template <class State>
void write_entry(State& state,
                 std::int64_t message,
                 const CaseChange& change,
                 const Commit& commit) {
    if (!change.entry) return;
    state.run(
        "INSERT INTO entry SELECT $1, id, received, mailbox, folder, uidvalidity, uid, $2 FROM "
        "message WHERE id = $3 "
        "ON CONFLICT (case_number, message) DO NOTHING",
        change.row.number, blob_of(encode(*change.entry)), message);
    state.run("INSERT INTO message_case VALUES ($1, $2) ON CONFLICT DO NOTHING", message,
              change.row.number);
    const std::string sender = lower_ascii(commit.from);
    if (!sender.empty())
        state.run("INSERT INTO case_sender VALUES ($1, $2) ON CONFLICT DO NOTHING", sender,
                  change.row.number);
    std::vector<std::string> ids{commit.message_id};
    for (const OutboxRow& one : commit.answers) ids.push_back(one.message_id);
    for (const std::string& id : ids)
        if (!id.empty())
            state.run("INSERT INTO case_message_id VALUES ($1, $2) ON CONFLICT DO NOTHING", id,
                      change.row.number);
}

template <class State>
void write_reply(State& state, const OutboxRow& reply, Instant now) {
    state.run(
        "INSERT INTO outbox (message_id, message, sender, recipient, mime, state, attempts, due, "
        "detail, created, material) VALUES ($1, $2, "
        "$3, $4, $5, $6, 0, $7, $8, $9, $10) ON CONFLICT (message_id) DO NOTHING",
        reply.message_id, reply.message, reply.from, reply.to, blob_of(reply.mime), reply.state,
        seconds_of(reply.due), reply.detail, seconds_of(now),
        static_cast<std::int64_t>(reply.material));
}

}  // namespace

Result<Done> Ledger::commit(const Commit& commit) {
    return state_->transaction("记入台账", [&]() -> Result<Done> {
        const std::int64_t message = message_number(commit.message);
        for (const CaseChange& change : commit.cases) {
            if (!write_case(*state_, change.row, commit.now))
                return Error{Fault::conflict,
                             "案卷 " + change.row.number + " 同时被改动，重新判断"};
            write_entry(*state_, message, change, commit);
        }
        state_->run(
            "UPDATE message SET outcome = $1, why = $2, message_id = $3, sender = $4, subject = $5 "
            "WHERE id = $6",
            std::string(outcome_name(commit.outcome)), commit.why, commit.message_id, commit.from,
            commit.subject, message);
        for (const OutboxRow& one : commit.answers) write_reply(*state_, one, commit.now);
        return Done{};
    });
}

Result<std::vector<KnownCase>> Ledger::known_cases(const std::vector<CaseNumber>& numbers,
                                                   const std::vector<std::string>& message_ids,
                                                   const std::vector<std::string>& candidates,
                                                   const std::string& sender) {
    return guarded(Fault::storage, "查台账", [&] {
        std::set<std::string> found;
        const auto add = [&](std::vector<std::string> more) {
            found.insert(more.begin(), more.end());
        };
        for (const CaseNumber& number : numbers)
            add(column(state_->query("SELECT number FROM cases WHERE number = $1", number)));
        for (const std::string& id : message_ids)
            add(column(state_->query(
                "SELECT case_number FROM case_message_id WHERE message_id = $1", id)));
        for (const std::string& candidate : candidates)
            add(column(state_->query("SELECT number FROM cases WHERE candidate_key = $1 LIMIT $2",
                                     fold(candidate), most_known)));
        add(
            column(state_->query("SELECT case_number FROM case_sender WHERE sender = $1 ORDER BY "
                                 "case_number DESC LIMIT $2",
                                 lower_ascii(sender), most_known)));
        std::vector<KnownCase> out;
        for (const std::string& number : found) {
            const auto rows = all_cases(state_->query(
                std::string("SELECT ") + case_columns + " FROM cases WHERE number = $1", number));
            if (rows.empty()) continue;
            const auto lacks = [&](std::string_view code) {
                return std::ranges::find(rows[0].codes, code) != rows[0].codes.end();
            };
            out.push_back(
                {number, rows[0].who,
                 column(state_->query("SELECT sender FROM case_sender WHERE case_number = $1",
                                      number)),
                 column(state_->query(
                     "SELECT message_id FROM case_message_id WHERE case_number = $1", number)),
                 lacks("material.word.missing"), lacks("material.scan.missing")});
        }
        return out;
    });
}

Result<Case> Ledger::load_case(const CaseNumber& number) {
    return guarded(Fault::storage, "查台账", [&]() -> Result<Case> {
        const auto found = all_cases(state_->query(
            std::string("SELECT ") + case_columns + " FROM cases WHERE number = $1", number));
        if (found.empty()) return Error{Fault::absent, "没有编号为 " + number + " 的案卷"};
        Case out{number, found[0].revision, found[0].who, {}};
        Rows rows = state_->query(
            "SELECT received, mailbox, folder, uidvalidity, uid, submission FROM entry WHERE "
            "case_number = $1 "
            "ORDER BY received, mailbox, uid",
            number);
        for (std::size_t i = 0; i < rows.rowCount(); ++i) {
            auto submission = decode_submission(as_bytes(bytes_at(rows, 5, i)));
            if (!submission)
                return Error{Fault::damaged,
                             "案卷 " + number + " 在台账里的一条记录读不懂；请从备份恢复台账"};
            out.entries.push_back(
                {instant_at(rows, 0, i),
                 {text_at(rows, 1, i), text_at(rows, 2, i),
                  static_cast<std::uint32_t>(number_at(rows, 3, i)), text_at(rows, 4, i)},
                 std::move(*submission)});
        }
        return out;
    });
}

Result<std::vector<Surveyed>> Ledger::related_cases(const Identity& who) {
    return guarded(Fault::storage, "查台账", [&] {
        std::vector<Surveyed> out;
        for (const CaseRow& row : all_cases(state_->query(
                 std::string("SELECT ") + case_columns
                     + " FROM cases WHERE call = $1 AND (candidate_key = $2 OR (unit = "
                       "$3 AND form = $4)) ORDER BY number",
                 who.call, fold(who.candidate), who.unit, who.form)))
            out.push_back({row.number, row.who, row.verdict, row.received, row.phone});
        return out;
    });
}

Result<std::int64_t> Ledger::take_case_number() {
    return state_->transaction("取编号", [&]() -> Result<std::int64_t> {
        state_->run(
            "INSERT INTO counter VALUES ('case', 1) ON CONFLICT (name) DO UPDATE SET value = value "
            "+ 1");
        Rows rows = state_->query("SELECT value FROM counter WHERE name = 'case'");
        return number_at(rows, 0, 0);
    });
}

Result<std::vector<CaseRow>> Ledger::cases() {
    return guarded(Fault::storage, "查台账", [&] {
        return all_cases(
            state_->query(std::string("SELECT ") + case_columns + " FROM cases ORDER BY number"));
    });
}

Result<std::optional<CaseRow>> Ledger::case_row(const CaseNumber& number) {
    return guarded(Fault::storage, "查台账", [&]() -> std::optional<CaseRow> {
        auto rows = all_cases(state_->query(
            std::string("SELECT ") + case_columns + " FROM cases WHERE number = $1", number));
        if (rows.empty()) return std::nullopt;
        return std::move(rows[0]);
    });
}

}  // namespace shoujian

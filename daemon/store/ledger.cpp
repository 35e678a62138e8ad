#include "daemon/store/ledger.hpp"

#include "daemon/store/files.hpp"
#include "daemon/store/ledger_schema.hpp"
#include "daemon/store/ledger_session.hpp"
#include "parsers/base/text.hpp"

#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/SQLiteException.h>

#include <charconv>
#include <map>
#include <mutex>
#include <set>

namespace shoujian {

namespace {

constexpr const char* message_columns =
    "id, mailbox, folder, uidvalidity, uid, received, spool_id, digest, size, header_only, "
    "outcome, why, message_id, "
    "sender, subject, attempts";

constexpr std::string_view outcome_names[] = {"waiting", "answered", "silent", "held", "failed"};

Outcome outcome_of(std::string_view name) {
    for (std::size_t i = 0; i < std::size(outcome_names); ++i)
        if (outcome_names[i] == name) return static_cast<Outcome>(i);
    return Outcome::failed;
}

MessageRow message_at(Rows& rows, std::size_t row) {
    MessageRow out;
    out.id = message_name(number_at(rows, 0, row));
    out.arrival.key = {text_at(rows, 1, row), text_at(rows, 2, row),
                       static_cast<std::uint32_t>(number_at(rows, 3, row)), text_at(rows, 4, row)};
    out.arrival.received = instant_at(rows, 5, row);
    out.spool_id = text_at(rows, 6, row);
    out.digest = text_at(rows, 7, row);
    out.size = static_cast<std::uint64_t>(number_at(rows, 8, row));
    out.header_only = number_at(rows, 9, row) != 0;
    out.outcome = outcome_of(text_at(rows, 10, row));
    out.why = text_at(rows, 11, row);
    out.message_id = text_at(rows, 12, row);
    out.from = text_at(rows, 13, row);
    out.subject = text_at(rows, 14, row);
    out.attempts = static_cast<int>(number_at(rows, 15, row));
    return out;
}

std::filesystem::path ledger_file(const std::string& url, const std::filesystem::path& state_dir) {
    return state_dir / url.substr(std::string_view("sqlite:").size());
}

/// What became of a message whose answer stands in the outbox is what became of the answer.
void follow_answer(MessageRow& row, const std::string& state, const std::string& detail) {
    if (state == "sent") {
        row.outcome = Outcome::answered;
        row.why.clear();
    } else if (state == "held" || state == "failed" || state == "bounced") {
        row.outcome = state == "held" ? Outcome::held : Outcome::failed;
        row.why = detail;
    } else {
        row.outcome = Outcome::waiting;
        row.why = detail.empty() ? "答复待发" : "答复待发：" + detail;
    }
}

/// Messages with their cases and what became of their answers. links: message, case_number;
/// answers: message, state, detail
std::vector<MessageRow> messages_at(Rows rows, Rows links, Rows answers) {
    std::vector<MessageRow> out;
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < rows.rowCount(); ++i) {
        out.push_back(message_at(rows, i));
        places[out.back().id] = i;
    }
    for (std::size_t i = 0; i < links.rowCount(); ++i) {
        const auto place = places.find(message_name(number_at(links, 0, i)));
        if (place != places.end()) out[place->second].cases.push_back(text_at(links, 1, i));
    }
    for (std::size_t i = 0; i < answers.rowCount(); ++i) {
        const auto place = places.find(text_at(answers, 0, i));
        if (place == places.end()) continue;
        follow_answer(out[place->second], text_at(answers, 1, i), text_at(answers, 2, i));
    }
    return out;
}

Error damaged(const std::filesystem::path& file, const std::string& how) {
    return {Fault::storage,
            "台账文件 " + file.string() + " 已损坏（" + how + "）：请停止服务，从备份恢复这个文件"};
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
    return outcome_names[static_cast<std::size_t>(outcome)];
}

std::string message_name(std::int64_t id) {
    std::string digits = std::to_string(id);
    if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
    return "M-" + digits;
}

std::int64_t message_number(const std::string& name) {
    std::int64_t out = 0;
    if (name.starts_with("M-")) std::from_chars(name.data() + 2, name.data() + name.size(), out);
    return out;
}

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::~Ledger() = default;
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;

Result<Ledger> Ledger::open(const std::string& url, const std::filesystem::path& state_dir) {
    static std::once_flag registered;
    std::call_once(registered, [] { Poco::Data::SQLite::Connector::registerConnector(); });
    if (auto done = make_folder(state_dir); !done) return done.error();
    const auto file = ledger_file(url, state_dir);
    return guarded(Fault::storage, "打开台账 " + file.string(), [&]() -> Result<Ledger> {
        auto state =
            std::make_unique<State>(State{Poco::Data::Session("SQLite", file.string()), file});
        try {
            prepare_ledger(state->session);
        } catch (const Poco::Data::SQLite::CorruptImageException& e) {
            return damaged(file, e.displayText());
        }
        return Ledger(std::move(state));
    });
}

Result<Ledger> Ledger::open_existing(const std::string& url,
                                     const std::filesystem::path& state_dir) {
    const auto file = ledger_file(url, state_dir);
    std::error_code error;
    if (std::filesystem::exists(file, error)) return open(url, state_dir);
    if (error) return Error{Fault::storage, "读不到台账 " + file.string() + "：" + error.message()};
    return Error{Fault::storage,
                 "还没有台账 " + file.string() + "；请先运行 shoujian run（或 run --once）"};
}

Result<Done> Ledger::check() {
    const auto damage =
        guarded(Fault::storage, "quick_check", [&] { return damage_of_ledger(state_->session); });
    const std::string found = damage ? *damage : damage.error().text;
    if (found.empty()) return Done{};
    return damaged(state_->file, found.substr(0, found.find('\n')));
}

Result<std::vector<std::string>> Ledger::unknown_uids(const std::string& mailbox,
                                                      const std::string& folder,
                                                      std::uint32_t uidvalidity,
                                                      const std::vector<std::string>& uids) {
    if (uids.empty()) return std::vector<std::string>{};
    return guarded(Fault::storage, "查台账", [&] {
        Rows rows = state_->query(
            "SELECT uid FROM message WHERE mailbox = $1 AND folder = $2 AND uidvalidity = $3",
            mailbox, folder, static_cast<std::int64_t>(uidvalidity));
        std::set<std::string> known;
        for (std::size_t i = 0; i < rows.rowCount(); ++i) known.insert(text_at(rows, 0, i));
        std::vector<std::string> out;
        for (const std::string& uid : uids)
            if (!known.contains(uid)) out.push_back(uid);
        return out;
    });
}

Result<std::optional<FolderMark>> Ledger::folder_mark(const std::string& mailbox,
                                                      const std::string& folder) {
    return guarded(Fault::storage, "查台账", [&]() -> std::optional<FolderMark> {
        Rows rows = state_->query(
            "SELECT uidvalidity, last_uid, count, listed FROM folder WHERE mailbox = $1 AND folder "
            "= $2",
            mailbox, folder);
        if (rows.rowCount() == 0) return std::nullopt;
        return FolderMark{static_cast<std::uint32_t>(number_at(rows, 0, 0)), text_at(rows, 1, 0),
                          static_cast<std::uint64_t>(number_at(rows, 2, 0)),
                          instant_at(rows, 3, 0)};
    });
}

Result<Done> Ledger::set_folder_mark(const std::string& mailbox,
                                     const std::string& folder,
                                     const FolderMark& mark) {
    return state_->transaction("写台账", [&]() -> Result<Done> {
        state_->run(
            "INSERT INTO folder VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (mailbox, folder) DO "
            "UPDATE SET "
            "uidvalidity = excluded.uidvalidity, last_uid = excluded.last_uid, count = "
            "excluded.count, "
            "listed = excluded.listed",
            mailbox, folder, static_cast<std::int64_t>(mark.uidvalidity), mark.last_uid,
            static_cast<std::int64_t>(mark.count), seconds_of(mark.listed));
        return Done{};
    });
}

Result<std::string> Ledger::record_arrival(const Arrival& arrival,
                                           const std::string& spool_id,
                                           const std::string& digest,
                                           std::uint64_t size,
                                           bool header_only) {
    const ArrivalKey& key = arrival.key;
    return state_->transaction("记入台账", [&]() -> Result<std::string> {
        state_->run(
            "INSERT INTO message (mailbox, folder, uidvalidity, uid, received, spool_id, digest, "
            "size, header_only, "
            "outcome, why, message_id, sender, subject, attempts) VALUES ($1, $2, $3, $4, $5, $6, "
            "$7, $8, $9, "
            "'waiting', '', '', '', '', 0) ON CONFLICT (mailbox, folder, uidvalidity, uid) DO "
            "NOTHING",
            key.mailbox, key.folder, static_cast<std::int64_t>(key.uidvalidity), key.uid,
            seconds_of(arrival.received), spool_id, digest, static_cast<std::int64_t>(size),
            static_cast<std::int64_t>(header_only));
        Rows rows = state_->query(
            "SELECT id FROM message WHERE mailbox = $1 AND folder = $2 AND uidvalidity = $3 AND "
            "uid = $4",
            key.mailbox, key.folder, static_cast<std::int64_t>(key.uidvalidity), key.uid);
        return message_name(number_at(rows, 0, 0));
    });
}

Result<std::optional<MessageRow>> Ledger::next_to_judge() {
    return state_->transaction("查台账",
                               [&]() -> Result<std::optional<MessageRow>> {
                                   Rows rows = state_->query(std::string("SELECT ") + message_columns
                                  + " FROM message WHERE outcome = 'waiting' ORDER BY received, mailbox, uid LIMIT 1");
                                   if (rows.rowCount() == 0) return std::optional<MessageRow>{};
                                   MessageRow out = message_at(rows, 0);
                                   state_->run(
                                       "UPDATE message SET attempts = attempts + 1 WHERE id = $1",
                                       message_number(out.id));
                                   ++out.attempts;
                                   return std::optional(std::move(out));
                               });
}

Result<Done> Ledger::give_back(const std::string& message) {
    return state_->transaction("写台账", [&]() -> Result<Done> {
        state_->run("UPDATE message SET attempts = attempts - 1 WHERE id = $1",
                    message_number(message));
        return Done{};
    });
}

Result<std::optional<MessageRow>> Ledger::same_bytes(const MessageRow& row) {
    return guarded(Fault::storage, "查台账", [&]() -> std::optional<MessageRow> {
        Rows rows = state_->query(std::string("SELECT ") + message_columns
                                      + " FROM message WHERE digest = $1 AND id <> $2 AND (outcome IN ('answered', 'held') OR id IN "
                                        "(SELECT message FROM message_case)) LIMIT 1",
                                  row.digest, message_number(row.id));
        if (rows.rowCount() == 0) return std::nullopt;
        return message_at(rows, 0);
    });
}

Result<std::optional<std::string>> Ledger::facts(const FactsKey& key) {
    return guarded(Fault::storage, "查台账", [&]() -> std::optional<std::string> {
        Rows rows = state_->query("SELECT body FROM facts WHERE digest = $1 AND reader = $2",
                                  key.digest, key.reader);
        if (rows.rowCount() == 0) return std::nullopt;
        return bytes_at(rows, 0, 0);
    });
}

Result<Done> Ledger::keep_facts(const FactsKey& key, const std::string& encoded) {
    return state_->transaction("写台账", [&]() -> Result<Done> {
        state_->run("INSERT INTO facts VALUES ($1, $2, $3) ON CONFLICT (digest, reader) DO NOTHING",
                    key.digest, key.reader, blob_of(encoded));
        return Done{};
    });
}

Result<std::vector<MessageRow>> Ledger::messages() {
    return guarded(Fault::storage, "查台账", [&] {
        return messages_at(
            state_->query(std::string("SELECT ") + message_columns
                          + " FROM message ORDER BY received, mailbox, uid"),
            state_->query(
                "SELECT message, case_number FROM message_case ORDER BY message, case_number"),
            state_->query("SELECT message, state, detail FROM outbox ORDER BY id"));
    });
}

Result<std::vector<MessageRow>> Ledger::messages_of(const CaseNumber& number) {
    return guarded(Fault::storage, "查台账", [&] {
        const std::string its = "(SELECT message FROM message_case WHERE case_number = $1)";
        std::vector<MessageRow> out = messages_at(
            state_->query(std::string("SELECT ") + message_columns + " FROM message WHERE id IN "
                              + its + " ORDER BY received, mailbox, uid",
                          number),
            state_->query("SELECT message, case_number FROM message_case WHERE "
                          "message IN "
                              + its + " ORDER BY message, case_number",
                          number),
            state_->query("SELECT message, state, detail FROM outbox WHERE id < 0"));
        for (MessageRow& row : out) {
            Rows answers = state_->query(
                "SELECT state, detail FROM outbox WHERE message = $1 ORDER BY id", row.id);
            for (std::size_t i = 0; i < answers.rowCount(); ++i)
                follow_answer(row, text_at(answers, 0, i), text_at(answers, 1, i));
        }
        return out;
    });
}

}  // namespace shoujian

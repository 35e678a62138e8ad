#include "daemon/store/ledger_schema.hpp"

#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace shoujian {

namespace {

using namespace Poco::Data::Keywords;

// NOLINTBEGIN(bugprone-suspicious-missing-comma): statements are broken over lines
/// Each step once, in order; a step that was released is never changed.
const std::vector<std::vector<std::string>> steps{
    {
        "CREATE TABLE folder (mailbox TEXT, folder TEXT, uidvalidity BIGINT, last_uid TEXT, count "
        "BIGINT, listed BIGINT, "
        "PRIMARY KEY (mailbox, folder))",
        "CREATE TABLE message (id INTEGER PRIMARY KEY, mailbox TEXT, folder TEXT, uidvalidity "
        "BIGINT, uid TEXT, "
        "received BIGINT, spool_id TEXT, digest TEXT, size BIGINT, header_only BIGINT, outcome "
        "TEXT, why TEXT, "
        "message_id TEXT, sender TEXT, subject TEXT, attempts BIGINT, UNIQUE (mailbox, folder, "
        "uidvalidity, uid))",
        "CREATE INDEX message_waiting ON message (outcome, received)",
        "CREATE INDEX message_digest ON message (digest)",
        "CREATE TABLE cases (number TEXT PRIMARY KEY, revision BIGINT, call TEXT, form TEXT, "
        "candidate TEXT, "
        "candidate_key TEXT, unit TEXT, verdict TEXT, codes TEXT, received BIGINT, updated BIGINT, "
        "phone TEXT)",
        "CREATE INDEX cases_candidate ON cases (candidate_key)",
        "CREATE INDEX cases_unit ON cases (call, unit, form)",
        "CREATE TABLE entry (case_number TEXT, message BIGINT, received BIGINT, mailbox TEXT, "
        "folder TEXT, "
        "uidvalidity BIGINT, uid TEXT, submission BLOB, PRIMARY KEY (case_number, message))",
        "CREATE TABLE message_case (message BIGINT, case_number TEXT, PRIMARY KEY (message, "
        "case_number))",
        "CREATE INDEX message_case_number ON message_case (case_number)",
        "CREATE TABLE case_message_id (message_id TEXT, case_number TEXT, PRIMARY KEY (message_id, "
        "case_number))",
        "CREATE TABLE case_sender (sender TEXT, case_number TEXT, PRIMARY KEY (sender, "
        "case_number))",
        "CREATE TABLE outbox (id INTEGER PRIMARY KEY, message_id TEXT UNIQUE, message TEXT, sender "
        "TEXT, recipient TEXT, "
        "mime BLOB, state TEXT, attempts BIGINT, due BIGINT, detail TEXT)",
        "CREATE INDEX outbox_due ON outbox (state, due)",
        "CREATE TABLE facts (digest TEXT, reader TEXT, body BLOB, PRIMARY KEY (digest, reader))",
        "CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT)",
    },
    {
        "ALTER TABLE outbox ADD COLUMN created BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE outbox ADD COLUMN unknowns BIGINT NOT NULL DEFAULT 0",
        "CREATE INDEX outbox_message ON outbox (message)",
        "CREATE INDEX case_sender_case ON case_sender (case_number)",
        "CREATE INDEX case_message_id_case ON case_message_id (case_number)",
    },
    {
        "ALTER TABLE outbox ADD COLUMN material BIGINT NOT NULL DEFAULT 0",
        "CREATE INDEX outbox_recipient ON outbox (recipient, created)",
        "CREATE INDEX outbox_created ON outbox (created)",
    },
};
// NOLINTEND(bugprone-suspicious-missing-comma)

int version_of(Poco::Data::Session& session) {
    int tables = 0, version = 0;
    session << "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT)", now;
    session << "SELECT COUNT(*) FROM schema_version", into(tables), now;
    if (tables > 0) session << "SELECT MAX(version) FROM schema_version", into(version), now;
    return version;
}

}  // namespace

void prepare_ledger(Poco::Data::Session& session) {
    for (const char* setting :
         {"PRAGMA busy_timeout = 10000", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON"})
        session << setting, now;
    std::string mode;
    session << "PRAGMA journal_mode = WAL", into(mode), now;
    session << "BEGIN IMMEDIATE", now;
    const auto done = static_cast<std::size_t>(version_of(session));
    if (done > steps.size()) throw std::runtime_error("台账是更新版本的程序建立的；请使用新版本");
    for (std::size_t step = done; step < steps.size(); ++step) {
        for (const std::string& sql : steps[step]) session << sql, now;
        int version = static_cast<int>(step) + 1;
        session << "INSERT INTO schema_version VALUES ($1)", use(version), now;
    }
    session << "COMMIT", now;
}

std::string damage_of_ledger(Poco::Data::Session& session) {
    std::string found;
    session << "PRAGMA quick_check(1)", into(found), now;
    if (found == "ok") return "";
    // The first line only says in which database.
    return found.starts_with("***") ? found.substr(found.find('\n') + 1) : found;
}

}  // namespace shoujian

#include "daemon/store/ledger.hpp"
#include "daemon/store/spool.hpp"
#include "daemon/store/state_folder.hpp"
#include "tests/acceptance/program.hpp"

#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

const Arrival arrival{{"maildir:/m", "INBOX", 0, "1.a"}, Instant{std::chrono::seconds(1589000000)}};
const std::string raw = "From: a@b.cn\r\n\r\nhello\r\n";

Spool::Stored put(Spool& spool) {
    REQUIRE(spool.begin(arrival, false));
    REQUIRE(spool.write(as_bytes(raw)));
    return spool.commit().value();
}

CaseChange opened(const CaseNumber& number) {
    CaseChange change;
    change.row.number = number;
    change.row.who = {"call", "volunteer", "张三", "江苏省科学技术协会"};
    change.row.codes = {"field.missing"};
    change.entry = Submission{change.row.who, {}, {}, false};
    change.opened = true;
    return change;
}

/// Undoes what later versions added to the tables.
void back_to_first_version(const std::filesystem::path& file) {
    Poco::Data::Session session("SQLite", file.string());
    for (const char* sql :
         {"DROP INDEX outbox_message", "DROP INDEX case_sender_case",
          "DROP INDEX case_message_id_case", "DROP INDEX outbox_recipient",
          "DROP INDEX outbox_created", "ALTER TABLE outbox DROP COLUMN material",
          "ALTER TABLE outbox DROP COLUMN created", "ALTER TABLE outbox DROP COLUMN unknowns",
          "DELETE FROM schema_version WHERE version > 1"})
        session << sql, Poco::Data::Keywords::now;
}

}  // namespace

TEST_CASE("a message comes back byte for byte, and damage is told") {
    const TempFolder folder;
    Spool spool = Spool::open(folder.path()).value();
    const auto stored = put(spool);
    const auto message = spool.read(stored.id).value();
    CHECK(message.length() == raw.size());
    CHECK(message.arrival() == arrival);
    const auto file = folder.path() / "spool" / stored.id.substr(0, 2) / stored.id;
    std::string bytes = read_bytes(file);
    CHECK(bytes.substr(message.offset(), message.length()) == raw);
    bytes[message.offset() + 3] = 'X';
    write_bytes(file, bytes);
    CHECK(spool.read(stored.id).error().fault == Fault::damaged);
}

TEST_CASE("a record torn by a power cut is dropped, and the next stands behind whole ones") {
    const TempFolder folder;
    const auto log = folder.path() / "spool/records/000001.log";
    {
        Spool spool = Spool::open(folder.path()).value();
        REQUIRE(spool.append({"reply", "a", Instant{}, "first\nbody"}));
        REQUIRE(spool.append({"reply", "b", Instant{}, "second"}));
    }
    const std::string whole = read_bytes(log);
    write_bytes(log, whole.substr(0, whole.size() - 3));
    Spool spool = Spool::open(folder.path()).value();
    REQUIRE(spool.append({"outcome", "c", Instant{}, "third"}));
    std::vector<std::string> bodies;
    REQUIRE(spool.for_each_record([&](const SpoolRecord& one) { bodies.push_back(one.body); }));
    CHECK(bodies == std::vector<std::string>{"first\nbody", "third"});
}

TEST_CASE("an arrival is one row, a commit one answer, a stale revision a conflict") {
    const TempFolder folder;
    Ledger ledger = Ledger::open("sqlite:ledger.db", folder.path()).value();
    const std::string id = ledger.record_arrival(arrival, "s", "d", 10, false).value();
    CHECK(ledger.record_arrival(arrival, "s", "d", 10, false).value() == id);
    CHECK(ledger.unknown_uids("maildir:/m", "INBOX", 0, {"1.a", "2.b"}).value()
          == std::vector<std::string>{"2.b"});
    CHECK(ledger.next_to_judge().value()->id == id);
    Commit commit{id,  Outcome::answered,       "", "<m@b>",  "A@b.cn",
                  "x", {opened("SJ-0001-AAA")}, {}, Instant{}};
    commit.answers.push_back(
        OutboxRow{0, "<r@b>", id, "c@b", "a@b.cn", "mime", "queued", 0, Instant{}, ""});
    REQUIRE(ledger.commit(commit));
    CHECK(ledger.commit(commit).error().fault == Fault::conflict);
    CHECK_FALSE(ledger.next_to_judge().value().has_value());
    CHECK(ledger.load_case("SJ-0001-AAA").value().entries.size() == 1);
    const auto known = ledger.known_cases({}, {"<r@b>"}, {}, "").value();
    REQUIRE(known.size() == 1);
    CHECK(known[0].senders == std::vector<std::string>{"a@b.cn"});
    CHECK(ledger.load_case("SJ-9999-ZZZ").error().fault == Fault::absent);
}

TEST_CASE("an answer in flight at a power cut is due again, one that was sent is not") {
    const TempFolder folder;
    Ledger ledger = Ledger::open("sqlite:ledger.db", folder.path()).value();
    const std::string id = ledger.record_arrival(arrival, "s", "d", 10, false).value();
    Commit commit{
        id,       Outcome::answered,
        "",       "",
        "",       "",
        {},       {OutboxRow{0, "<r@b>", id, "c@b", "a@b.cn", "mime", "queued", 0, Instant{}, ""}},
        Instant{}};
    REQUIRE(ledger.commit(commit));
    const Instant now{std::chrono::seconds(100)};
    REQUIRE(ledger.next_due(now).value().has_value());
    CHECK_FALSE(ledger.next_due(now).value().has_value());
    REQUIRE(ledger.recover());
    const auto again = ledger.next_due(now).value();
    REQUIRE(again);
    CHECK(again->state == "unknown");
    CHECK(again->mime == "mime");
    REQUIRE(ledger.record_delivery(again->id, "sent", "", now));
    REQUIRE(ledger.recover());
    CHECK_FALSE(ledger.next_due(now).value().has_value());
}

TEST_CASE("one daemon a state folder; numbers that nobody guesses, the same for the same key") {
    const TempFolder folder;
    const auto lock = StateLock::take(folder.path());
    REQUIRE(lock);
    CHECK(StateLock::take(folder.path()).error().fault == Fault::storage);
    const auto key = load_key(folder.path()).value();
    CHECK(load_key(folder.path()).value() == key);
    const CaseNumber number = make_case_number(12, key);
    CHECK(number.substr(0, 8) == "SJ-0012-");
    CHECK(number.size() == 11);
    CHECK(make_case_number(12, std::vector<std::byte>(32)) != number);
    CHECK(reply_message_id("s", "d", key, "a@163.com")
          == reply_message_id("s", "d", key, "a@163.com"));
    CHECK(reply_message_id("s", "d", key, "a@163.com")
          != reply_message_id("t", "d", key, "a@163.com"));
}

TEST_CASE("a ledger of the first version is brought up to date, and its answers still go out") {
    const TempFolder folder;
    const auto file = folder.path() / "ledger.db";
    {
        Ledger ledger = Ledger::open("sqlite:ledger.db", folder.path()).value();
        const std::string id = ledger.record_arrival(arrival, "s", "d", 10, false).value();
        Commit commit{id, Outcome::answered, "", "", "", "", {}, {}, Instant{}};
        commit.answers.push_back(
            OutboxRow{0, "<r@b>", id, "c@b", "a@b.cn", "mime", "queued", 0, Instant{}, ""});
        REQUIRE(ledger.commit(commit));
    }
    back_to_first_version(file);
    Ledger ledger = Ledger::open("sqlite:ledger.db", folder.path()).value();
    const Instant now{std::chrono::seconds(1589000000)};
    const auto row = ledger.next_due(now).value();
    REQUIRE(row);
    CHECK(row->message_id == "<r@b>");
    CHECK(row->created == now);
    CHECK(row->unknowns == 0);
}

TEST_CASE("a damaged ledger is told at start, with what to do") {
    const TempFolder folder;
    const auto file = folder.path() / "ledger.db";
    {
        Ledger ledger = Ledger::open("sqlite:ledger.db", folder.path()).value();
        for (int i = 0; i < 200; ++i) {
            Arrival one = arrival;
            one.key.uid = std::to_string(i);
            REQUIRE(ledger.record_arrival(one, std::string(100, 's'), "d", 10, false));
        }
        CHECK(ledger.check());
    }
    std::string bytes = read_bytes(file);
    REQUIRE(bytes.size() > 40'000);
    for (std::size_t page = bytes.size() / 2 / 4096; page * 4096 < bytes.size(); ++page)
        bytes.replace(page * 4096, 64, std::string(64, 'X'));
    write_bytes(file, bytes);
    Ledger ledger = Ledger::open("sqlite:ledger.db", folder.path()).value();
    const auto checked = ledger.check();
    REQUIRE_FALSE(checked);
    CHECK(checked.error().fault == Fault::storage);
    CHECK(checked.error().text.find("从备份恢复") != std::string::npos);
    CHECK(checked.error().text.find('\n') == std::string::npos);
    write_bytes(file, std::string(50'000, 'X'));
    std::filesystem::remove(file.string() + "-wal");
    const auto opened_anew = Ledger::open("sqlite:ledger.db", folder.path());
    REQUIRE_FALSE(opened_anew);
    CHECK(opened_anew.error().text.find("从备份恢复") != std::string::npos);
}

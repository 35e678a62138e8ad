// Mail as it really arrives: each scenario by `check`, through a Maildir, and through Dovecot. The
// verdicts of all three are the same.
#include "parsers/base/instant.hpp"
#include "tests/acceptance/desk.hpp"
#include "tests/acceptance/programs.hpp"
#include "tests/acceptance/scenarios.hpp"
#include "tests/net/mail_servers.hpp"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

using namespace shoujian;

namespace {

namespace fs = std::filesystem;
using Json = Poco::JSON::Object::Ptr;

constexpr const char* first_receipt = "2020-05-08T09:00:00+08:00";

struct Mail {
    Scenario scenario;
    Sender sender;
    std::string bytes;
    std::int64_t received = 0;  ///< one second after another: by it the ledger's rows are known
};

std::vector<Mail> all_mails() {
    std::vector<Mail> out;
    const auto start = parse_rfc3339(first_receipt).value().time_since_epoch().count();
    for (Scenarios some : {structure_scenarios(), header_scenarios(), encoding_scenarios(),
                           name_scenarios(), material_scenarios(), link_scenarios(),
                           silence_scenarios(), sender_scenarios(), program_scenarios()}) {
        for (Scenario& one : some) {
            Sender sender(static_cast<unsigned>(out.size()));
            std::string bytes = one.mail(sender);
            const auto second = start + static_cast<std::int64_t>(out.size());
            out.push_back({std::move(one), std::move(sender), std::move(bytes), second});
        }
    }
    return out;
}

const std::vector<Mail>& mails() {
    static const std::vector<Mail> all = all_mails();
    return all;
}

const fs::path& call_folder() {
    static const TempFolder folder;
    static const fs::path call = [] {
        copy_call_of_small_photos(folder.path() / "call");
        return folder.path() / "call";
    }();
    return call;
}

std::string text(const Json& object, const char* key) {
    return object->getValue<std::string>(key);
}

std::vector<std::string> sorted(std::vector<std::string> some) {
    std::ranges::sort(some);
    return some;
}

/// A report in the words of Expected.
Expected told(const std::string& json) {
    const auto report = Poco::JSON::Parser().parse(json).extract<Json>();
    Expected out;
    out.verdict = text(report, "verdict");
    const auto take_codes = [&](const Json& holder) {
        for (const auto& one : *holder->getArray("findings"))
            out.codes.push_back(text(one.extract<Json>(), "code"));
    };
    take_codes(report);
    for (const auto& one : *report->getArray("submissions")) {
        const auto submission = one.extract<Json>();
        take_codes(submission);
        for (const auto& material : *submission->getArray("materials")) {
            const std::string name = text(material.extract<Json>(), "name");
            if (name.find("/word/media/") == std::string::npos)
                out.files.push_back(text(material.extract<Json>(), "role") + " " + name);
        }
    }
    for (const auto& one : *report->getArray("ignored"))
        out.ignored.push_back(text(one.extract<Json>(), "name"));
    for (auto* list : {&out.codes, &out.files, &out.ignored}) std::ranges::sort(*list);
    return out;
}

Ran check_one(const Mail& mail, const fs::path& file) {
    write_bytes(file, mail.bytes);
    return shoujian::shoujian({"check", "--json", "--call", (call_folder() / "call.toml").string(),
                               "--received-at", first_receipt, file.string()});
}

/// Several at a time; in the order of the mails.
std::vector<Ran> check_all() {
    const TempFolder folder;
    std::vector<Ran> out(mails().size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < out.size(); i = next++)
            out[i] = check_one(mails()[i], folder.path() / (std::to_string(i) + ".eml"));
    };
    call_folder();
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 1U, 8U); ++i)
        workers.emplace_back(work);
    for (std::thread& one : workers) one.join();
    return out;
}

/// What the ledger and the answers say, by the second of receipt and by the address.
struct Outcome {
    std::map<std::int64_t, Json> messages;
    std::multimap<std::string, std::string> replies;  ///< address → the whole answer
    std::map<std::string, Json> cases;                ///< by candidate

    explicit Outcome(const Desk& desk) {
        const auto rows = desk.messages();
        for (const auto& one : *rows) {
            const auto row = one.extract<Json>();
            const auto received = parse_rfc3339(text(row, "received_at"));
            messages[received.value().time_since_epoch().count()] = row;
        }
        const auto all_cases = desk.cases();
        for (const auto& one : *all_cases) {
            const auto row = one.extract<Json>();
            cases[text(row, "candidate")] = row;
        }
        for (const std::string& reply : desk.replies())
            replies.emplace(header_field(reply, "To"), reply);
    }
};

void check_answer(const Mail& mail, const std::string& reply) {
    const Expected& expected = mail.scenario.expected;
    CHECK(header_field(reply, "X-Shoujian-Verdict") == (expected.receipt ? "" : expected.verdict));
    CHECK(header_field(reply, "Auto-Submitted") == "auto-replied");
    const std::string head = reply.substr(0, reply.find("\r\n\r\n"));
    CHECK(head.find("\nBcc:") == std::string::npos);
    CHECK(head.find("\nCc:") == std::string::npos);
}

/// As the ledger has it: the outcome, the case's verdict, and exactly one answer or none.
void check_outcome(const Mail& mail, const Outcome& outcome) {
    const Expected& expected = mail.scenario.expected;
    CAPTURE(mail.scenario.name);
    const auto row = outcome.messages.find(mail.received);
    CHECK(row != outcome.messages.end());
    if (row == outcome.messages.end()) return;
    const std::string why = text(row->second, "why");
    CAPTURE(why);
    CHECK(text(row->second, "outcome") == expected.outcome);
    CHECK(why.find(expected.why) != std::string::npos);
    if (const auto one = outcome.cases.find(mail.sender.name); one != outcome.cases.end())
        CHECK(text(one->second, "verdict") == expected.verdict);
    const auto [first, last] = outcome.replies.equal_range(mail.sender.address);
    const bool told = expected.outcome == "answered" || expected.receipt;
    CHECK(std::distance(first, last) == (told ? 1 : 0));
    for (auto one = first; one != last; ++one) check_answer(mail, one->second);
}

std::string config_of(const std::string& mailbox) {
    return "calls = [\"" + (call_folder() / "call.toml").string() + "\"]\n[mailbox]\n" + mailbox
           + "trusted_authserv = [\"mx.trusted.example\"]\n[smtp]\nurl = \"maildir:out\"\nfrom = "
             "\"收件服务 <jicengfuwuchu@163.com>\"\npace = \"1000000/min\"\n[state]\ndir = "
             "\"state\"\n";
}

void set_time(const fs::path& file, std::int64_t seconds) {
    const fs::file_time_type time{
        std::chrono::file_clock::from_sys(std::chrono::sys_seconds{std::chrono::seconds{seconds}})};
    fs::last_write_time(file, time);
}

}  // namespace

TEST_CASE("each mail is read as it was meant") {
    REQUIRE(mails().size() >= 120);
    const std::vector<Ran> reports = check_all();
    for (std::size_t i = 0; i < mails().size(); ++i) {
        const Ran& ran = reports[i];
        CAPTURE(mails()[i].scenario.name, ran.out, ran.err);
        CHECK(ran.code >= 0);
        CHECK(ran.code <= 1);
        if (ran.out.empty()) continue;
        const Expected& expected = mails()[i].scenario.expected;
        const Expected found = told(ran.out);
        CHECK(found.verdict == expected.verdict);
        CHECK(found.codes == sorted(expected.codes));
        CHECK(found.files == sorted(expected.files));
        CHECK(found.ignored == sorted(expected.ignored));
        CHECK(ran.out.find(expected.says) != std::string::npos);
    }
}

TEST_CASE("each mail in a Maildir gets its answer, or none, or waits for a person") {
    const Desk desk;
    write_bytes(desk.config(), config_of("url = \"maildir:in\"\n"));
    for (const Mail& mail : mails())
        write_bytes(desk.folder() / "in/new" / (std::to_string(mail.received) + ".M1P1.test"),
                    mail.bytes);
    const Ran ran = desk.once();
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const Outcome outcome(desk);
    CHECK(outcome.messages.size() == mails().size());
    for (const Mail& mail : mails()) check_outcome(mail, outcome);
}

TEST_CASE("each mail from Dovecot gets the same") {
    if (const auto why = MailServers::missing(); !why.empty()) {
        WARN("skipped: " << why);
        return;
    }
    const std::string center = "center@test.cn";
    const MailServers servers({center});
    const fs::path box = servers.folder() / "mail" / center;
    constexpr unsigned nobody = 65534;
    for (const char* name : {"", "new", "cur", "tmp"}) {
        fs::create_directories(box / name);
        REQUIRE(::chown((box / name).c_str(), nobody, nobody) == 0);
    }
    std::size_t count = 0;
    for (const Mail& mail : mails()) {
        if (!mail.scenario.by_imap) continue;
        ++count;
        const fs::path file = box / "new" / (std::to_string(mail.received) + ".M1P1.test");
        write_bytes(file, mail.bytes);
        set_time(file, mail.received);  // Dovecot's INTERNALDATE
        REQUIRE(::chown(file.c_str(), nobody, nobody) == 0);
    }
    const Desk desk;
    write_bytes(desk.folder() / "password", MailServers::password(center));
    write_bytes(desk.config(), config_of("url = \"" + servers.imap_url() + "/INBOX\"\nuser = \""
                                         + center + "\"\npassword_file = \"password\"\nca_file = \""
                                         + servers.ca_file().string() + "\"\n"));
    const Ran ran = desk.once();
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const Outcome outcome(desk);
    CHECK(outcome.messages.size() == count);
    for (const Mail& mail : mails())
        if (mail.scenario.by_imap) check_outcome(mail, outcome);
    CHECK(servers.seen(center) == 0);
}

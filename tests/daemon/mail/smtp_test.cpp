#include "daemon/mail/smtp_transport.hpp"
#include "tests/net/smtp_server.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <thread>

using namespace shoujian;

namespace {

const std::string id = "<1@test.cn>";

Outgoing mail() {
    return {id, "center@test.cn", "zhang@test.cn",
            Bytes::owned("Message-ID: " + id + "\r\nSubject: x\r\n\r\nhello\r\n")};
}

std::unique_ptr<Transport> transport_to(const SmtpServer& server,
                                        std::function<bool()> stopping = {}) {
    SmtpSetup setup;
    setup.config.url = server.url();
    setup.password = [] { return Result<std::string>(std::string()); };
    setup.stopping = std::move(stopping);
    return make_smtp_transport(setup);
}

SmtpServer::Script says(const std::string& stage, const std::string& answer) {
    return [stage, answer](const std::string& now) { return now == stage ? answer : ""; };
}

/// Until it holds; a test that waits for ever is a failed one, by its time limit.
template <class Condition>
void wait_until(Condition condition) {
    while (!condition()) std::this_thread::sleep_for(std::chrono::milliseconds{5});
}

}  // namespace

TEST_CASE("a refusal is judged by the server's own words, not by its good-bye") {
    const auto [stage, answer, outcome, pause_all] =
        GENERATE(table<std::string, std::string, Delivery, bool>({
            {"RCPT", "550 5.1.1 no such user", Delivery::failed, false},
            {"RCPT", "451 greylisted", Delivery::retry, false},
            {"RCPT", "550 RP:TRC too many recipients", Delivery::retry, true},
            {"RCPT", "554-5.7.1 see below\r\n554 MI:STC quota", Delivery::retry, true},
            {"MAIL", "554 MI:STC too many mails today", Delivery::retry, true},
            {"MAIL", "421 HL:REP rate", Delivery::retry, true},
            {"MAIL", "451 try later", Delivery::retry, true},
            {"MAIL", "552 5.3.4 larger than the limit", Delivery::failed, false},
            {"DATA", "554 no", Delivery::failed, false},
            {"dot", "554 DT:SPM spam", Delivery::failed, false},
            {"dot", "451 MI:SFQ window", Delivery::retry, true},
            {"greeting", "421 too busy", Delivery::retry, true},
        }));
    CAPTURE(stage, answer);
    const SmtpServer server(says(stage, answer));
    const auto delivered = transport_to(server)->deliver(mail());
    REQUIRE(delivered);
    CHECK(delivered->outcome == outcome);
    CHECK(delivered->pause_all == pause_all);
    CHECK(delivered->detail.find(answer.substr(answer.rfind('\n') + 1)) != std::string::npos);
    CHECK(delivered->detail.find("221") == std::string::npos);
    CHECK(server.taken().empty());
}

TEST_CASE("a sender that the server does not take is our set-up, and says what to look at") {
    const SmtpServer server(says("MAIL", "553 authentication is required"));
    const auto delivered = transport_to(server)->deliver(mail());
    REQUIRE_FALSE(delivered);
    CHECK(delivered.error().fault == Fault::refused);
    CHECK(delivered.error().text.find("553 authentication is required") != std::string::npos);
    CHECK(delivered.error().text.find("[smtp] from") != std::string::npos);
}

TEST_CASE("an answer that never comes is unknown behind the dot, and a retry before it") {
    const auto [stage, outcome, taken] = GENERATE(table<std::string, Delivery, std::size_t>({
        {"dot", Delivery::unknown, 1},
        {"DATA", Delivery::retry, 0},
        {"RCPT", Delivery::retry, 0},
    }));
    CAPTURE(stage);
    const SmtpServer server(says(stage, "drop"));
    const auto delivered = transport_to(server)->deliver(mail());
    REQUIRE(delivered);
    CHECK(delivered->outcome == outcome);
    CHECK(server.taken().size() == taken);
}

TEST_CASE("a wish to stop breaks a delivery off before the dot, and nothing is sent") {
    const std::string stage = GENERATE("greeting", "EHLO", "MAIL", "RCPT", "DATA");
    CAPTURE(stage);
    std::atomic<bool> reached{false}, over{false};
    const SmtpServer server([&](const std::string& now) -> std::string {
        if (now != stage) return "";
        reached = true;
        wait_until([&] { return over.load(); });
        return "";
    });
    const auto delivered = transport_to(server, [&] { return reached.load(); })->deliver(mail());
    over = true;
    REQUIRE_FALSE(delivered);
    CHECK(delivered.error().fault == Fault::network);
    CHECK(delivered.error().text.find("停止") != std::string::npos);
    CHECK(server.taken().empty());
}

TEST_CASE("behind the dot the answer is waited for, whoever wishes to stop") {
    std::atomic<bool> reached{false};
    std::atomic<int> asked{0};
    const SmtpServer server([&](const std::string& now) -> std::string {
        if (now != "dot") return "";
        reached = true;
        wait_until([&] { return asked > 1; });
        return "250 taken at last";
    });
    const auto transport = transport_to(server, [&] {
        if (reached) ++asked;
        return reached.load();
    });
    const auto delivered = transport->deliver(mail());
    REQUIRE(delivered);
    CHECK(delivered->outcome == Delivery::sent);
    CHECK(delivered->detail == "250 taken at last");
    CHECK(server.taken()[id].size() == 1);
}

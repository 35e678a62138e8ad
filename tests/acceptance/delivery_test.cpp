// The daemon against an SMTP server that counts what it took: an answer is delivered once, whatever
// ends the daemon.
#include "tests/acceptance/desk.hpp"
#include "tests/build/forms.hpp"
#include "tests/net/smtp_server.hpp"

#include <Poco/JSON/Object.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <set>
#include <thread>

using namespace shoujian;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t mails = 3;

void fill(Desk& desk) {
    for (std::size_t i = 0; i < mails; ++i) {
        Answers answers = volunteer_answers();
        answers["name"] = std::vector<std::string>{"赵一", "钱二", "孙三"}[i];
        desk.deliver(
            mail_about("报送" + answers["name"], "u" + std::to_string(i) + "@js.example.cn")
                .attach(answers["name"] + "推荐表.docx", filled_volunteer(answers))
                .attach(answers["name"] + "扫描件.pdf", stamped_scan()),
            "2020-05-10T09:30:00+08:00");
    }
}

/// The desk's answers go to that server, as fast as it takes them.
void send_to(const std::filesystem::path& config, const std::string& url) {
    std::string text = read_bytes(config);
    const auto at = text.find("[smtp]\n") + 7, end = text.find("from = ", at);
    write_bytes(config,
                text.replace(at, end - at, "url = \"" + url + "\"\npace = \"1000000/min\"\n"));
}

Ran once(const std::filesystem::path& config, const std::string& setting = "NONE=1") {
    return run_program({"/usr/bin/env", "LD_PRELOAD=" SHOUJIAN_BINARY_DIR "/libkill_at.so", setting,
                        SHOUJIAN_BINARY_DIR "/shoujian", "run", "--once", "--config",
                        config.string()});
}

std::vector<std::string> run_words(const Desk& desk) {
    return {SHOUJIAN_BINARY_DIR "/shoujian", "run", "--config", desk.config().string()};
}

template <class Condition>
void wait_until(Condition condition) {
    while (!condition()) std::this_thread::sleep_for(10ms);
}

std::set<std::string> outcomes(const Desk& desk) {
    std::set<std::string> out;
    const auto messages = desk.messages();
    for (std::size_t i = 0; i < messages->size(); ++i)
        out.insert(messages->getObject(static_cast<unsigned>(i))->getValue<std::string>("outcome"));
    return out;
}

}  // namespace

TEST_CASE(
    "kill -9 at every disk call of a delivering round: each answer comes, none a third time") {
    Desk judged;
    fill(judged);
    send_to(judged.config(), "smtp://127.0.0.1:1");
    REQUIRE(judged.once().code == 3);
    REQUIRE(outcomes(judged) == std::set<std::string>{"waiting"});
    long total = 0;
    std::size_t doubled = 0;
    for (long at = 0; at <= total; ++at) {
        INFO("call " << at << " of " << total);
        const TempFolder folder;
        std::filesystem::copy(judged.folder(), folder.path(),
                              std::filesystem::copy_options::recursive);
        std::filesystem::remove_all(folder.path() / "in/new");  // another path is another mailbox
        std::filesystem::create_directory(folder.path() / "in/new");
        const auto config = folder.path() / "shoujian.toml";
        const SmtpServer server;
        send_to(config, server.url());
        if (at == 0) {
            REQUIRE(once(config, "COUNT_TO=" + (folder.path() / "count").string()).code == 0);
            total = std::stol(read_bytes(folder.path() / "count"));
            REQUIRE(total > 20);
        } else {
            once(config, "KILL_AT=" + std::to_string(at));
        }
        const Ran second = once(config);
        INFO(second.err);
        REQUIRE(second.code == 0);
        REQUIRE(once(config).code == 0);
        const auto taken = server.taken();
        CHECK(taken.size() == mails);
        std::size_t twice = 0;
        for (const auto& [id, copies] : taken) {
            CHECK(copies.size() <= 2);
            CHECK(std::ranges::count(copies, copies.front())
                  == static_cast<std::ptrdiff_t>(copies.size()));
            twice += copies.size() - 1;
        }
        CHECK(twice <= 1);
        doubled += twice;
    }
    // The promised window: between the server's 250 and the one write of our record.
    CHECK(doubled <= mails);
    WARN("killed at " << total << " points; " << doubled << " answers of " << total * long{mails}
                      << " came twice");
}

TEST_CASE("SIGTERM while the server takes its time: the answer is waited for, and not sent again") {
    std::atomic<bool> at_dot{false}, terminated{false};
    const SmtpServer server([&](const std::string& stage) -> std::string {
        if (stage != "dot" || at_dot.exchange(true)) return "";
        wait_until([&] { return terminated.load(); });
        std::this_thread::sleep_for(11s);  // longer than all else is waited for
        return "250 taken at last";
    });
    Desk desk;
    fill(desk);
    send_to(desk.config(), server.url());
    Running daemon(run_words(desk));
    wait_until([&] { return at_dot.load(); });
    daemon.signal(SIGTERM);
    terminated = true;
    CHECK(daemon.wait() == 0);
    CHECK(server.taken().size() == 1);
    REQUIRE(desk.once().code == 0);
    CHECK(server.taken().size() == mails);
    for (const auto& [id, copies] : server.taken()) CHECK(copies.size() == 1);
    CHECK(outcomes(desk) == std::set<std::string>{"answered"});
}

TEST_CASE("SIGTERM and SIGINT end a single round after what is under way") {
    const int signal = GENERATE(SIGTERM, SIGINT);
    const std::string stage = GENERATE("dot", "RCPT");
    CAPTURE(signal, stage);
    std::atomic<bool> reached{false}, ended{false};
    const SmtpServer server([&](const std::string& now) -> std::string {
        if (now != stage || reached.exchange(true)) return "";
        if (stage == "RCPT") wait_until([&] { return ended.load(); });
        return "";
    });
    Desk desk;
    fill(desk);
    send_to(desk.config(), server.url());
    auto words = run_words(desk);
    words.emplace_back("--once");
    Running daemon(words);
    wait_until([&] { return reached.load(); });
    daemon.signal(signal);
    CHECK(daemon.wait() == 0);
    ended = true;
    if (stage == "RCPT") CHECK(server.taken().empty());
    REQUIRE(desk.once().code == 0);
    CHECK(server.taken().size() == mails);
    for (const auto& [id, copies] : server.taken()) CHECK(copies.size() == 1);
}

TEST_CASE("a refused answer is listed as failed with the server's words, and released anew") {
    std::atomic<bool> open{false};
    const SmtpServer server([&](const std::string& stage) -> std::string {
        return stage == "RCPT" && !open ? "550 5.1.1 no such user here" : "";
    });
    Desk desk;
    fill(desk);
    send_to(desk.config(), server.url());
    CHECK(desk.once().code == 1);
    CHECK(outcomes(desk) == std::set<std::string>{"failed"});
    CHECK(desk.messages()->getObject(0)->getValue<std::string>("why")
          == "发信服务器拒收：550 5.1.1 no such user here");
    open = true;
    CHECK(desk.run({"release", "M-000001"}).code == 0);
    CHECK(desk.once().code == 0);
    CHECK(server.taken().size() == 1);
    CHECK(outcomes(desk) == std::set<std::string>{"answered", "failed"});
}

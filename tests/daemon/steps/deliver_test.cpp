#include "daemon/steps/deliver.hpp"

#include "daemon/steps/recover.hpp"
#include "tests/acceptance/program.hpp"
#include "tests/faults/full_disk.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace shoujian;
using namespace std::chrono_literals;

namespace {

struct HandClock : Clock {
    Instant time{std::chrono::seconds(1589000000)};
    Instant now() const override { return time; }
};

/// Answers what it was told to, then always "sent"; keeps who was written to.
struct ScriptedTransport : Transport {
    std::deque<Result<Delivered>> answers;
    std::vector<std::string> tried;
    std::function<void()> behind_the_dot = [] {};

    Result<Delivered> deliver(const Outgoing& message) override {
        tried.push_back(message.to);
        behind_the_dot();
        if (answers.empty()) return Delivered{Delivery::sent, "250 ok", false};
        auto next = answers.front();
        answers.pop_front();
        return next;
    }
};

const Delivered unknown{Delivery::unknown, "no answer", false};
const Delivered later{Delivery::retry, "451 later", false};
const Delivered rest{Delivery::retry, "421 rate", true};
const Delivered refused{Delivery::failed, "550 no such user", false};
const Error unreachable{Fault::network, "unreachable"};
const Error login{Fault::refused, "535 login"};

/// A delivering daemon's world; `start` again as after an end of the process.
struct World {
    TempFolder folder;
    HandClock clock;
    ScriptedTransport transport;
    SmtpConfig config;
    std::optional<Spool> spool;
    std::optional<Ledger> ledger;
    std::optional<DeliverStep> step;

    World() {
        config.url = "smtps://smtp.test.cn";
        start();
    }
    void start() {
        step.reset();
        ledger.reset();
        spool.reset();
        spool.emplace(Spool::open(folder.path()).value());
        ledger.emplace(Ledger::open("sqlite:ledger.db", folder.path()).value());
        REQUIRE(recover(*spool, *ledger));
        step.emplace(config, transport, *spool, *ledger, clock);
    }
    /// A judged message with its answer in the outbox; gives the message's id.
    std::string answer(const std::string& to) {
        const Arrival arrival{{"maildir:/m", "INBOX", 0, to}, clock.time};
        const std::string id = ledger->record_arrival(arrival, to, to, 10, false).value();
        Commit commit{id, Outcome::answered, "", "", "", "", {}, {}, clock.time};
        commit.answers.push_back(
            OutboxRow{0, "<" + to + ">", id, "c@b.cn", to, "mime", "queued", 0, clock.time, ""});
        REQUIRE(ledger->commit(commit));
        return id;
    }
    Result<DeliverStep::Round> round() {
        return step->run([](std::chrono::milliseconds) { return false; });
    }
    void round_after(std::chrono::seconds time) {
        clock.time += time;
        REQUIRE(round());
    }
    /// The process ends while a delivery is under way.
    void killed_in_flight() {
        REQUIRE(ledger->next_due(clock.time).value().has_value());
        start();
    }
    OutboxRow row(const std::string& message) { return ledger->replies_of(message).value().at(0); }
    MessageRow listed() { return ledger->messages().value().at(0); }
};

}  // namespace

TEST_CASE("an answer whose outcome stays unknown is sent twice, then a person decides") {
    World world;
    const auto id = world.answer("a@b.cn");
    world.transport.answers = {unknown, unknown};
    REQUIRE(world.round());
    CHECK(world.row(id).state == "unknown");
    for (int i = 0; i < 20; ++i) world.round_after(1h);
    CHECK(world.transport.tried.size() == 2);
    CHECK(world.row(id).state == "held");
    CHECK(world.listed().outcome == Outcome::held);
    CHECK(world.listed().why.find("两次发送的结果都不明") != std::string::npos);
    SECTION("a release sends it once more, and not again") {
        world.transport.answers = {unknown};
        CHECK(world.ledger->release(id, world.clock.time).value() == 1);
        for (int i = 0; i < 20; ++i) world.round_after(1h);
        CHECK(world.transport.tried.size() == 3);
        CHECK(world.row(id).state == "held");
    }
}

TEST_CASE("a definite refusal between two unknown outcomes does not make a third send") {
    World world;
    const auto id = world.answer("a@b.cn");
    world.transport.answers = {unknown, later, unknown};
    for (int i = 0; i < 20; ++i) world.round_after(2h);
    CHECK(world.transport.tried.size() == 3);
    CHECK(world.row(id).state == "held");
}

TEST_CASE(
    "an end of the process in flight counts as a send, but for a Maildir, which knows its mails") {
    World world;
    const auto id = world.answer("a@b.cn");
    world.killed_in_flight();
    SECTION("once: it is sent again in the first round") {
        REQUIRE(world.round());
        CHECK(world.row(id).state == "sent");
    }
    SECTION("twice: held") {
        world.killed_in_flight();
        REQUIRE(world.round());
        CHECK(world.transport.tried.empty());
        CHECK(world.row(id).state == "held");
    }
    SECTION("twice, to a Maildir: sent") {
        world.config.url = "maildir:out";
        world.killed_in_flight();
        REQUIRE(world.round());
        CHECK(world.row(id).state == "sent");
    }
    SECTION("where unknown means hold, once is enough") {
        world.config.on_unknown = OnUnknown::hold;
        REQUIRE(world.round());
        CHECK(world.transport.tried.empty());
        CHECK(world.row(id).state == "held");
    }
}

TEST_CASE("where nothing was tried, the row is as it was, and others are tried before it") {
    World world;
    const auto first = world.answer("a@b.cn"), second = world.answer("b@b.cn");
    world.clock.time += 1s;
    world.transport.answers = {login};
    CHECK(world.round().error() == login);
    CHECK(world.row(first).state == "queued");
    CHECK(world.row(first).attempts == 0);
    CHECK(world.row(second).state == "queued");
    CHECK(world.transport.tried == std::vector<std::string>{"a@b.cn"});
    CHECK(world.listed().why == "答复待发：535 login");
    world.round_after(5min);
    CHECK(world.transport.tried == std::vector<std::string>{"a@b.cn", "b@b.cn", "a@b.cn"});
    CHECK(world.row(first).state == "sent");
}

TEST_CASE("a delivery broken off by a stop is no error and waits for the next start") {
    World world;
    const auto id = world.answer("a@b.cn");
    bool stopping = false;
    world.transport.answers = {unreachable};
    world.transport.behind_the_dot = [&] { stopping = true; };
    const auto round = world.step->run([&](std::chrono::milliseconds) { return stopping; });
    REQUIRE(round);
    CHECK(round->waiting == 0);
    CHECK(world.row(id).state == "queued");
    CHECK(world.step->run([](std::chrono::milliseconds) { return true; }));
    CHECK(world.transport.tried.size() == 1);
}

TEST_CASE("asked for a rest, nothing is sent for a quarter of an hour") {
    World world;
    world.answer("a@b.cn");
    world.answer("b@b.cn");
    world.transport.answers = {rest};
    REQUIRE(world.round());
    world.round_after(14min);
    CHECK(world.transport.tried == std::vector<std::string>{"a@b.cn"});
    SECTION("then it goes on") {
        world.round_after(1min);
        CHECK(world.transport.tried == std::vector<std::string>{"a@b.cn", "b@b.cn", "a@b.cn"});
    }
    SECTION("a clock that is set back does not make the rest longer") {
        world.clock.time -= 24h;
        world.answer("c@b.cn");
        REQUIRE(world.round());
        CHECK(world.transport.tried == std::vector<std::string>{"a@b.cn", "c@b.cn"});
    }
}

TEST_CASE("it is given up after five days, however often it was tried") {
    World world;
    const auto id = world.answer("a@b.cn");
    SECTION("often") {
        for (int i = 0; i < 300; ++i) {
            world.transport.answers = {later};
            world.round_after(20min);
        }
        CHECK(world.row(id).state == "retry");
    }
    SECTION("seldom: the second try comes after five days") {
        world.transport.answers = {later};
        REQUIRE(world.round());
    }
    world.transport.answers = {later};
    world.round_after(5 * 24h);
    CHECK(world.row(id).state == "failed");
    CHECK(world.listed().outcome == Outcome::failed);
    CHECK(world.listed().why == "五天内没有送达：451 later");
    world.transport.answers = {later};
    CHECK(world.ledger->release("all", world.clock.time).value() == 0);
    CHECK(world.ledger->release(id, world.clock.time).value() == 1);
    REQUIRE(world.round());
    CHECK(world.row(id).state == "retry");
}

TEST_CASE("hours without a connection are no attempts") {
    World world;
    const auto id = world.answer("a@b.cn");
    for (int i = 0; i < 200; ++i) {
        world.transport.answers = {unreachable};
        world.clock.time += 5min;
        REQUIRE_FALSE(world.round());
    }
    CHECK(world.row(id).attempts == 0);
    world.transport.answers = {later};
    REQUIRE(world.round());
    CHECK(world.row(id).due == world.clock.time + 300s);
}

TEST_CASE("what the list says of a message is what became of its answer") {
    const auto [answer, outcome, why] = GENERATE(table<Result<Delivered>, Outcome, std::string>({
        {Delivered{Delivery::sent, "250 ok", false}, Outcome::answered, ""},
        {later, Outcome::waiting, "答复待发：451 later"},
        {unknown, Outcome::waiting, "答复待发：no answer"},
        {unreachable, Outcome::waiting, "答复待发：unreachable"},
        {refused, Outcome::failed, "发信服务器拒收：550 no such user"},
    }));
    World world;
    const auto id = world.answer("a@b.cn");
    CHECK(world.listed().outcome == Outcome::waiting);
    CHECK(world.listed().why == "答复待发");
    world.transport.answers = {answer};
    static_cast<void>(world.round());
    CHECK(world.listed().outcome == outcome);
    CHECK(world.listed().why == why);
    CHECK_FALSE(world.ledger->next_to_judge().value().has_value());
}

TEST_CASE("a disk that is full behind the 250 makes no second copy") {
    World world;
    const auto id = world.answer("a@b.cn");
    world.answer("b@b.cn");
    std::optional<FullDisk> full;
    SECTION("neither spool nor ledger take it") {
        world.transport.behind_the_dot = [&] { full.emplace(16); };
        CHECK_FALSE(world.round());
        CHECK_FALSE(world.round());
        full.reset();
    }
    SECTION("the spool alone does not") {
        REQUIRE(world.spool->append({"reply", "x", Instant{}, std::string(9'000'000, 'x')}));
        world.transport.behind_the_dot = [&] { full.emplace(8'000'000); };
        CHECK_FALSE(world.round());
        CHECK(world.row(id).state == "sent");
        CHECK_FALSE(world.round());
        full.reset();
    }
    SECTION("and the process ends before there is room") {
        REQUIRE(world.spool->append({"reply", "x", Instant{}, std::string(9'000'000, 'x')}));
        world.transport.behind_the_dot = [&] { full.emplace(8'000'000); };
        CHECK_FALSE(world.round());
        full.reset();
        world.start();
    }
    world.transport.behind_the_dot = [] {};
    CHECK(world.transport.tried == std::vector<std::string>{"a@b.cn"});
    REQUIRE(world.round());
    CHECK(world.transport.tried == std::vector<std::string>{"a@b.cn", "b@b.cn"});
    CHECK(world.row(id).state == "sent");
}

TEST_CASE("an outcome that only the spool has settles the row at the next start") {
    World world;
    const auto id = world.answer("a@b.cn");
    REQUIRE(world.ledger->next_due(world.clock.time).value().has_value());
    SECTION("sent") {
        REQUIRE(world.spool->append({"outcome", "<a@b.cn>", world.clock.time, "sent\n"}));
        world.start();
        CHECK(world.row(id).state == "sent");
    }
    SECTION("failed, in this attempt") {
        REQUIRE(world.spool->append({"outcome", "<a@b.cn>", world.clock.time, "failed\n550 no"}));
        world.start();
        CHECK(world.row(id).state == "failed");
        CHECK(world.listed().why == "550 no");
    }
    SECTION("failed, in an attempt before") {
        REQUIRE(
            world.spool->append({"outcome", "<a@b.cn>", world.clock.time - 1s, "failed\n550 no"}));
        world.start();
        CHECK(world.row(id).state == "unknown");
    }
}

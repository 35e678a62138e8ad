// kill -9 at many points of a round, then a whole round: nothing lost, nothing answered twice.
#include "tests/acceptance/desk.hpp"
#include "tests/build/forms.hpp"

#include <Poco/JSON/Object.h>
#include <catch2/catch.hpp>

#include <set>

using namespace shoujian;

namespace {

constexpr int mails = 4;

void fill(Desk& desk) {
    for (int i = 0; i < mails; ++i) {
        Answers answers = volunteer_answers();
        answers["name"] =
            std::vector<std::string>{"赵一", "钱二", "孙三", "李四"}[static_cast<std::size_t>(i)];
        if (i == 2) answers["phone"] = "";
        desk.deliver(
            mail_about("报送" + answers["name"], "u" + std::to_string(i) + "@js.example.cn")
                .message_id("<fixed" + std::to_string(i) + "@js.example.cn>")
                .attach(answers["name"] + "推荐表.docx", filled_volunteer(answers))
                .attach(answers["name"] + "扫描件.pdf", stamped_scan(static_cast<unsigned>(i) + 1)),
            "2020-05-10T09:3" + std::to_string(i) + ":00+08:00");
    }
}

Ran once_with(const Desk& desk, const std::string& setting) {
    return run_program({"/usr/bin/env", "LD_PRELOAD=" SHOUJIAN_BINARY_DIR "/libkill_at.so", setting,
                        SHOUJIAN_BINARY_DIR "/shoujian", "run", "--once", "--config",
                        desk.config().string()});
}

std::multiset<std::string> fields_of(const std::vector<std::string>& replies,
                                     const std::string& name) {
    std::multiset<std::string> out;
    for (const std::string& reply : replies) out.insert(header_field(reply, name));
    return out;
}

}  // namespace

TEST_CASE("kill -9 anywhere in a round loses nothing and answers nothing twice") {
    Desk counted;
    fill(counted);
    const auto count_file = counted.folder() / "count";
    REQUIRE(once_with(counted, "COUNT_TO=" + count_file.string()).code == 0);
    const long total = std::stol(read_bytes(count_file));
    REQUIRE(total > 100);
    constexpr int points = 40;
    int killed = 0;
    for (int point = 0; point < points; ++point) {
        const long at = 1 + total * point / points;
        INFO("call " << at << " of " << total);
        Desk desk;
        fill(desk);
        killed += once_with(desk, "KILL_AT=" + std::to_string(at)).code == 0 ? 0 : 1;
        const Ran second = desk.once();
        INFO(second.err);
        REQUIRE(second.code == 0);
        CHECK(desk.messages()->size() == mails);
        CHECK(desk.cases()->size() == mails);
        const auto replies = desk.replies();
        CHECK(replies.size() == mails);
        CHECK(fields_of(replies, "In-Reply-To")
              == std::multiset<std::string>{"<fixed0@js.example.cn>", "<fixed1@js.example.cn>",
                                            "<fixed2@js.example.cn>", "<fixed3@js.example.cn>"});
        CHECK(fields_of(replies, "X-Shoujian-Verdict")
              == std::multiset<std::string>{"accepted", "accepted", "incomplete", "accepted"});
        CHECK(desk.once().code == 0);
        CHECK(desk.replies().size() == mails);
    }
    CHECK(killed >= points - 1);
    WARN("killed at " << killed << " of " << points << " points, " << total
                      << " disk calls in a round");
}

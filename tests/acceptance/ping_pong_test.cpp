// Two of us that write to each other: whatever one answers, the other keeps silent.
#include "tests/acceptance/desk.hpp"
#include "tests/acceptance/scenarios.hpp"

#include <Poco/JSON/Object.h>
#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

constexpr const char* on_time = "2020-05-10T09:30:00+08:00";

/// The mails of one that the other has not had yet go into its mailbox.
std::size_t carry(const Desk& from, const Desk& to, std::size_t had) {
    const auto mails = from.replies();
    for (std::size_t i = had; i < mails.size(); ++i)
        write_bytes(to.folder() / "in/new" / ("1589074300.M" + std::to_string(i) + "P2.test"),
                    mails[i]);
    return mails.size();
}

}  // namespace

TEST_CASE("two of us answer each other no more than the one mail that began it") {
    Desk one;
    const Desk other;
    replace_once(other.config(), "jicengfuwuchu@163.com", "other@js.example.cn");
    one.deliver(mail_about("请问截止时间", "other@js.example.cn"), on_time);
    std::size_t from_one = 0, from_other = 0;
    for (int round = 0; round < 4; ++round) {
        REQUIRE(one.once().code == 0);
        from_one = carry(one, other, from_one);
        REQUIRE(other.once().code == 0);
        from_other = carry(other, one, from_other);
    }
    CHECK(from_one == 1);
    CHECK(from_other == 0);
    const auto message = other.messages()->getObject(0);
    CHECK(message->getValue<std::string>("outcome") == "silent");
}

TEST_CASE("a mailbox that answers each of our answers is answered up to the rate") {
    Desk desk;
    replace_once(desk.config(), "from = ", "pace = \"100000/min\"\nfrom = ");
    desk.deliver(mail_about("请问截止时间", "holiday@js.example.cn"), on_time);
    constexpr std::size_t rounds = 14, most = 10;
    for (std::size_t round = 0; round < rounds; ++round) {
        REQUIRE(desk.once().code == 0);
        const std::string id = header_field(desk.replies().back(), "Message-ID");
        desk.deliver(mail_about("Re: 回执", "holiday@js.example.cn")
                         .in_reply_to(id)
                         .text("您的邮件我已收到 " + std::to_string(round)),
                     on_time);
    }
    CHECK(desk.replies().size() == most);
}

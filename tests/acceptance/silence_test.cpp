// Who is answered, who is not, and what waits for a person: bounces, forged senders, floods.
#include "tests/acceptance/desk.hpp"
#include "tests/build/forms.hpp"

#include <Poco/JSON/Object.h>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace shoujian;

namespace {

constexpr const char* on_time = "2020-05-10T09:30:00+08:00";

Poco::JSON::Object::Ptr message(const Desk& desk, unsigned index) {
    return desk.messages()->getObject(index);
}

std::string outcome(const Desk& desk, unsigned index) {
    return message(desk, index)->getValue<std::string>("outcome");
}

std::string why(const Desk& desk, unsigned index) {
    return message(desk, index)->getValue<std::string>("why");
}

/// One after another: messages are listed in the order in which they came.
std::string moment(unsigned number) {
    std::string minute = std::to_string(number / 60), second = std::to_string(number % 60);
    if (minute.size() < 2) minute.insert(0, "0");
    if (second.size() < 2) second.insert(0, "0");
    return "2020-05-10T09:" + minute + ":" + second + "+08:00";
}

MailBuilder complete_set(const std::string& subject) {
    return mail_about(subject)
        .attach("张三推荐表.docx", filled_volunteer(volunteer_answers()))
        .attach("张三扫描件.pdf", stamped_scan());
}

}  // namespace

TEST_CASE("a bounce of our answer is told on its message, is not answered, and can be sent again") {
    const auto shape = GENERATE(values<std::string>({"report", "quoted", "attached"}));
    CAPTURE(shape);
    Desk desk;
    desk.deliver(complete_set("报送张三"), on_time);
    desk.once();
    REQUIRE(desk.replies().size() == 1);
    const std::string id = header_field(desk.replies().front(), "Message-ID");
    REQUIRE(id.starts_with("<shoujian."));
    MailBuilder bounce = mail_about("系统退信", "postmaster@js.example.cn");
    if (shape == "quoted")
        bounce.html("<p>您的邮件未能送达</p><pre>Message-ID: &lt;" + id.substr(1, id.size() - 2)
                    + "&gt;</pre>");
    if (shape == "attached") bounce.text("未能送达").attach("原邮件.eml", desk.replies().front());
    if (shape == "report")
        bounce.text("failed")
            .attach("x.txt", "Action: failed\r\nStatus: 5.1.1\r\n", "message/delivery-status")
            .attach("h.txt", "Message-ID: " + id + "\r\n", "text/rfc822-headers");
    desk.deliver(bounce, on_time);
    REQUIRE(desk.once().code == 0);
    CHECK(outcome(desk, 0) == "failed");
    CHECK(why(desk, 0).starts_with("回执未送达"));
    CHECK(outcome(desk, 1) == "silent");
    CHECK(desk.replies().size() == 1);
    CHECK(desk.run({"release", message(desk, 0)->getValue<std::string>("id")}).code == 0);
    desk.once();
    CHECK(outcome(desk, 0) == "answered");
}

TEST_CASE("word that our answer is only late is no failure") {
    Desk desk;
    desk.deliver(complete_set("报送张三"), on_time);
    desk.once();
    const std::string id = header_field(desk.replies().front(), "Message-ID");
    desk.deliver(mail_about("Delayed", "postmaster@js.example.cn")
                     .text("delayed")
                     .attach("x.txt", "Action: delayed\r\n", "message/delivery-status")
                     .attach("h.txt", "Message-ID: " + id + "\r\n", "text/rfc822-headers"),
                 on_time);
    desk.once();
    CHECK(outcome(desk, 0) == "answered");
}

TEST_CASE("a sender who fails our server's check is judged, and the answer waits for a person") {
    Desk desk;
    desk.configure("");
    replace_once(desk.config(), "[smtp]", "trusted_authserv = [\"mx.example.org\"]\n[smtp]");
    desk.deliver(complete_set("报送张三")
                     .header("Authentication-Results", "mx.example.org; spf=pass; dmarc=fail"),
                 on_time);
    desk.deliver(complete_set("报送张三（二）")
                     .header("Authentication-Results", "forged.example.org; dmarc=fail"),
                 on_time);
    desk.once();
    CHECK(outcome(desk, 0) == "held");
    CHECK(why(desk, 0).find("冒名") != std::string::npos);
    CHECK(outcome(desk, 1) == "answered");
    CHECK(desk.cases()->size() == 1);
}

TEST_CASE("a mail without material that names only others waits; with material it is answered") {
    Desk desk;
    const auto to_others = [](MailBuilder mail) { return mail.header("To", "<other@example.cn>"); };
    desk.deliver(to_others(MailBuilder().from("张三", "zs@js.cn").subject("你好").text("你好")),
                 on_time);
    desk.deliver(to_others(MailBuilder()
                               .from("张三", "zs@js.cn")
                               .subject("报送")
                               .attach("推荐表.docx", filled_volunteer(volunteer_answers()))),
                 on_time);
    desk.once();
    CHECK(outcome(desk, 0) == "held");
    CHECK(outcome(desk, 1) == "answered");
}

TEST_CASE(
    "who writes without material again and again is answered up to the rate, then by a person") {
    Desk desk;
    replace_once(desk.config(), "from = ", "pace = \"100000/min\"\nfrom = ");
    constexpr unsigned mails = 14, most = 10;
    for (unsigned i = 0; i < mails; ++i)
        desk.deliver(mail_about("请问" + std::to_string(i)), moment(i));
    desk.once();
    CHECK(desk.replies().size() == most);
    unsigned held = 0;
    for (unsigned i = 0; i < mails; ++i) held += outcome(desk, i) == "held" ? 1U : 0U;
    CHECK(held == mails - most);
    desk.deliver(complete_set("报送张三"), moment(mails));
    desk.once();
    CHECK(outcome(desk, mails) == "answered");
}

TEST_CASE("material over the rate gets a neutral receipt, and its answer waits") {
    Desk desk;
    replace_once(desk.config(), "from = ", "pace = \"100000/min\"\nfrom = ");
    constexpr unsigned most = 100;
    for (unsigned i = 0; i <= most; ++i) {
        auto answers = volunteer_answers();
        answers["name"] = "候选" + std::to_string(i);
        desk.deliver(
            mail_about("报送" + std::to_string(i)).attach("推荐表.docx", filled_volunteer(answers)),
            moment(i));
    }
    desk.once();
    CHECK(outcome(desk, most) == "held");
    const auto replies = desk.replies();
    REQUIRE(replies.size() == most + 1);
    const auto receipts = std::ranges::count_if(replies, [](const std::string& reply) {
        return header_field(reply, "X-Shoujian-Verdict").empty();
    });
    CHECK(receipts == 1);
    CHECK(desk.run({"release", "--all"}).code == 0);
    desk.once();
    CHECK(desk.replies().size() == most + 2);
    CHECK(outcome(desk, most) == "answered");
}

TEST_CASE("what answers our answer is no bounce of it") {
    Desk desk;
    desk.deliver(complete_set("报送张三"), on_time);
    desk.once();
    const std::string id = header_field(desk.replies().front(), "Message-ID");
    const auto answering = [&](const std::string& subject) {
        return mail_about(subject).in_reply_to(id).header("References", id).text("已阅");
    };
    desk.deliver(answering("自动回复：【已受理】张三"), on_time);
    desk.deliver(answering("已读: 【已受理】张三"), on_time);
    desk.deliver(answering("Re: 【已受理】张三").header("Return-Path", "<>"), on_time);
    desk.deliver(answering("退信：请核对一下"), on_time);
    desk.deliver(
        answering("已读").attach(
            "x.txt", "Disposition: manual; displayed\r\nOriginal-Message-ID: " + id + "\r\n",
            "message/disposition-notification"),
        on_time);
    desk.once();
    CHECK(outcome(desk, 0) == "answered");
}

TEST_CASE("material with a header field of ours in it waits for a person, and is not lost") {
    Desk desk;
    desk.deliver(complete_set("报送张三").header("X-Shoujian-Case", "SJ-0001-ABC"), on_time);
    desk.deliver(mail_about("转").header("X-Shoujian-Case", "SJ-0001-ABC"), on_time);
    desk.once();
    CHECK(outcome(desk, 0) == "held");
    CHECK(outcome(desk, 1) == "silent");
    CHECK(desk.cases()->size() == 1);
}

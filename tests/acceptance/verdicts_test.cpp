// Mail in, verdict out: the daemon's whole way on a Maildir, each verdict of CONTRACT.md §3.
#include "tests/acceptance/desk.hpp"
#include "tests/build/forms.hpp"
#include "tests/build/zip_builder.hpp"

#include <Poco/JSON/Object.h>
#include <catch2/catch.hpp>

#include <algorithm>

using namespace shoujian;

namespace {

constexpr const char* on_time = "2020-05-10T09:30:00+08:00";

MailBuilder complete(const std::string& subject = "报送张三") {
    return mail_about(subject)
        .attach("张三推荐表.docx", filled_volunteer(volunteer_answers()))
        .attach("张三扫描件.pdf", stamped_scan());
}

/// The only reply there is.
std::string reply_to(const Desk& desk) {
    const auto replies = desk.replies();
    REQUIRE(replies.size() == 1);
    return replies.front();
}

std::string verdict_of(const MailBuilder& mail, const std::string& received) {
    Desk desk;
    desk.deliver(mail, received);
    const Ran ran = desk.once();
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return header_field(reply_to(desk), "X-Shoujian-Verdict");
}

}  // namespace

TEST_CASE("each verdict is reached by mail") {
    CHECK(verdict_of(complete(), on_time) == "accepted");
    Answers gaps = volunteer_answers();
    gaps["phone"] = "";
    CHECK(verdict_of(mail_about("报送")
                         .attach("推荐表.docx", filled_volunteer(gaps))
                         .attach("扫描件.pdf", stamped_scan()),
                     on_time)
          == "incomplete");
    Answers stranger = volunteer_answers();
    stranger["unit"] = "某某县科普协会";
    CHECK(verdict_of(mail_about("报送")
                         .attach("推荐表.docx", filled_volunteer(stranger))
                         .attach("扫描件.pdf", stamped_scan()),
                     on_time)
          == "review");
    CHECK(verdict_of(mail_about("请问截止时间"), on_time) == "unrelated");
}

TEST_CASE("the deadline is kept to the second, by the time of receipt") {
    CHECK(verdict_of(complete(), "2020-05-15T23:59:59+08:00") == "accepted");
    CHECK(verdict_of(complete(), "2020-05-16T00:00:00+08:00") == "late");
    CHECK(verdict_of(complete(), "2020-05-15T23:59:58+08:00") == "accepted");
}

TEST_CASE("a reply bears what the contract promises") {
    Desk desk;
    desk.deliver(complete().header("References", "<earlier@js.example.cn>"), on_time);
    REQUIRE(desk.once().code == 0);
    const std::string reply = reply_to(desk);
    CHECK(header_field(reply, "Auto-Submitted") == "auto-replied");
    CHECK(header_field(reply, "Precedence") == "bulk");
    CHECK(header_field(reply, "X-Auto-Response-Suppress") == "All");
    CHECK(header_field(reply, "To") == "kp@js.example.cn");
    CHECK_FALSE(header_field(reply, "In-Reply-To").empty());
    CHECK(header_field(reply, "References").starts_with("<earlier@js.example.cn>"));
    CHECK(header_field(reply, "X-Shoujian-Case").starts_with("SJ-0001-"));
    CHECK_FALSE(header_field(reply, "Message-ID").empty());
    CHECK(reply.find("multipart/alternative") != std::string::npos);
}

TEST_CASE("a case is completed by a second mail, and each mail is answered once") {
    Desk desk;
    desk.deliver(
        mail_about("推荐表").attach("张三推荐表.docx", filled_volunteer(volunteer_answers())),
        on_time);
    REQUIRE(desk.once().code == 0);
    REQUIRE(desk.cases()->size() == 1);
    CHECK(desk.cases()->getObject(0)->getValue<std::string>("verdict") == "incomplete");
    desk.deliver(mail_about("补扫描件").attach("张三扫描件.pdf", stamped_scan()),
                 "2020-05-11T10:00:00+08:00");
    REQUIRE(desk.once().code == 0);
    REQUIRE(desk.once().code == 0);
    REQUIRE(desk.cases()->size() == 1);
    CHECK(desk.cases()->getObject(0)->getValue<std::string>("verdict") == "accepted");
    CHECK(desk.replies().size() == 2);
}

TEST_CASE("machines and ourselves are not answered, with the reason") {
    Desk desk;
    desk.deliver(mail_about("自动回复").header("Auto-Submitted", "auto-replied"), on_time);
    desk.deliver(mail_about("退信", "mailer-daemon@163.com"), on_time);
    desk.deliver(mail_about("我们自己", "jicengfuwuchu@163.com"), on_time);
    desk.deliver(mail_about("太早的邮件"), "2020-04-01T00:00:00+08:00");
    REQUIRE(desk.once().code == 0);
    CHECK(desk.replies().empty());
    const auto messages = desk.messages();
    REQUIRE(messages->size() == 4);
    for (unsigned i = 0; i < 4; ++i) {
        CHECK(messages->getObject(i)->getValue<std::string>("outcome") == "silent");
        CHECK_FALSE(messages->getObject(i)->getValue<std::string>("why").empty());
    }
}

TEST_CASE("held answers go out when they are released") {
    Desk desk;
    desk.configure("[replies]\nmode = \"hold\"\n");
    desk.deliver(complete(), on_time);
    REQUIRE(desk.once().code == 0);
    CHECK(desk.replies().empty());
    CHECK(desk.messages()->getObject(0)->getValue<std::string>("outcome") == "held");
    REQUIRE(desk.run({"release", "--all"}).code == 0);
    REQUIRE(desk.once().code == 0);
    CHECK(desk.replies().size() == 1);
}

TEST_CASE("a zip with names in GBK is read like its files") {
    const std::string zip =
        ZipBuilder()
            .raw_name(to_gbk("张三推荐表.docx"), filled_volunteer(volunteer_answers()))
            .raw_name(to_gbk("张三扫描件.pdf"), stamped_scan())
            .bytes();
    CHECK(
        verdict_of(mail_about("压缩包").names(MailBuilder::Names::raw_gbk).attach("材料.zip", zip),
                   on_time)
        == "accepted");
}

TEST_CASE("list, show and explain tell what happened") {
    Desk desk;
    desk.deliver(complete(), on_time);
    REQUIRE(desk.once().code == 0);
    const std::string number = desk.cases()->getObject(0)->getValue<std::string>("case");
    const Ran shown = desk.run({"show", number, "--json"});
    REQUIRE(shown.code == 0);
    CHECK(shown.out.find("\"candidate\": \"张三\"") != std::string::npos);
    const Ran explained = desk.run({"explain", number});
    REQUIRE(explained.code == 0);
    CHECK(explained.out.find("2019-dianxing") != std::string::npos);
    CHECK(desk.run({"show", "SJ-9999-AAA"}).code == 2);
}

TEST_CASE("a stranger who names a case learns nothing of it, and a person looks") {
    Desk desk;
    desk.deliver(
        mail_about("报送张三").attach("张三推荐表.docx", filled_volunteer(volunteer_answers())),
        on_time);
    REQUIRE(desk.once().code == 0);
    const std::string number = header_field(desk.replies().front(), "X-Shoujian-Case");
    desk.deliver(mail_about("Re: " + number, "evil@evil.example").attach("a.pdf", stamped_scan()),
                 "2020-05-11T09:30:00+08:00");
    REQUIRE(desk.once().code == 0);
    std::string told;
    for (const std::string& reply : desk.replies())
        if (header_field(reply, "To").find("evil") != std::string::npos) told = reply;
    REQUIRE_FALSE(told.empty());
    CHECK(header_field(told, "X-Shoujian-Verdict") == "review");
    CHECK(desk.cases()->getObject(0)->getValue<std::string>("verdict") == "review");
    const Ran shown = desk.run({"show", number});
    CHECK(shown.out.find("另一个邮箱") != std::string::npos);
}

TEST_CASE("words without material about a case go to a person, not to 无关") {
    Desk desk;
    desk.deliver(complete(), on_time);
    REQUIRE(desk.once().code == 0);
    const std::string number = header_field(desk.replies().front(), "X-Shoujian-Case");
    desk.deliver(mail_about("回复：" + number), "2020-05-11T09:30:00+08:00");
    REQUIRE(desk.once().code == 0);
    std::vector<std::string> verdicts;
    for (const std::string& reply : desk.replies())
        verdicts.push_back(header_field(reply, "X-Shoujian-Verdict"));
    std::ranges::sort(verdicts);
    CHECK(verdicts == std::vector<std::string>{"accepted", "review"});
}

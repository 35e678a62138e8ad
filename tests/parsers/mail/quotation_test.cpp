#include "parsers/mail/quotation.hpp"

#include "parsers/base/budget.hpp"
#include "parsers/mail/body_text.hpp"
#include "parsers/mail/message_reader.hpp"
#include "tests/build/mail_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

constexpr const char* big_file = "https://mail.163.com/large-attachment-download/index.html?file=x";

std::size_t links_of(const MailBuilder& mail) {
    const std::string raw = mail.bytes();
    Budget budget{Limits{}};
    return read_message(as_bytes(raw), budget).links.size();
}

MailBuilder about(const std::string& subject) {
    return MailBuilder().from("", "a@b.cn").subject(subject);
}

}  // namespace

TEST_CASE("an older mail begins where mail programs say so, however many dashes they draw") {
    const std::string mark = GENERATE(
        as<std::string>(), "-----原始邮件-----", "------------------ 原始邮件 ------------------",
        "------------------\u00A0原始邮件\u00A0------------------", "----- 原始邮件 -----",
        "------------------ Original ------------------", "-----Original Message-----",
        "---- 回复的原邮件 ----", "回复的原邮件", "---- Replied Message ----", "----邮件原文----",
        "在 2020-05-08 10:00:00，\"张三\" <zs@js.cn> 写道：",
        "张三 <zs@js.cn> 于2020年5月8日周五 上午10:00写道：",
        "At 2020-05-08 10:00:00, \"x\" <a@b.cn> wrote:", "On Fri, May 8, 2020, x wrote:",
        "发件人：张三\n发送时间：2020年5月8日 10:00\n收件人：x\n主题：报送",
        "发件人: 张三\n\n日期: 2020-05-08", "From: a@b.cn\nSent: Friday\nTo: c@d.cn");
    CAPTURE(mark);
    CHECK(without_quotation("请查收\n" + mark + "\n旧的一句") == "请查收");
    CHECK_FALSE(find_quotation("请查收\n" + mark + "\n旧").forwarded);
}

TEST_CASE("what a person writes of mails and senders begins no older one") {
    const std::string line =
        GENERATE(as<std::string>(), "原始邮件", "请看原始邮件",
                 "发件人：江苏省科协 李四 电话 025-1234567", "他在信中写道：", "-----", "Original",
                 "--原始--", "发件人：李四\n电话：1\n地址：2\n主题：x");
    CAPTURE(line);
    CHECK(without_quotation(line + "\n请查收").ends_with("请查收"));
}

TEST_CASE("a link that stands in an older mail that is quoted brings nothing") {
    const std::string page_link = "<a href=\"" + std::string(big_file) + "\">材料.zip</a>";
    const std::string quoted = GENERATE_COPY(
        as<std::string>(), "<blockquote>" + page_link + "</blockquote>",
        "<div class=\"gmail_quote\">" + page_link + "</div>",
        "<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>" + page_link
            + "</div>",
        "<div><b>发件人：</b>x</div><div><b>发送时间：</b>2020-05-08</div><div>" + page_link
            + "</div>",
        "<div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\">发件人: x</div><div>"
            + page_link + big_file + "</div>");
    CAPTURE(quoted);
    CHECK(links_of(about("Re: 报送").html("<div>已重新发送</div>" + quoted)) == 0);
    CHECK(links_of(about("Re: 报送").html(page_link + quoted)) == 1);
}

TEST_CASE("a link in a plain text counts above what is quoted, not in it") {
    const std::string below = GENERATE(as<std::string>(), "-----原始邮件-----\r\n", "> ",
                                       "在 2020-05-08 10:00，x 写道：\r\n");
    CAPTURE(below);
    CHECK(links_of(about("Re: x").text("已重新发送\r\n" + below + big_file)) == 0);
    CHECK(links_of(about("Re: x").text(big_file + std::string("\r\n") + below + "旧")) == 1);
}

TEST_CASE("what is sent on comes with the mail: its link counts") {
    const std::string text = "请查收\r\n---- 原始邮件 ----\r\n" + std::string(big_file);
    CHECK(links_of(about("转发：报送").text(text)) == 1);
    CHECK(links_of(about("Fw: 报送").text(text)) == 1);
    CHECK(links_of(about("回复：转发：报送").text(text)) == 0);
    CHECK(
        links_of(about("报送").text("请查收\r\n---- 转发的原邮件 ----\r\n" + std::string(big_file)))
        == 1);
    CHECK(links_of(about("转发：报送")
                       .html("<div>-----原始邮件-----</div><a href=\"" + std::string(big_file)
                             + "\">x</a>"))
          == 1);
}

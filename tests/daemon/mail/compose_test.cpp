#include "daemon/mail/compose.hpp"

#include "parsers/base/bytes.hpp"
#include "parsers/base/text.hpp"
#include "parsers/mail/message_reader.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Draft draft() {
    Draft d;
    d.from = "收件服务 <jicengfuwuchu@163.com>";
    d.to = "sender@example.cn";
    d.subject = "【需补正】张三（江苏省科学技术协会科学普及部）推荐表及盖章扫描件 SJ-0012-K7M";
    d.message_id = "<r.abc@163.com>";
    d.in_reply_to = "<1@example.cn>";
    d.references = {"<0@example.cn>", "<1@example.cn>"};
    d.date = *parse_rfc3339("2020-05-15T23:59:59+08:00");
    d.headers = {{"X-Shoujian-Case", "SJ-0012-K7M"}, {"Auto-Submitted", "auto-replied"}};
    d.text = "您好：\n请补正。\n.\n谢谢";
    d.html = "<p>您好：</p>";
    return d;
}

Message read_back(const std::string& mime) {
    Budget budget{Limits{}};
    return read_message(as_bytes(mime), budget);
}

std::string header_block(const std::string& mime) {
    return mime.substr(0, mime.find("\r\n\r\n") + 4);
}

}  // namespace

TEST_CASE("a composed mail reads back as it was meant") {
    const auto mime = compose(draft());
    const auto message = read_back(mime);
    CHECK(message.envelope.subject == draft().subject);
    CHECK(message.envelope.from == Address{"收件服务", "jicengfuwuchu@163.com"});
    CHECK(message.envelope.message_id == "<r.abc@163.com>");
    CHECK(message.envelope.references == draft().references);
    CHECK(message.text.find("请补正。") != std::string::npos);
    CHECK(mime.find("Date: Fri, 15 May 2020 23:59:59 +0800\r\n") != std::string::npos);
    CHECK(mime.find("multipart/alternative") != std::string::npos);
    CHECK(mime.find("X-Shoujian-Case: SJ-0012-K7M\r\n") != std::string::npos);
}

TEST_CASE("every byte on the wire is seven-bit, every line short and ended by CRLF") {
    auto d = draft();
    d.attachments.push_back({"名单汇总表（江苏省科学技术协会科学普及部）二〇二〇年度.xlsx",
                             "application/zip", std::string(3000, '\xff')});
    d.references.assign(30, "<a-rather-long-message-identifier@mail.example.cn>");
    const auto mime = compose(d);
    for (const auto line : split(mime, '\n')) {
        if (line.empty()) continue;
        CAPTURE(std::string(line));
        CHECK(line.back() == '\r');
        CHECK(line.size() <= 79);
    }
    CHECK(std::all_of(mime.begin(), mime.end(), [](char c) { return c >= 0; }));
}

TEST_CASE("an attachment keeps its Chinese name and its bytes") {
    auto d = draft();
    const auto name = GENERATE(
        as<std::string>(), "名单.xlsx", "plain name.pdf", "a\"b\\c.txt",
        "名单汇总表（江苏省科学技术协会科学普及部）二〇二〇年度优秀科技志愿者典型事迹.xlsx");
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 7);
    d.attachments.push_back({name, "application/octet-stream", bytes});
    const auto message = read_back(compose(d));
    REQUIRE(message.files.size() == 1);
    if (name.find('"') == std::string::npos) CHECK(message.files[0].name == name);
    CHECK(as_text(message.files[0].bytes) == bytes);
    CHECK(message.text.find("请补正。") != std::string::npos);
}

TEST_CASE("a value cannot bring a header of its own") {
    auto d = draft();
    d.subject = "你好\r\nBcc: everyone@example.cn";
    d.to = "a@b\r\nBcc: c@d";
    d.headers.emplace_back("X-Shoujian-Verdict", "late\nX-Evil: 1");
    d.attachments.push_back({"a\r\nX-Evil: 2", "text/plain\r\nX-Evil: 3", "x"});
    const auto mime = compose(d);
    for (const auto line : split(mime, '\n')) {
        CHECK_FALSE(line.starts_with("Bcc"));
        CHECK_FALSE(line.starts_with("X-Evil"));
    }
}

TEST_CASE("a display name with specials is quoted") {
    auto d = draft();
    d.from = "Smith, John <a@b.cn>";
    CHECK(header_block(compose(d)).find("From: \"Smith, John\" <a@b.cn>\r\n") != std::string::npos);
}

TEST_CASE("the same draft gives the same bytes, another Message-ID another boundary") {
    auto other = draft();
    other.message_id = "<r.def@163.com>";
    CHECK(compose(draft()) == compose(draft()));
    const auto boundary = [](const std::string& mime) {
        return mime.substr(mime.find("boundary="), 40);
    };
    CHECK(boundary(compose(draft())) != boundary(compose(other)));
}

TEST_CASE("an answer says in each way that is in use that no person wrote it") {
    const auto [name, value] = GENERATE(table<std::string, std::string>({
        {"Auto-Submitted", "auto-replied"},
        {"Precedence", "bulk"},
        {"X-Auto-Response-Suppress", "All"},
    }));
    auto d = draft();
    d.message_id = "<shoujian.0123456789abcdef0123456789abcdef01234567@163.com>";
    d.headers = answer_headers();
    const auto mime = compose(d);
    CHECK(header_block(mime).find("\r\n" + name + ": " + value + "\r\n") != std::string::npos);
    CHECK(read_back(mime).envelope.automatic == Automatic{"own", false});
}

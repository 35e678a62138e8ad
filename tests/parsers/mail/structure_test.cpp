#include "parsers/mail/message_reader.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Message read(const std::string& raw) {
    Budget budget{Limits{}};
    return read_message(as_bytes(raw), budget);
}

std::string codes(const Message& message) {
    std::string out;
    for (const Problem& one : message.problems) out += one.code + " ";
    return out;
}

const std::string parts =
    "--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
    "--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "JVBERi0x\r\n--b--\r\n";

std::string with_cr(std::string text) {
    std::erase(text, '\n');
    return text;
}

}  // namespace

TEST_CASE(
    "of a header that is too long the parts are read all the same; told is what files depend on") {
    const std::string type = "Content-Type: multipart/mixed; boundary=b\r\n";
    const auto [header, told] = GENERATE_COPY(table<std::string, std::string>({
        {type, ""},
        {"Subject: " + std::string(300'000, 'x') + "\r\n" + type, ""},
        {"Subject: x\r\n" + type + "X-A: " + std::string(300'000, 'x') + "\r\n", ""},
        {[&] {
             std::string folded = "Subject: x";
             for (int i = 0; i < 10'000; ++i) folded += "\r\n =?utf-8?B?5byg5LiJ5byg5LiJ?=";
             return folded + "\r\n" + type;
         }(),
         ""},
        {[&] {
             std::string many;
             for (int i = 0; i < 20'000; ++i) many += "X-A: some value or other\r\n";
             return many + type;
         }(),
         ""},
        {std::string(300'000, 'x') + ": y\r\n" + type, ""},
        {type + "Content-Description: " + std::string(300'000, 'x') + "\r\n", "material.limit "},
    }));
    const Message message = read("From: a@b.cn\r\n" + header + "\r\n" + parts);
    CHECK(message.envelope.from.address == "a@b.cn");
    CHECK(message.text == "hello");
    REQUIRE(message.files.size() == 1);
    CHECK(message.files[0].name == "a.pdf");
    CHECK(as_text(message.files[0].bytes) == "%PDF-1");
    CHECK(codes(message) == told);
}

TEST_CASE("a boundary that is not declared, or wrongly, is read off the body") {
    const std::string type =
        GENERATE(as<std::string>(), "multipart/mixed",
                 "multipart/mixed; boundary=", "multipart/mixed; boundary=other",
                 "multipart/mixed; boundary=bb", "multipart/mixed; boundary=\"b \"",
                 "multipart/mixed; charset=utf-8; boundry=b");
    CAPTURE(type);
    const Message message =
        read("From: a@b.cn\r\nContent-Type: " + type + "\r\n\r\npreamble\r\n-- \r\n" + parts);
    CHECK(message.text == "hello");
    REQUIRE(message.files.size() == 1);
    CHECK(as_text(message.files[0].bytes) == "%PDF-1");
    CHECK(codes(message).empty());
}

TEST_CASE("an inner multipart with a wrong boundary takes none of the outer one's parts") {
    const Message message = read(
        "From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: multipart/alternative; boundary=wrong\r\n\r\n"
        "--in\r\nContent-Type: text/plain\r\n\r\nhello\r\n--in--\r\n"
        + parts.substr(parts.rfind("--b\r\n")));
    CHECK(message.text == "hello");
    REQUIRE(message.files.size() == 1);
    CHECK(message.files[0].name == "a.pdf");
}

TEST_CASE("a multipart that cannot be parted goes to a person, an empty one to nobody") {
    const auto [body, told] = GENERATE(table<std::string, std::string>({
        {"hello", "material.unjudged "},
        {"--b\r\n\r\nhello\r\n--b--\r\n", "material.unjudged "},
        {"", ""},
        {"\r\n\r\n", ""},
    }));
    const Message message =
        read("From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=other\r\n\r\n" + body);
    CHECK(codes(message) == told);
}

TEST_CASE("a mail whose lines end in CR alone is read as any other") {
    const std::string raw =
        "From: a@b.cn\r\nSubject: x\r\n y\r\nContent-Type: multipart/mixed;\r\n\tboundary=b\r\n\r\n"
        + parts;
    const Message message = read(with_cr(raw));
    CHECK(message.envelope.from.address == "a@b.cn");
    CHECK(message.envelope.subject == "x y");
    CHECK(message.text == "hello");
    REQUIRE(message.files.size() == 1);
    CHECK(as_text(message.files[0].bytes) == "%PDF-1");
    CHECK(read(with_cr("From: a@b.cn\r\nSubject: x\r\n\r\none\r\ntwo")).text == "one\ntwo");
    CHECK(read(with_cr("From: a@b.cn\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                       "=E5=BC=A0=\r\n=E4=B8=89\r\nx"))
              .text
          == "张三\nx");
}

TEST_CASE("a CR inside a binary part ends no line") {
    const Message message = read(
        "From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: application/octet-stream; name=a\r\n\r\nx\r--b\ry\r\n--b--\r\n");
    REQUIRE(message.files.size() == 1);
    CHECK(as_text(message.files[0].bytes) == "x\r--b\ry");
}

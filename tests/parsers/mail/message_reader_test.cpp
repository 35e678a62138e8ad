#include "parsers/mail/message_reader.hpp"

#include "tests/build/mail_builder.hpp"
#include "tests/build/zip_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

/// The raw text must outlive the message that is read from it.
Message read(const std::string& raw, Limits limits = {}) {
    Budget budget(limits);
    return read_message(as_bytes(raw), budget);
}

}  // namespace

TEST_CASE("an attachment's name is read however it was written") {
    using Names = MailBuilder::Names;
    const auto style = GENERATE(Names::rfc2231, Names::rfc2047, Names::raw_utf8, Names::raw_gbk);
    const std::string raw = MailBuilder()
                                .from("张三", "zs@JS.cn")
                                .subject("报送")
                                .names(style)
                                .attach("张三推荐表（盖章）.docx", "PK bytes")
                                .bytes();
    const Message message = read(raw);
    REQUIRE(message.files.size() == 1);
    CHECK(message.files[0].name == "张三推荐表（盖章）.docx");
    CHECK(as_text(message.files[0].bytes) == "PK bytes");
    CHECK(message.envelope.from == Address{"张三", "zs@js.cn"});
    CHECK(message.envelope.subject == "报送");
}

TEST_CASE("a subject in GB2312 and a raw one in GBK are the same subject") {
    CHECK(read(MailBuilder().subject_gbk("典型事迹").text("x").bytes()).envelope.subject
          == "典型事迹");
    CHECK(
        read(MailBuilder().header("Subject", to_gbk("典型事迹")).text("x").bytes()).envelope.subject
        == "典型事迹");
}

TEST_CASE("an inner multipart without its end costs no file beside it") {
    const std::string raw =
        "From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: "
        "multipart/alternative; boundary=in\r\n\r\n"
        "--in\r\nContent-Type: text/plain\r\n\r\nhello\r\n--out \r\nContent-Type: application/pdf; "
        "name=a.pdf\r\n\r\n%PDF-1\r\n--out\r\n"
        "Content-Type: application/pdf; name=b.pdf\r\n\r\n%PDF-2\r\n";
    const Message message = read(raw);
    CHECK(message.text == "hello");
    REQUIRE(message.files.size() == 2);
    CHECK(as_text(message.files[0].bytes) == "%PDF-1");
    CHECK(message.files[1].name == "b.pdf");
}

TEST_CASE("a page beside a text is read with it, one that says the same is not") {
    const auto [multipart, text] = GENERATE(table<std::string, std::string>({
        {"mixed", "hello\nworld"},
        {"alternative", "hello"},
    }));
    const std::string raw = "From: a@b.cn\r\nContent-Type: multipart/" + multipart
                            + "; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n"
                              "Content-Type: text/html\r\n\r\n<p>world</p>\r\n--b--\r\n";
    CHECK(read(raw).text == text);
}

TEST_CASE("a mail that is nothing but a named file of a type that is none is a file") {
    const Message message =
        read("From: a@b.cn\r\nContent-Type: application-x-gzip; name=\"a.gz\"\r\n\r\nbytes");
    REQUIRE(message.files.size() == 1);
    CHECK(message.files[0].name == "a.gz");
    CHECK(read("From: a@b.cn\r\nContent-Type: text/plain; name=a\r\n\r\nhi").text == "hi");
}

TEST_CASE("a name that an attachment must not have is never shown") {
    const auto [written, shown] = GENERATE(table<std::string, std::string>({
        {"a\u202Excod.exe", "axcod.exe"},
        {"..", "附件1"},
        {"C:\\\\temp\\\\..", "附件1"},
        {"../../etc/a.pdf", "a.pdf"},
        {"=?utf-8?q?a=0Ab.pdf?=", "ab.pdf"},
        {"\u200B", "附件1"},
        {std::string(300, 'x') + ".pdf",
         std::string(179, 'x') + "…" + std::string(16, 'x') + ".pdf"},
    }));
    CAPTURE(written);
    const Message message = read(
        "From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: application/pdf; name=\""
        + written + "\"\r\n\r\nx\r\n--b--\r\n");
    REQUIRE(message.files.size() == 1);
    CHECK(message.files[0].name == shown);
}

TEST_CASE("machines are told by their headers, people by the lack of them") {
    const auto reason = [](const std::string& name, const std::string& value) {
        return read(MailBuilder().from("", "a@b.cn").header(name, value).text("x").bytes())
            .envelope.automatic.reason;
    };
    CHECK(reason("Auto-Submitted", "auto-replied (vacation)") == "auto-submitted");
    CHECK(reason("Auto-Submitted", "no").empty());
    CHECK(reason("Precedence", "bulk") == "list");
    CHECK(reason("Return-Path", "<>") == "null-return-path");
    CHECK(reason("X-Mailer", "Foxmail 7").empty());
}

TEST_CASE("large files sent as links are named with their host") {
    const Message message = read(MailBuilder()
                                     .from("", "a@163.com")
                                     .html("<div>推荐表.docx</div><a "
                                           "href=\"https://mail.163.com/large-attachment-download/"
                                           "index.html?file=x\">下载</a>")
                                     .bytes());
    REQUIRE(message.links.size() == 1);
    CHECK(message.links[0].host == "mail.163.com");
    CHECK(message.links[0].name == "推荐表.docx");
}

TEST_CASE("a mail made to exhaust is cut, said, and over soon") {
    std::string deep = "From: a@b.cn\r\n";
    for (int i = 0; i < 5000; ++i)
        deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b"
                + std::to_string(i) + "\r\n";
    CHECK(read(deep).problems.front().code == "material.limit");
    std::string many = "From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n";
    for (int i = 0; i < 20000; ++i) many += "--x\r\n\r\ny\r\n";
    CHECK(read(many).problems.front().code == "material.limit");
    CHECK(read("Subject: " + std::string(4 << 20, 'x') + "\r\n\r\nbody").text == "body");
    Limits small;
    small.file_bytes = 10;
    CHECK(read(MailBuilder().from("", "a@b.cn").attach("a.bin", std::string(1000, 'x')).bytes(),
               small)
              .problems.front()
              .code
          == "material.limit");
}

TEST_CASE("names that are no names, in every part, are over soon") {
    const std::string name = GENERATE(as<std::string>(), "\"a", "=?utf-8?q?x", "=?gbk?q?=B0= b");
    CAPTURE(name);
    std::string raw = "From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    std::string header = "--b\r\nContent-Type: application/pdf; name=\"";
    while (header.size() < 50'000) header += name;
    for (int i = 0; i < 200; ++i) raw += header + "\"\r\n\r\nx\r\n";
    CHECK(read(raw).files.size() == 200);
}

TEST_CASE("encoded words without an end, and one with, are read") {
    const auto [written, subject] = GENERATE(table<std::string, std::string>({
        {"=?utf-8?q?a =?utf-8?q?b", "=?utf-8?q?a =?utf-8?q?b"},
        {"=?utf-8?q?=E5=BC=A0?= =?utf-8?q?b", "张 =?utf-8?q?b"},
        {"=?utf-8?b?5byg", "张"},
    }));
    CAPTURE(written);
    CHECK(read("From: a@b.cn\r\nSubject: " + written + "\r\n\r\nx").envelope.subject == subject);
}

TEST_CASE("a message's texts are read up to a bound over all its parts") {
    const auto [before, links] = GENERATE(table<std::size_t, std::size_t>({
        {1000, 1},
        {1 << 20, 0},
    }));
    const std::string raw =
        "From: a@b.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        + std::string(before, 'x')
        + "\r\n--b\r\nContent-Type: text/html\r\n\r\n"
          "<a href=\"https://mail.163.com/filestation/x\">x</a>\r\n--b--\r\n";
    CHECK(read(raw).links.size() == links);
}

TEST_CASE("what is no mail has no envelope and keeps its text") {
    CHECK(read("just some words").text == "just some words");
    CHECK(read("").envelope.from.address.empty());
}

TEST_CASE("a file's body that is base64 throughout is decoded whatever it is declared to be") {
    const std::string declared = GENERATE(
        as<std::string>(), "", "Content-Transfer-Encoding: 8bit\r\n",
        "Content-Transfer-Encoding: x-odd\r\n", "Content-Transfer-Encoding: quoted-printable\r\n");
    CAPTURE(declared);
    const std::string bytes(500, '\xAA');
    const std::string raw =
        "From: a@b.cn\r\nContent-Type: application/pdf; name=a.pdf\r\n"
        "Content-Disposition: attachment\r\n"
        + declared + "\r\n" + base64(bytes);
    const Message message = read(raw);
    REQUIRE(message.files.size() == 1);
    CHECK(as_text(message.files[0].bytes) == bytes);
}

TEST_CASE("a file that only looks a little like base64 stays as it is") {
    const std::string line(76, 'A');
    const std::string body = GENERATE_COPY(as<std::string>(), "abcd", line + "\r\nof words\r\n",
                                           line + "!\r\n", line + "\r\n" + line + "AAAA\r\n",
                                           line + "\r\nAAAA\r\n" + line + "\r\n", line + "A");
    CAPTURE(body);
    const Message message = read(
        "From: a@b.cn\r\nContent-Type: application/x; name=a.txt\r\n"
        "Content-Disposition: attachment\r\n\r\n"
        + body);
    REQUIRE(message.files.size() == 1);
    CHECK(as_text(message.files[0].bytes) == body);
}

TEST_CASE("a part that stays closed is told, and why") {
    const auto [type, code] = GENERATE(table<std::string, std::string>({
        {"application/pkcs7-mime; smime-type=signed-data", "material.unsupported"},
        {"application/pkcs7-mime; smime-type=Enveloped-Data", "material.encrypted"},
        {"application/x-pkcs7-mime; name=smime.p7m", "material.encrypted"},
        {"multipart/encrypted; boundary=b", "material.encrypted"},
        {"message/partial; number=2", "material.unsupported"},
    }));
    CAPTURE(type);
    const Message message = read("From: a@b.cn\r\nContent-Type: " + type
                                 + "\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: "
                                   "application/octet-stream; name=a.asc\r\n\r\nx\r\n--b--\r\n");
    CHECK(message.files.empty());
    REQUIRE(message.problems.size() == 1);
    CHECK(message.problems[0].code == code);
}

TEST_CASE("S/MIME that does not say what it is is told by its first bytes") {
    const std::string oid = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07";
    const auto [type, bytes, code] = GENERATE_COPY(table<std::string, std::string, std::string>({
        {"application/pkcs7-mime; name=smime.p7m", "\x30\x82\x06\x12" + oid + "\x02",
         "material.unsupported"},
        {"application/x-pkcs7-mime", "\x30\x80" + oid + "\x02", "material.unsupported"},
        {"application/pkcs7-mime", "\x30\x82\x06\x06" + oid + "\x03", "material.encrypted"},
        {"application/octet-stream; name=\"smime.p7m\"", "\x30\x80" + oid + "\x02",
         "material.unsupported"},
        {"application/octet-stream; name=smime.p7m", "\x30\x82\x01\x01" + oid + "\x03",
         "material.encrypted"},
        {"application/octet-stream; name=smime.p7m", "text", ""},
        {"application/octet-stream; name=a.bin", "\x30\x80" + oid + "\x02", ""},
    }));
    CAPTURE(type);
    const Message message = read("From: a@b.cn\r\nContent-Type: " + type
                                 + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                 + base64(bytes + std::string(300, 'x')));
    CHECK(message.files.size() == (code.empty() ? 1 : 0));
    CHECK((message.problems.empty() ? "" : message.problems[0].code) == code);
}

TEST_CASE("a signature beside its text closes nothing") {
    CHECK(read("From: a@b.cn\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
               "Content-Disposition: attachment\r\n\r\nx")
              .problems.empty());
}

TEST_CASE("header fields that are cut are told only where files depend on them") {
    const std::string filler(300 << 10, 'x');
    const auto [line, told] = GENERATE_COPY(table<std::string, std::size_t>({
        {"X-Long: " + filler, 0},
        {"To: <a@b.cn>,\r\n " + filler, 0},
        {"Content-Type: text/plain; x=" + filler, 1},
    }));
    CHECK(read("From: a@b.cn\r\n" + line + "\r\nSubject: x\r\n\r\nbody").problems.size() == told);
}

TEST_CASE("a sender is found however the field is written, or none, never another") {
    const auto [field, name, address] = GENERATE(table<std::string, std::string, std::string>({
        {encoded_word("张三 <zs@js.cn>"), "张三", "zs@js.cn"},
        {"zs@js.cn (a \\) b)", "a ) b", "zs@js.cn"},
        {"(\\( <x@y.cn>) zs@js.cn", "( <x@y.cn>", "zs@js.cn"},
        {"zs@[192.168.1.1]", "", "zs@[192.168.1.1]"},
        {"zs@js.cn) c", "", ""},
        {"zs@js.cn;b", "", "zs@js.cn"},
        {encoded_word("张三"), "", ""},
    }));
    CAPTURE(field);
    CHECK(read("From: " + field + "\r\n\r\nx").envelope.from == Address{name, address});
}

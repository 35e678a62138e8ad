#include "parsers/mail/authentication.hpp"

#include "parsers/mail/message_reader.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

std::vector<AuthenticationResults> read(const std::string& header) {
    const std::string raw = header + "From: <zs@js.cn>\r\nSubject: x\r\n\r\nbody";
    return read_envelope(as_bytes(raw)).authentication;
}

}  // namespace

TEST_CASE("what servers found of a sender is read method by method, without comments") {
    const auto all = read(
        "Authentication-Results: MX.example.org 1;\r\n\tspf=fail (sender; is not = allowed) "
        "smtp.mailfrom=a@js.cn;\r\n dkim=pass (2048-bit key) header.d=JS.cn header.s=x;\r\n "
        "dmarc=Fail (p=none) header.from=js.cn\r\n"
        "Authentication-Results: other.example; none\r\n");
    REQUIRE(all.size() == 2);
    CHECK(all[0].server == "mx.example.org");
    CHECK(all[0].methods
          == std::vector<MethodResult>{
              {"spf", "fail", ""}, {"dkim", "pass", "js.cn"}, {"dmarc", "fail", ""}});
    CHECK(all[1].server == "other.example");
    CHECK(all[1].methods.empty());
}

TEST_CASE("a value that Coremail folds in its middle is put together") {
    const auto all =
        read("Authentication-Results: mx19; dkim=pass header.i=@foxmail.\r\n\tcom\r\n");
    REQUIRE(all.size() == 1);
    CHECK(all[0].methods == std::vector<MethodResult>{{"dkim", "pass", "foxmail.com"}});
}

TEST_CASE(
    "Coremail's own results are those beside the number of its receipt, wherever they stand") {
    const std::string received =
        "Received: from x (unknown [1.2.3.4])\r\n\tby mx19 (Coremail) with SMTP id AbCd; Fri, 8 "
        "May "
        "2020 10:00:00 +0800 (CST)\r\n";
    const std::string forged = "Authentication-Results: mx19; spf=pass smtp.mail=a@js.cn\r\n";
    const std::string own =
        "X-CM-TRANSID:AbCd\r\nAuthentication-Results: mx19; spf=fail smtp.mail=a@js.cn\r\n";
    const auto all = read(received + forged + "X-Mailer: x\r\n" + own);
    REQUIRE(all.size() == 2);
    CHECK_FALSE(all[0].beside_receipt);
    CHECK(all[1].beside_receipt);
    const auto other_number =
        read(received + "X-CM-TRANSID:Other\r\nAuthentication-Results: mx19; spf=fail\r\n");
    REQUIRE(other_number.size() == 1);
    CHECK_FALSE(other_number[0].beside_receipt);
    const auto other_server =
        read(received + "X-CM-TRANSID:AbCd\r\nAuthentication-Results: mx20; spf=fail\r\n");
    REQUIRE(other_server.size() == 1);
    CHECK_FALSE(other_server[0].beside_receipt);
}

TEST_CASE("results of any shape and number are over soon") {
    const auto hostile = GENERATE(values<std::string>({
        "Authentication-Results: ;;;;\r\n",
        "Authentication-Results:\r\n",
        "Authentication-Results: (((((\r\n",
        "Authentication-Results: a; =; dkim=; =pass; dkim=pass header.d= ; x y z\r\n",
        "Authentication-Results: \xff\xfe; dkim=pass header.d=\xff\r\n",
    }));
    CHECK(read(hostile).size() == 1);
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "Authentication-Results: a; spf=pass\r\n";
    CHECK(read(many).size() == 20);
}

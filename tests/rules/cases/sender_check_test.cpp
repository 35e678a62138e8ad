#include "rules/cases/sender_check.hpp"

#include "parsers/mail/message_reader.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

/// By header lines, as they would stand in a mail from zs@mail.js.cn.
SenderCheck checked(const std::string& results) {
    const std::string raw = results + "From: <zs@mail.js.cn>\r\nSubject: x\r\n\r\nbody";
    const std::vector<std::string> trusted{"mx.example.org"};
    return check_sender(read_envelope(as_bytes(raw)), trusted);
}

std::string results(const std::string& text) {
    return "Authentication-Results: " + text + "\r\n";
}

}  // namespace

TEST_CASE("a sender fails by DMARC, or by SPF where no signature of the domain holds") {
    const auto [methods, expected] = GENERATE(table<std::string, SenderCheck>({
        {"dmarc=fail", SenderCheck::failed},
        {"dmarc=fail; dkim=pass header.d=mail.js.cn", SenderCheck::failed},
        {"spf=fail", SenderCheck::failed},
        {"spf=hardfail; dkim=fail header.d=js.cn", SenderCheck::failed},
        {"spf=fail; dkim=pass header.d=other.cn", SenderCheck::failed},
        {"spf=fail; dkim=pass header.d=xmail.js.cn", SenderCheck::failed},
        {"spf=fail; dkim=pass header.d=js.cn", SenderCheck::passed},
        {"spf=fail; dmarc=pass", SenderCheck::passed},
        {"spf=softfail", SenderCheck::unchecked},
        {"spf=temperror", SenderCheck::unchecked},
        {"spf=pass", SenderCheck::unchecked},
        {"none", SenderCheck::unchecked},
    }));
    CAPTURE(methods);
    CHECK(checked(results("mx.example.org; " + methods)) == expected);
}

TEST_CASE("only a server that we trust is believed, and the topmost of its words") {
    const std::string ours = "mx.example.org; ";
    CHECK(checked("") == SenderCheck::unchecked);
    CHECK(checked(results("elsewhere.org; dmarc=fail")) == SenderCheck::unchecked);
    CHECK(checked(results("MX.Example.org; dmarc=pass") + results(ours + "dmarc=fail"))
          == SenderCheck::passed);
    const std::string receipt =
        "Received: from x by mx19 (Coremail) with SMTP id AbC; Fri, 8 May 2020 10:00:00 +0800\r\n"
        "X-CM-TRANSID:AbC\r\n";
    CHECK(checked(results(ours + "dmarc=pass") + receipt + results("mx19; dmarc=fail"))
          == SenderCheck::failed);
}

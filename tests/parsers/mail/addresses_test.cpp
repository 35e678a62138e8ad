#include "parsers/mail/addresses.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

/// "name <address>" of each, parted by |.
std::string told(const std::string& list) {
    std::string out;
    for (const Address& one : parse_addresses(list))
        out += (out.empty() ? "" : "|") + one.name + "<" + one.address + ">";
    return out;
}

}  // namespace

TEST_CASE("addresses are read however they are written") {
    const auto [written, read] = GENERATE(table<std::string, std::string>({
        {"zs@JS.cn", "<zs@js.cn>"},
        {"张三 <zs@js.cn>", "张三<zs@js.cn>"},
        {"zs@js.cn (张三)", "张三<zs@js.cn>"},
        {"张三 zs@js.cn", "张三<zs@js.cn>"},
        {"Big Bug bb@bug.com", "Big Bug<bb@bug.com>"},
        {"a@b.cn c@d.cn", "<a@b.cn>"},
        {"\"a, b\" <a@b.cn>, c@d.cn; <e@f.cn>", "a, b<a@b.cn>|<c@d.cn>|<e@f.cn>"},
        {"office@js.cn <zs@js.cn>", "office@js.cn<zs@js.cn>"},
        {"Pete(A \\) chap) <pete(his account)@silly.test(his host)>", "Pete<pete@silly.test>"},
        {"John <jdoe@machine(comment).  example>", "John<jdoe@machine.example>"},
        {"jdoe @ machine . example", "<jdoe@machine.example>"},
        {"<@x.cn,@y.cn:e@f.cn>", "<e@f.cn>"},
        {"组: a@b.cn, c@d.cn;", "<a@b.cn>|<c@d.cn>"},
        {"\"zs\"@js.cn", "<zs@js.cn>"},
    }));
    CAPTURE(written);
    CHECK(told(written) == read);
}

TEST_CASE("what would be somebody else's address is none") {
    const auto* const written =
        GENERATE("\"big bug\"@b.cn", "<\"a b\"@c.cn>", "\"a@b.cn\"@c.cn", "<a@b.cn\\>",
                 "<a@b.cn;c>", "MAILER-DAEMON <>", "no address", "@b.cn", "a@", "");
    CAPTURE(written);
    CHECK(told(written).empty());
}

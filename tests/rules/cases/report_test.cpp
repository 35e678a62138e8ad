#include "rules/json.hpp"
#include "tests/rules/samples.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;
using namespace shoujian::samples;

namespace {

/// Whether the texts stand in `all` in this order.
bool in_order(const std::string& all, std::initializer_list<const char*> texts) {
    std::size_t at = 0;
    for (const char* text : texts) {
        UNSCOPED_INFO(text);
        at = all.find(text, at);
        if (at == std::string::npos) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("a report has the contract's keys in the contract's order, and Chinese as it is") {
    Piece form = word("推荐表.docx");
    raw_in(form, "phone").value.clear();
    const std::string json =
        to_json(report(call(), message({form, scan("扫描件.pdf")})), china_offset);
    CAPTURE(json);
    CHECK(in_order(json, {"\"call\"",
                          "\"received_at\"",
                          "2020-05-10T09:30:00+08:00",
                          "\"verdict\"",
                          "incomplete",
                          "\"submissions\"",
                          "\"form\"",
                          "\"candidate\"",
                          "张三",
                          "\"unit\"",
                          "江苏省科学技术协会",
                          "\"case\"",
                          "null",
                          "\"verdict\"",
                          "\"fields\"",
                          "\"birth\"",
                          "\"value\"",
                          "1985.03",
                          "\"normalized\"",
                          "1985-03",
                          "\"source\"",
                          "推荐表.docx",
                          "\"confidence\"",
                          "\"materials\"",
                          "\"role\"",
                          "\"word\"",
                          "\"sha256\"",
                          "推荐表.docx/word/media/image1.jpeg",
                          "\"scan\"",
                          "\"pages\"",
                          "\"is_scan\"",
                          "null",
                          "\"seal\"",
                          "unsure",
                          "\"matches_word\"",
                          "\"dpi\"",
                          "\"findings\"",
                          "field.missing",
                          "\"severity\"",
                          "\"error\"",
                          "\"field\"",
                          "\"phone\"",
                          "\"message\"",
                          "\"hint\"",
                          "\"findings\"",
                          "\"ignored\""}));
}

TEST_CASE("without a scan the scan's part is null, and with one that cannot be opened it is not") {
    CHECK(!report(call(), message({word("推荐表.docx")})).submissions.front().scan);
    const auto broken =
        report(call(), message({word("推荐表.docx"), closed("扫描件.pdf", "material.encrypted")}));
    REQUIRE(broken.submissions.front().scan);
    CHECK(broken.submissions.front().scan->seal == "unsure");
}

TEST_CASE("a scan in two files is one scan of all their pages, and a copy adds none") {
    const auto pages = [](const char* second, const char* content) {
        Piece other = scan(second);
        other.file = view(second, 2'000'000, content);
        return report(call(), message({word("推荐表.docx"), scan("1.pdf"), other}))
            .submissions.front()
            .scan->pages;
    };
    CHECK(pages("2.pdf", "2.pdf") == 4);
    CHECK(pages("1(1).pdf", "1.pdf") == 2);
}

TEST_CASE("a finding on a field says where it stands") {
    Piece form = word("推荐表.docx");
    raw_in(form, "phone").value.clear();
    const Report got = report(call(), message({form, scan("扫描件.pdf")}));
    const Finding& finding = got.submissions.front().findings.front();
    CHECK(finding.field == "phone");
    CHECK(finding.where == "推荐表.docx 表1 第2行");
    CHECK(finding.message == "“联系方式”没有填写");
}

TEST_CASE("lists print every column, hostile text as text") {
    const CaseLine line{"SJ-0001-AAA", {"2019", "volunteer", "张\"三\n", "江苏省科协"},
                        Verdict::late, {"deadline.passed"},
                        on_time,       on_time};
    const std::string cases = cases_json(std::vector<CaseLine>{line}, china_offset);
    CHECK(in_order(cases,
                   {"\"cases\"", "SJ-0001-AAA", "\"call\"", "\"form\"", "张\\\"三\\n", "\"unit\"",
                    "\"late\"", "deadline.passed", "\"received_at\"", "\"updated_at\""}));
    MessageLine mail;
    mail.id = "M-000001";
    mail.outcome = "silent";
    mail.cases = {"SJ-0001-AAA"};
    const std::string messages = messages_json(std::vector<MessageLine>{mail}, china_offset);
    CHECK(in_order(messages, {"\"messages\"", "M-000001", "\"message_id\"", "\"from\"",
                              "\"subject\"", "\"received_at\"", "\"outcome\"", "silent", "\"why\"",
                              "\"cases\"", "SJ-0001-AAA"}));
    CHECK(cases_json({}, china_offset).find("\"cases\"") != std::string::npos);
}

TEST_CASE("the worst of several verdicts is the message's") {
    const Report got = report(
        call(), message({word("张三.docx", "张三"), scan("张三.pdf"), word("李四.docx", "李四")}));
    REQUIRE(got.submissions.size() == 2);
    CHECK(got.submissions[0].verdict == Verdict::accepted);
    CHECK(got.submissions[1].verdict == Verdict::incomplete);
    CHECK(got.verdict == Verdict::incomplete);
}

TEST_CASE("every verdict and severity is known by its name") {
    for (const char* name :
         {"unrelated", "accepted", "review", "late", "incomplete", "rejected", "withdrawn"}) {
        REQUIRE(verdict_by_name(name));
        CHECK(verdict_name(*verdict_by_name(name)) == name);
        CHECK(!verdict_title(*verdict_by_name(name)).empty());
    }
    CHECK(!verdict_by_name("fine"));
    CHECK(severity_by_name("review") == Severity::review);
    CHECK(!severity_by_name("bad"));
    CHECK(worst(Verdict::late, Verdict::incomplete) == Verdict::incomplete);
    CHECK(worst(Verdict::review, Verdict::late) == Verdict::late);
    CHECK(worst(Verdict::accepted, Verdict::unrelated) == Verdict::accepted);
}

#include "tests/rules/samples.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace shoujian;
using namespace shoujian::samples;

namespace {

Entry entry(Instant received, std::vector<Piece> pieces, std::vector<Problem> problems = {}) {
    Submission one;
    one.pieces = std::move(pieces);
    one.problems = std::move(problems);
    return {received, {"m", "INBOX", 1, std::to_string(received.time_since_epoch().count())}, one};
}

Entry decision(Instant received, const std::string& action) {
    return {received, {"decision", "", 0, "1"}, Decision{action, "说明", "中心"}};
}

Case of(std::vector<Entry> entries) {
    return {
        "SJ-0001-AAA", 1, {"2019", "volunteer", "张三", "江苏省科学技术协会"}, std::move(entries)};
}

const auto minute = std::chrono::minutes(1);

}  // namespace

TEST_CASE("a further mail fills its slot and the rest is kept") {
    const Call rules = call();
    const Judged got = judge(
        rules, of({entry(on_time, {word("a.docx")}), entry(on_time + minute, {scan("b.pdf")})}));
    CHECK(got.verdict == Verdict::accepted);
    CHECK(got.standing.word->file.name == "a.docx");
    CHECK(got.standing.scan->file.name == "b.pdf");
}

TEST_CASE("the newest valid version counts; a damaged one replaces nothing") {
    const Call rules = call();
    const Judged got =
        judge(rules, of({entry(on_time, {word("a.docx"), scan("a.pdf")}),
                         entry(on_time + minute, {word("b.docx")}),
                         entry(on_time + 2 * minute, {closed("c.docx", "material.unreadable")})}));
    CHECK(got.verdict == Verdict::accepted);
    CHECK(got.standing.word->file.name == "b.docx");
}

TEST_CASE("what came late replaces nothing that was good on time") {
    const Call rules = call();
    const Judged good = judge(rules, of({entry(on_time, {word("a.docx"), scan("a.pdf")}),
                                         entry(too_late, {word("b.docx")})}));
    CHECK(good.verdict == Verdict::accepted);
    CHECK(good.standing.word->file.name == "a.docx");
    const Judged cured =
        judge(rules, of({entry(on_time, {word("a.docx")}), entry(too_late, {scan("b.pdf")})}));
    CHECK(cured.verdict == Verdict::late);
}

TEST_CASE("a new photo replaces one of the wrong size") {
    const Call rules = call();
    const Piece small = word("a.docx", "张三", "江苏省科协", 0);
    const Judged got =
        judge(rules, of({entry(on_time, {small, scan("a.pdf"), photo("1.jpg", 9'000)}),
                         entry(on_time + minute, {photo("2.jpg")})}));
    CHECK(got.findings.empty());
    const Judged worse = judge(rules, of({entry(on_time, {small, scan("a.pdf"), photo("2.jpg")}),
                                          entry(on_time + minute, {photo("1.jpg", 9'000)})}));
    CHECK(worse.verdict == Verdict::accepted);
}

TEST_CASE("what could not be opened is forgotten once something newer came") {
    const Call rules = call();
    const auto first = entry(on_time, {word("a.docx")}, {{"material.encrypted", "b.zip", ""}});
    CHECK(judge(rules, of({first})).findings.front().code == "material.encrypted");
    CHECK(judge(rules, of({first, entry(on_time + minute, {scan("b.pdf")})})).verdict
          == Verdict::accepted);
    const Judged still = judge(rules, of({first, entry(on_time + minute, {photo("b.jpg")})}));
    REQUIRE(still.findings.size() == 1);
    CHECK(still.findings.front().code == "material.scan.missing");
}

TEST_CASE("a person's decision stands until it is reopened or answered") {
    const Call rules = call();
    const auto first = entry(on_time, {word("a.docx")});
    const auto verdict = [&](std::vector<Entry> entries) {
        return judge(rules, of(std::move(entries))).verdict;
    };
    CHECK(verdict({first, decision(on_time + minute, "accept")}) == Verdict::accepted);
    CHECK(verdict({first, decision(on_time + minute, "reject")}) == Verdict::rejected);
    CHECK(verdict({first, decision(on_time + minute, "withdraw")}) == Verdict::withdrawn);
    CHECK(verdict({first, decision(on_time + minute, "accept"),
                   decision(on_time + 2 * minute, "reopen")})
          == Verdict::incomplete);
    CHECK(verdict({first, decision(on_time + minute, "return"),
                   entry(on_time + 2 * minute, {scan("b.pdf")})})
          == Verdict::accepted);
}

TEST_CASE("the order in which entries were recorded cannot matter") {
    const Call rules = call();
    std::vector<Entry> entries{
        entry(on_time, {word("a.docx"), photo("1.jpg", 9'000)}),
        entry(on_time + minute, {scan("b.pdf"), photo("2.jpg")}),
        entry(on_time + 2 * minute, {closed("c.docx", "material.unreadable")},
              {{"material.encrypted", "x.zip", ""}}),
        entry(on_time + 3 * minute, {word("d.docx"), photo("3.jpg")}),
        entry(too_late, {scan("e.pdf")}),
        decision(on_time + 4 * minute, "return"),
        entry(too_late + minute, {photo("4.jpg")})};
    const Judged expected = judge(rules, of(entries));
    std::mt19937 random(20200515);
    for (int i = 0; i < 200; ++i) {
        std::shuffle(entries.begin(), entries.end(), random);
        const Judged got = judge(rules, of(entries));
        REQUIRE(got.findings == expected.findings);
        REQUIRE(got.verdict == expected.verdict);
        REQUIRE(got.standing.word == expected.standing.word);
        REQUIRE(got.standing.scan == expected.standing.scan);
        REQUIRE(got.standing.photos == expected.standing.photos);
        REQUIRE(got.standing.received == expected.standing.received);
    }
}

#include "tests/rules/samples.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;
using namespace shoujian::samples;

namespace {

KnownCase known(const std::string& number,
                const std::string& candidate,
                const std::string& sender = "a@b.c") {
    KnownCase out;
    out.number = number;
    out.who = {"2019", "volunteer", candidate, "江苏省科学技术协会"};
    out.senders = {sender};
    out.message_ids = {"<" + number + "@us>"};
    return out;
}

Intake intake(std::vector<Piece> pieces) {
    return assemble(message(std::move(pieces)), std::vector<Call>{call()}, on_time);
}

}  // namespace

TEST_CASE("case numbers are found however they are typed") {
    const auto [text, expected] = GENERATE(table<std::string, std::vector<CaseNumber>>({
        {"回复：【需补正】张三 SJ-0012-K7M", {"SJ-0012-K7M"}},
        {"ｓｊ－００１２－ｋ７ｍ", {"SJ-0012-K7M"}},
        {"sj—0012—k7m，另 SJ-0013-ABC。", {"SJ-0012-K7M", "SJ-0013-ABC"}},
        {"SJ-0012-K7M SJ-0012-K7M", {"SJ-0012-K7M"}},
        {"SJ-12-K7M", {}},
        {"SJ-0012-K7", {}},
        {"SJ-0012-K7MX", {}},
        {"XSJ-0012-K7M", {}},
        {"", {}},
    }));
    CAPTURE(text);
    CHECK(case_numbers_in(text) == expected);
}

TEST_CASE(
    "a mail goes to the case it points at, else to its candidate's, else to the one that waits for "
    "it") {
    std::vector<KnownCase> cases{known("SJ-0001-AAA", "张三"),
                                 known("SJ-0002-BBB", "李四", "x@y.z")};
    cases[0].lacks_scan = true;
    Envelope envelope;
    envelope.from.address = "A@b.c";
    const auto go = [&](const Intake& in) {
        const auto out = place(in, envelope, "", cases);
        REQUIRE(out.size() == 1);
        return out.front().reason + " " + out.front().number;
    };
    CHECK(go(intake({word("a.docx", "李四")})) == "identity SJ-0002-BBB");
    CHECK(go(intake({word("a.docx", "王五")})) == "new ");
    CHECK(go(intake({word("a.docx", "李四", "广东省科协")})) == "new ");
    CHECK(go(intake({scan("扫描件.pdf")})) == "sender SJ-0001-AAA");
    envelope.subject = "回复：李四（SJ－0002－BBB）";
    CHECK(go(intake({scan("扫描件.pdf")})) == "number SJ-0002-BBB");
    envelope.references = {"<SJ-0001-AAA@us>"};
    CHECK(go(intake({scan("扫描件.pdf")})) == "reference SJ-0001-AAA");
    CHECK(go(intake({word("a.docx", "王五")}))
          == "new ");  // an old mail answered for another candidate
}

TEST_CASE("several submissions of one mail go each to its own case") {
    const std::vector<KnownCase> cases{known("SJ-0001-AAA", "张三"), known("SJ-0002-BBB", "李四")};
    Envelope envelope;
    envelope.subject = "SJ-0001-AAA";
    const auto out =
        place(intake({word("a.docx", "李四"), word("b.docx", "张三"), word("c.docx", "王五")}),
              envelope, "", cases);
    REQUIRE(out.size() == 3);
    CHECK(out[0].number == "SJ-0002-BBB");
    CHECK(out[1].number == "SJ-0001-AAA");
    CHECK(out[2].number.empty());
}

TEST_CASE("a corrected name stays in the case that was answered") {
    Envelope envelope;
    envelope.references = {"<SJ-0001-AAA@us>"};
    const std::vector<KnownCase> cases{known("SJ-0001-AAA", "王晓明")};
    CHECK(place(intake({word("a.docx", "王小明")}), envelope, "", cases).front().number
          == "SJ-0001-AAA");
}

TEST_CASE("a scan that is named after somebody else does not join the sender's open case") {
    std::vector<KnownCase> cases{known("SJ-0001-AAA", "张三")};
    cases[0].lacks_scan = true;
    Envelope envelope;
    envelope.from.address = "a@b.c";
    const auto go = [&](const std::string& name) {
        return place(intake({scan(name)}), envelope, "", cases).front().reason;
    };
    CHECK(go("王五扫描件.pdf") == "new");
    CHECK(go("张三扫描件.pdf") == "identity");
    CHECK(go("江苏扫描件.pdf") == "sender");
    CHECK(go("高清扫描件.pdf") == "sender");
    envelope.references = {"<SJ-0001-AAA@us>"};
    CHECK(go("王五扫描件.pdf") == "new");
    CHECK(go("扫描件.pdf") == "reference");
}

TEST_CASE("whoever joins by the number alone is outside unless address or unit says more") {
    const std::vector<KnownCase> cases{known("SJ-0001-AAA", "张三", "kp@js.example.cn")};
    const auto outside = [&](const std::string& from, std::vector<Piece> pieces) {
        Envelope envelope;
        envelope.from.address = from;
        envelope.subject = "Re: SJ-0001-AAA";
        const auto out = place(intake(std::move(pieces)), envelope, "", cases);
        REQUIRE(out.front().number == "SJ-0001-AAA");
        return out.front().outside;
    };
    CHECK(outside("evil@evil.example", {scan("扫描件.pdf")}));
    CHECK_FALSE(outside("KP@js.example.cn", {scan("扫描件.pdf")}));
    CHECK_FALSE(outside("another@js.example.cn", {scan("扫描件.pdf")}));
    CHECK_FALSE(outside("home@qq.com", {word("a.docx", "张三")}));
}

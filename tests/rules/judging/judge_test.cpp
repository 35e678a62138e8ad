#include "tests/rules/samples.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;
using namespace shoujian::samples;

namespace {

using Codes = std::multiset<std::string>;

struct Row {
    std::string what;
    MessageFacts facts;
    Codes expected;
    Verdict verdict;
};

Piece changed(std::string_view id, const std::string& value) {
    Piece out = word("推荐表.docx");
    raw_in(out, id).value = value;
    return out;
}

Piece uncertain(std::string_view id) {
    Piece out = word("推荐表.docx");
    raw_in(out, id).confidence = 0.6;
    return out;
}

Piece disagreeing(std::string_view id, const std::string& other) {
    Piece out = word("推荐表.docx");
    raw_in(out, id).alternatives = {other};
    return out;
}

Piece blank() {
    Piece out = word("推荐表.docx", "", "", 0);
    form_in(out).blank = true;
    for (RawField& raw : form_in(out).fields) raw.value.clear();
    return out;
}

Piece foreign() {
    Piece out = word("某表.docx");
    WordFacts& facts = std::get<WordFacts>(out.facts.content);
    facts.forms.clear();
    facts.looks_like_form = true;
    return out;
}

Piece letter() {
    Piece out = word("推荐函.docx", "", "", 0);
    std::get<WordFacts>(out.facts.content).forms.clear();
    return out;
}

Piece with_problem(Piece piece, const std::string& code) {
    piece.facts.problems.push_back({code, "", "宏"});
    return piece;
}

Piece team(std::uint64_t photo_bytes = 0) {
    Piece out = word("队.docx", "", "", photo_bytes);
    form_in(out).form = "team";
    form_in(out).fields = values("team_name", "星火科技志愿服务队", "广东省科协");
    return out;
}

std::vector<Row> rows() {
    const Piece good = word("推荐表.docx"), paper = scan("扫描件.pdf");
    const Piece sheet{view("名单.xlsx", 9000), {OtherFacts{"spreadsheet"}, {}}, false};
    std::string hundred, ninety;
    for (int i = 0; i < 104; ++i) hundred += "字";
    for (int i = 0; i < 106; ++i) ninety += "字";
    return {
        {"complete", message({good, paper}), {}, Verdict::accepted},
        {"no Word",
         message({paper, photo("照片.jpg")}),
         {"material.word.missing"},
         Verdict::incomplete},
        {"no scan", message({good}), {"material.scan.missing"}, Verdict::incomplete},
        {"damaged Word",
         message({closed("推荐表.docx", "material.unreadable"), paper}),
         {"material.unreadable"},
         Verdict::incomplete},
        {"damaged scan",
         message({good, closed("扫描件.pdf", "material.unreadable")}),
         {"material.unreadable"},
         Verdict::incomplete},
        {"damaged twin of a good form",
         message({good, closed("推荐表(1).docx", "material.unreadable"), paper}),
         {"material.unreadable:note"},
         Verdict::accepted},
        {"lock file beside a good form",
         message({good, closed("~$荐表.docx", "material.temporary"), paper}),
         {"material.temporary:note"},
         Verdict::accepted},
        {"lock file alone",
         message({closed("~$荐表.docx", "material.temporary"), paper}),
         {"material.temporary"},
         Verdict::incomplete},
        {"password",
         message({closed("推荐表.doc", "material.encrypted"), paper}),
         {"material.encrypted"},
         Verdict::incomplete},
        {"encrypted archive alone",
         message({}, {{"material.encrypted", "材料.zip", ""}}),
         {"material.encrypted"},
         Verdict::incomplete},
        {"encrypted archive beside a form",
         message({good}, {{"material.encrypted", "材料.zip", ""}}),
         {"material.encrypted"},
         Verdict::incomplete},
        {"rar beside complete material",
         message({good, paper}, {{"material.unsupported", "其他.rar", ""}}),
         {"material.unsupported:review"},
         Verdict::review},
        {"a stray part of an archive beside complete material",
         message({good, paper}, {{"material.unsupported", "照片.z01", ""}}),
         {"material.unsupported:note"},
         Verdict::accepted},
        {"a stray part alone",
         message({}, {{"material.unsupported", "照片.z01", ""}}),
         {"material.unsupported"},
         Verdict::incomplete},
        {"a mail that is sealed beside complete material",
         message({good, paper}, {{"material.unsupported", "", ""}}),
         {"material.unsupported:review"},
         Verdict::review},
        {"empty archive beside complete material",
         message({good, paper}, {{"material.empty", "照片.zip", ""}}),
         {"material.empty:note"},
         Verdict::accepted},
        {"empty archive in place of the scan",
         message({good}, {{"material.empty", "扫描件.zip", ""}}),
         {"material.empty", "material.scan.missing"},
         Verdict::incomplete},
        {"unsupported form",
         message({closed("推荐表.wps", "material.unsupported"), paper}),
         {"material.unsupported"},
         Verdict::incomplete},
        {"over a bound",
         message({good}, {{"material.limit", "材料.zip", ""}}),
         {"material.limit"},
         Verdict::review},
        {"our reader died",
         message({closed("推荐表.docx", "material.unjudged"), paper}),
         {"material.unjudged"},
         Verdict::review},
        {"macros",
         message({with_problem(good, "material.active"), paper}),
         {"material.active"},
         Verdict::accepted},
        {"blank", message({blank(), paper}), {"material.blank"}, Verdict::incomplete},
        {"blank beside filled",
         message({good, blank(), paper}),
         {"material.blank:note"},
         Verdict::accepted},
        {"another form", message({foreign()}), {"form.unknown"}, Verdict::review},
        {"letter and sheet beside complete material",
         message({letter(), sheet, good, paper, foreign()}),
         {},
         Verdict::accepted},
        {"only a sheet", message({sheet}), {}, Verdict::unrelated},
        {"nothing", message({}), {}, Verdict::unrelated},
        {"no phone",
         message({changed("phone", " "), paper}),
         {"field.missing"},
         Verdict::incomplete},
        {"no number in phone",
         message({changed("phone", "见附件"), paper}),
         {"field.format"},
         Verdict::incomplete},
        {"few members",
         message({changed("members", "9"), paper}),
         {"field.range"},
         Verdict::incomplete},
        {"born after receipt",
         message({changed("birth", "2020年6月"), paper}),
         {"field.range"},
         Verdict::incomplete},
        {"born in which century",
         message({changed("birth", "85.3"), paper}),
         {"field.uncertain"},
         Verdict::review},
        {"4 % too long",
         message({changed("story", hundred), paper}),
         {"field.too_long:warning"},
         Verdict::accepted},
        {"6 % too long",
         message({changed("story", ninety), paper}),
         {"field.too_long"},
         Verdict::incomplete},
        {"doubtful place",
         message({uncertain("phone"), paper}),
         {"field.uncertain"},
         Verdict::review},
        {"two values",
         message({disagreeing("birth", "1986.03"), paper}),
         {"field.uncertain"},
         Verdict::review},
        {"one value in two ways",
         message({disagreeing("birth", "1985年3月"), paper}),
         {},
         Verdict::accepted},
        {"unknown unit",
         message({changed("unit", "南京市气象学会"), paper}),
         {"unit.unknown"},
         Verdict::review},
        {"organ of a unit",
         message({changed("unit", "江苏省科协科普部"), paper}),
         {},
         Verdict::accepted},
        {"no photo",
         message({word("推荐表.docx", "张三", "江苏省科协", 0), paper}),
         {"photo.missing"},
         Verdict::incomplete},
        {"small in Word",
         message({word("推荐表.docx", "张三", "江苏省科协", 200'000), paper}),
         {"photo.too_small"},
         Verdict::incomplete},
        {"small in Word, original attached",
         message({word("推荐表.docx", "张三", "江苏省科协", 200'000), paper, photo("照片.jpg")}),
         {},
         Verdict::accepted},
        {"exactly 1 MB and 3 MiB",
         message({team(), scan("a.pdf"), photo("1.jpg", 1'000'000), photo("2.jpg", 3u << 20)}),
         {},
         Verdict::accepted},
        {"too large",
         message({team(), scan("a.pdf"), photo("1.jpg"), photo("2.jpg", (3u << 20) + 1)}),
         {"photo.too_large"},
         Verdict::incomplete},
        {"twin photos",
         message({team(), scan("a.pdf"), photo("1.jpg", 1'500'000, "x"),
                  photo("2.jpg", 1'500'000, "x")}),
         {"photo.duplicate", "photo.missing"},
         Verdict::incomplete},
        {"twin photos beside enough",
         message({team(), scan("a.pdf"), photo("1.jpg", 1'500'000, "x"),
                  photo("2.jpg", 1'500'000, "x"), photo("3.jpg")}),
         {},
         Verdict::accepted},
        {"spare small photo",
         message({good, paper, photo("1.jpg"), photo("2.jpg", 9'000)}),
         {"photo.too_small:note"},
         Verdict::accepted},
        {"damaged photo",
         message({word("推荐表.docx", "张三", "江苏省科协", 0), paper,
                  closed("照片.jpg", "photo.unreadable")}),
         {"photo.unreadable"},
         Verdict::incomplete},
        {"an export",
         message({good, looked_at(paper, false, Seen::no)}),
         {"scan.not_a_scan"},
         Verdict::incomplete},
        {"no seal",
         message({good, looked_at(paper, true, Seen::no)}),
         {"scan.seal_missing"},
         Verdict::incomplete},
        {"seal not clear",
         message({good, looked_at(paper, true, Seen::unsure)}),
         {"scan.seal_unsure"},
         Verdict::review},
        {"seal found", message({good, looked_at(paper, true, Seen::yes)}), {}, Verdict::accepted},
    };
}

}  // namespace

TEST_CASE("each defect has its code and nothing else is said") {
    const auto row = GENERATE(from_range(rows()));
    CAPTURE(row.what);
    const Report got = report(call(), row.facts);
    CHECK(codes(got) == row.expected);
    CHECK(verdict_name(got.verdict) == verdict_name(row.verdict));
}

TEST_CASE("no text leaves a place open or is empty") {
    const auto row = GENERATE(from_range(rows()));
    CAPTURE(row.what);
    const Report got = report(call(), row.facts);
    std::vector<Finding> all = got.findings;
    for (const SubmissionReport& one : got.submissions)
        all.insert(all.end(), one.findings.begin(), one.findings.end());
    for (const Finding& one : all) {
        CAPTURE(one.code, one.message, one.hint);
        CHECK(!one.message.empty());
        CHECK(!one.hint.empty());
        CHECK((one.message + one.hint).find_first_of("{}[]") == std::string::npos);
        CHECK((one.message + one.hint).find("“”") == std::string::npos);
    }
}

TEST_CASE(
    "the second after the deadline is late, the last one is not, and an unknown time is neither") {
    const Call rules = call();
    const MessageFacts facts = message({word("推荐表.docx"), scan("扫描件.pdf")});
    CHECK(report(rules, facts, rules.deadline).verdict == Verdict::accepted);
    CHECK(report(rules, facts, rules.deadline + std::chrono::seconds(1)).verdict == Verdict::late);
    CHECK(report(rules, facts, Instant{}).verdict == Verdict::accepted);
    CHECK(codes(report(rules, facts, rules.opens - std::chrono::seconds(1)))
          == Codes{"deadline.not_open"});
}

TEST_CASE("a unit's extension counts for it alone") {
    const Call rules = call();
    const auto of = [&](const char* unit) {
        return report(rules, message({word("推荐表.docx", "张三", unit), scan("扫描件.pdf")}),
                      too_late)
            .verdict;
    };
    CHECK(of("广东省科协") == Verdict::accepted);
    CHECK(of("江苏省科协") == Verdict::late);
}

TEST_CASE("a late and incomplete submission is late and lists its errors too") {
    const Report got = report(call(), message({word("推荐表.docx")}), too_late);
    CHECK(got.verdict == Verdict::late);
    CHECK(codes(got) == Codes{"deadline.passed", "material.scan.missing"});
}

TEST_CASE("a call may set the severity of any code") {
    Call rules = call();
    rules.severities["material.scan.missing"] = Severity::warning;
    CHECK(report(rules, message({word("推荐表.docx")})).verdict == Verdict::accepted);
}

TEST_CASE("a rule across fields speaks with its own weight and words") {
    Call rules = call();
    rules.forms[0].rules = {{"members-20",
                             "members >= 10",
                             "members >= 20",
                             Severity::warning,
                             "人数不足20人",
                             "请核对",
                             {"members"}}};
    const Report got = report(rules, message({changed("members", "12"), scan("扫描件.pdf")}));
    REQUIRE(got.submissions.front().findings.size() == 1);
    CHECK(got.submissions.front().findings.front().code == "rule.members-20");
    CHECK(got.submissions.front().findings.front().message == "人数不足20人");
    CHECK(got.verdict == Verdict::accepted);
    CHECK(codes(report(rules, message({word("推荐表.docx"), scan("扫描件.pdf")}))).empty());
}

TEST_CASE(
    "a link instead of a file is an error where the file lacks, and a note beside complete "
    "material") {
    MessageFacts facts = message({word("推荐表.docx")});
    facts.links = {{"mail.163.com", "扫描件.pdf", ""}};
    CHECK(codes(report(call(), facts)) == Codes{"material.cloud_link"});
    facts.pieces.push_back(scan("扫描件.pdf"));
    CHECK(codes(report(call(), facts)) == Codes{"material.cloud_link:note"});
}

TEST_CASE("quota and duplicates are found across cases, in whatever order they are looked at") {
    const Call rules = call();
    const Identity first{"2019", "volunteer", "张三", "江苏省科学技术协会"};
    const Surveyed a{"SJ-0001-AAA", first, Verdict::accepted, on_time, ""};
    Surveyed b = a;
    b.number = "SJ-0002-BBB";
    b.who.candidate = "李四";
    const std::vector<Surveyed> all{b, a};
    CHECK(survey(rules, a, all).empty());
    REQUIRE(survey(rules, b, all).size() == 1);
    CHECK(survey(rules, b, all).front().code == "quota.exceeded");
    Surveyed c = a;
    c.number = "SJ-0003-CCC";
    c.who.unit = "广东省科学技术协会";
    REQUIRE(survey(rules, c, all).size() == 1);
    CHECK(survey(rules, c, all).front().code == "candidate.duplicate");
    Surveyed d = b;
    d.who.form = "team";
    REQUIRE(survey(rules, d, {}).size() == 1);
    CHECK(survey(rules, d, {}).front().code == "quota.none");
}

TEST_CASE("who is not on the roster is for a person to look at") {
    Call rules = call();
    rules.roster = std::vector<RosterEntry>{{"volunteer", "李 四", "", "", {}}};
    CHECK(codes(report(rules, message({word("推荐表.docx", "李四"), scan("扫描件.pdf")}))).empty());
    CHECK(codes(report(rules, message({word("推荐表.docx"), scan("扫描件.pdf")})))
          == Codes{"roster.unregistered"});
}

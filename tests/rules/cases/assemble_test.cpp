#include "tests/rules/samples.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;
using namespace shoujian::samples;

namespace {

using Names = std::vector<std::string>;

Intake sorted(std::vector<Piece> pieces) {
    return assemble(message(std::move(pieces)), std::vector<Call>{call()}, on_time);
}

/// The files of the candidate, without the Word forms.
Names files_of(const Intake& intake, const std::string& candidate) {
    Names out;
    for (const Submission& one : intake.submissions) {
        if (one.who.candidate != candidate) continue;
        for (const Piece& piece : one.pieces) {
            if (!std::holds_alternative<WordFacts>(piece.facts.content))
                out.push_back(piece.file.name);
        }
    }
    return out;
}

bool any_doubt(const Intake& intake) {
    return std::any_of(intake.submissions.begin(), intake.submissions.end(),
                       [](const Submission& one) { return one.doubtful; });
}

Piece sheet_of_paper(const std::string& name) {
    const View of = view(name, 1'500'000);
    return {of, {picture_facts(of, 1654, 2339), {}}, false};
}

}  // namespace

TEST_CASE("files named by candidate go to that candidate, whatever their order") {
    const Intake got =
        sorted({scan("李四-扫描件.pdf"), photo("李四.jpg"), word("李四.docx", "李四"),
                scan("张三（盖章）.pdf"), word("张三.docx"), photo("张三照片.jpg")});
    REQUIRE(got.submissions.size() == 2);
    CHECK(files_of(got, "张三") == Names{"张三（盖章）.pdf", "张三照片.jpg"});
    CHECK(files_of(got, "李四") == Names{"李四-扫描件.pdf", "李四.jpg"});
    CHECK(!any_doubt(got));
}

TEST_CASE("a longer name is not taken for the shorter one within it") {
    const Intake got = sorted(
        {word("a.docx", "张三"), word("b.docx", "张三丰"), scan("张三丰.pdf"), scan("张三.pdf")});
    CHECK(files_of(got, "张三") == Names{"张三.pdf"});
    CHECK(files_of(got, "张三丰") == Names{"张三丰.pdf"});
    CHECK(!any_doubt(got));
}

TEST_CASE("files in one folder of an archive belong together") {
    const Intake got =
        sorted({word("材料.zip/2/推荐表.docx", "李四"), scan("材料.zip/2/扫描/1.pdf"),
                scan("材料.zip/1/扫描件.pdf"), word("材料.zip/1/推荐表.docx", "张三"),
                photo("材料.zip/1/照片/1.jpg")});
    CHECK(files_of(got, "张三") == Names{"材料.zip/1/扫描件.pdf", "材料.zip/1/照片/1.jpg"});
    CHECK(files_of(got, "李四") == Names{"材料.zip/2/扫描/1.pdf"});
    CHECK(!any_doubt(got));
}

TEST_CASE("files of one number belong together") {
    const Intake got = sorted({word("推荐表1.docx", "张三"), word("推荐表2.docx", "李四"),
                               scan("扫描件2.pdf"), scan("扫描件1.pdf")});
    CHECK(files_of(got, "张三") == Names{"扫描件1.pdf"});
    CHECK(files_of(got, "李四") == Names{"扫描件2.pdf"});
    CHECK(!any_doubt(got));
}

TEST_CASE("what a scan says tells whose it is") {
    const Intake got = sorted({word("a.docx", "张三"), word("b.docx", "李四"),
                               scan("x.pdf", "姓名 李 四 性别"), scan("y.pdf", "姓名：张三")});
    CHECK(files_of(got, "张三") == Names{"y.pdf"});
    CHECK(files_of(got, "李四") == Names{"x.pdf"});
    CHECK(!any_doubt(got));
}

TEST_CASE("files that nothing tells apart are given out by order, and a person is told") {
    const Intake got =
        sorted({word("a.docx", "张三"), word("b.docx", "李四"), scan("x.pdf"), scan("y.pdf")});
    CHECK(files_of(got, "张三") == Names{"x.pdf"});
    CHECK(files_of(got, "李四") == Names{"y.pdf"});
    CHECK(any_doubt(got));
    const Report told = report(call(), message({word("a.docx", "张三"), word("b.docx", "李四"),
                                                scan("x.pdf"), scan("y.pdf")}));
    CHECK(codes(told) == std::multiset<std::string>{"material.doubtful", "material.doubtful"});
    CHECK(told.verdict == Verdict::review);
}

TEST_CASE(
    "one scan of a Word file with several forms is everybody's, unless it is named after one") {
    const Intake got =
        sorted({word("推荐表.docx", "张三"), word("推荐表.docx", "李四"), scan("扫描件.pdf")});
    CHECK(files_of(got, "张三") == Names{"扫描件.pdf"});
    CHECK(files_of(got, "李四") == Names{"扫描件.pdf"});
    CHECK(any_doubt(got));
    const Intake named =
        sorted({word("推荐表.docx", "张三"), word("推荐表.docx", "李四"), scan("张三扫描件.pdf")});
    CHECK(files_of(named, "李四").empty());
}

TEST_CASE("one form and one scan are one submission, whatever the scan is called") {
    const Intake got = sorted({word("推荐表.docx", "张三"), scan("李四.pdf")});
    REQUIRE(got.submissions.size() == 1);
    CHECK(files_of(got, "张三") == Names{"李四.pdf"});
}

TEST_CASE("a form that cannot be opened and bears another name is another candidate's") {
    const Intake got =
        sorted({word("张三.docx"), scan("张三.pdf"), closed("李四.docx", "material.encrypted")});
    REQUIRE(got.submissions.size() == 2);
    CHECK(files_of(got, "李四") == Names{"李四.docx"});
}

TEST_CASE("of the same form twice the fuller counts") {
    Piece half = word("旧.docx");
    raw_in(half, "phone").value.clear();
    const Intake got = sorted({word("新.docx"), half, scan("扫描件.pdf")});
    REQUIRE(got.submissions.size() == 1);
    CHECK(got.submissions.front().pieces.front().file.name == "新.docx");
    REQUIRE(got.ignored.size() == 1);
    CHECK(got.ignored.front().name == "旧.docx");
}

TEST_CASE("two forms in one Word file are two candidates, each with its own pictures") {
    Piece both = word("两份.docx", "张三");
    auto& facts = std::get<WordFacts>(both.facts.content);
    facts.forms.push_back({"2019", "volunteer", false, values("name", "李四", "江苏省科协"), {1}});
    facts.pictures.push_back(picture_facts(view("word/media/image2.jpeg", 300'000)));
    const Intake got = sorted({both});
    REQUIRE(got.submissions.size() == 2);
    const auto& second = std::get<WordFacts>(got.submissions[1].pieces.front().facts.content);
    REQUIRE(second.pictures.size() == 1);
    CHECK(second.pictures.front().view.name == "word/media/image2.jpeg");
}

TEST_CASE("a photographed page is the scan where no PDF came, and a photo lacks nothing by it") {
    for (const std::string name : {"盖章推荐表.jpg", "IMG_0001.jpg"}) {
        CAPTURE(name);
        const Report got = report(call(), message({word("推荐表.docx"), sheet_of_paper(name)}));
        CHECK(got.verdict == Verdict::accepted);
        REQUIRE(got.submissions.front().scan);
        CHECK(got.submissions.front().scan->pages == 1);
    }
}

TEST_CASE("a logo in the mail's text is no photo") {
    Piece logo = photo("image001.png", 8'000);
    logo.inline_part = true;
    const Report got = report(call(), message({word("推荐表.docx"), scan("扫描件.pdf"), logo}));
    CHECK(codes(got).empty());
    REQUIRE(got.ignored.size() == 1);
    CHECK(report(call(), message({logo})).verdict == Verdict::unrelated);
}

TEST_CASE("of two calls with one title the open one has the form") {
    Call last_year = call();
    last_year.id = "2018";
    last_year.opens = at("2019-05-06T00:00:00+08:00");
    last_year.deadline = at("2019-05-15T23:59:59+08:00");
    last_year.units.clear();
    Piece form = word("推荐表.docx");
    form_in(form).call = "2018";
    const Intake got = assemble(message({form}), std::vector<Call>{last_year, call()}, on_time);
    REQUIRE(got.submissions.size() == 1);
    CHECK(got.submissions.front().who.call == "2019");
}

TEST_CASE("a unit is known by its name, its alias, or the sender's address") {
    const auto unit_of = [](const char* written, const char* sender) {
        MessageFacts facts = message({word("推荐表.docx", "张三", written)});
        facts.envelope.from.address = sender;
        return assemble(facts, std::vector<Call>{call()}, on_time).submissions.front().who.unit;
    };
    CHECK(unit_of("江苏省科学技术协会", "") == "江苏省科学技术协会");
    CHECK(unit_of("江苏省 科协", "") == "江苏省科学技术协会");
    CHECK(unit_of("", "JS@example.com") == "江苏省科学技术协会");
    CHECK(unit_of("", "who@gd.example.com") == "广东省科学技术协会");
    CHECK(unit_of("某学会", "a@b.c") == "某学会");
}

TEST_CASE("a closed archive beside several candidates is said to those who lack something") {
    const Report got =
        report(call(), message({word("张三.docx"), scan("张三.pdf"), word("李四.docx", "李四")},
                               {{"material.encrypted", "李四.zip", ""}}));
    REQUIRE(got.submissions.size() == 2);
    CHECK(got.submissions[0].findings.empty());
    REQUIRE(got.submissions[1].findings.size() == 1);
    CHECK(got.submissions[1].findings.front().code == "material.encrypted");
}

TEST_CASE("scans of several people without a form are a submission each") {
    const Intake got = sorted({scan("张三.pdf"), scan("李四.pdf")});
    REQUIRE(got.submissions.size() == 2);
    CHECK(files_of(got, "张三") == Names{"张三.pdf"});
    CHECK(files_of(got, "李四") == Names{"李四.pdf"});
}

TEST_CASE("two teams' photos named by nothing are shared out, and a person is told") {
    const auto team = [](const std::string& name, const std::string& candidate) {
        Piece out = word(name, "", "", 0);
        form_in(out).form = "team";
        form_in(out).fields = values("team_name", candidate, "广东省科协");
        return out;
    };
    const Intake got = sorted({team("a.docx", "星火志愿队"), team("b.docx", "春雨志愿队"),
                               photo("1.jpg"), photo("2.jpg"), photo("3.jpg"), photo("4.jpg")});
    CHECK(files_of(got, "星火志愿队") == Names{"1.jpg", "2.jpg"});
    CHECK(files_of(got, "春雨志愿队") == Names{"3.jpg", "4.jpg"});
    CHECK(any_doubt(got));
}

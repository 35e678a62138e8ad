// list, show, explain: what they find, what they refuse, and that they make nothing.
#include "tests/acceptance/desk.hpp"
#include "tests/build/forms.hpp"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <algorithm>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

constexpr const char* on_time = "2020-05-10T09:30:00+08:00";
constexpr const char* too_late = "2020-05-16T00:00:00+08:00";

/// 张三 is complete, 李雷 lacks his phone and his scan, 王迟 is late.
void bring_three_cases(Desk& desk) {
    desk.deliver(mail_about("报送张三")
                     .attach("张三推荐表.docx", filled_volunteer(volunteer_answers()))
                     .attach("张三扫描件.pdf", stamped_scan()),
                 on_time);
    auto answers = volunteer_answers();
    answers["name"] = "李雷";
    answers["phone"] = "";
    desk.deliver(mail_about("报送李雷").attach("李雷推荐表.docx", filled_volunteer(answers)),
                 on_time);
    answers = volunteer_answers();
    answers["name"] = "王迟";
    desk.deliver(mail_about("报送王迟")
                     .attach("王迟推荐表.docx", filled_volunteer(answers))
                     .attach("王迟扫描件.pdf", stamped_scan()),
                 too_late);
    desk.deliver(mail_about("请问几点上班"), on_time);
    REQUIRE(desk.once().code == 0);
}

Poco::JSON::Object::Ptr json(const Ran& ran) {
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return Poco::JSON::Parser().parse(ran.out).extract<Poco::JSON::Object::Ptr>();
}

std::vector<std::string> values(const Poco::JSON::Object::Ptr& list,
                                const std::string& array,
                                const std::string& key) {
    std::vector<std::string> out;
    for (unsigned i = 0; i < list->getArray(array)->size(); ++i)
        out.push_back(list->getArray(array)->getObject(i)->getValue<std::string>(key));
    std::ranges::sort(out);
    return out;
}

using Words = std::vector<std::string>;

std::string case_of(const Desk& desk, const std::string& candidate) {
    const auto cases = desk.cases();
    for (unsigned i = 0; i < cases->size(); ++i)
        if (cases->getObject(i)->getValue<std::string>("candidate") == candidate)
            return cases->getObject(i)->getValue<std::string>("case");
    return {};
}

}  // namespace

TEST_CASE("list shows what was asked for, cases and messages alike") {
    Desk desk;
    bring_three_cases(desk);
    const auto candidates = [&](Words words) {
        words.insert(words.begin(), {"list", "--json"});
        return values(json(desk.run(words)), "cases", "candidate");
    };
    const auto subjects = [&](Words words) {
        words.insert(words.begin(), {"list", "--json", "--messages"});
        return values(json(desk.run(words)), "messages", "subject");
    };
    CHECK(candidates({}).size() == 3);
    CHECK(candidates({"--verdict", "late"}) == Words{"王迟"});
    CHECK(subjects({}).size() == 4);
    CHECK(subjects({"--verdict", "late"}) == Words{"报送王迟"});
    CHECK(subjects({"--verdict", "rejected"}).empty());
    CHECK(candidates({"--form", "team"}).empty());
    CHECK(candidates({"--form", "volunteer"}).size() == 3);
    const std::string unit = desk.cases()->getObject(0)->getValue<std::string>("unit");
    CHECK(candidates({"--unit", unit}).size() == 3);
    CHECK(candidates({"--unit", "江苏省科协"}).size() == 3);
    CHECK(candidates({"--unit", "浙江省科协"}).empty());

    for (const auto& [option, word, meant] :
         std::vector<std::tuple<std::string, std::string, std::string>>{
             {"--verdict", "bogus", "accepted"},
             {"--verdict", "lat", "late"},
             {"--form", "tema", "team"}}) {
        const Ran ran = desk.run({"list", option, word});
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        CHECK(ran.err.find(meant) != std::string::npos);
    }
}

TEST_CASE("a finding is explained by its rule, the rule set, and where it was read") {
    Desk desk;
    bring_three_cases(desk);
    const std::string number = case_of(desk, "李雷");
    const auto explained = json(desk.run({"explain", number, "--json"}));
    CHECK(explained->getValue<std::string>("rule_set").size() == 64);
    const auto findings = explained->getArray("submissions")->getObject(0)->getArray("findings");
    REQUIRE(findings->size() >= 2);
    bool phone = false;
    for (unsigned i = 0; i < findings->size(); ++i) {
        const auto finding = findings->getObject(i);
        CHECK_FALSE(finding->getValue<std::string>("rule").empty());
        if (finding->getValue<std::string>("code") != "field.missing") continue;
        phone = true;
        CHECK(finding->getValue<std::string>("rule")
              == "[[form.field]] id = \"phone\", type = \"phone\", required = true");
        const auto evidence = finding->getArray("evidence")->getObject(0);
        CHECK(evidence->getValue<std::string>("file") == "李雷推荐表.docx");
        CHECK_FALSE(evidence->getValue<std::string>("place").empty());
    }
    CHECK(phone);
    const std::string text = desk.run({"explain", number}).out;
    CHECK(text.find("规则：[[form.field]] id = \"phone\"") != std::string::npos);
    CHECK(text.find("依据：李雷推荐表.docx") != std::string::npos);
}

TEST_CASE("the history of a case names the cases of each message") {
    Desk desk;
    bring_three_cases(desk);
    const std::string number = case_of(desk, "张三");
    const auto history = json(desk.run({"show", number, "--json"}))->getArray("history");
    REQUIRE(history->size() == 1);
    const auto cases = history->getObject(0)->getArray("cases");
    REQUIRE(cases->size() == 1);
    CHECK(cases->getElement<std::string>(0) == number);
}

TEST_CASE("commands that look make no state folder and no ledger") {
    const Desk desk;
    for (const Words& words :
         {Words{"list"}, Words{"list", "--messages"}, Words{"show", "SJ-0001-AAA"},
          Words{"explain", "SJ-0001-AAA"}, Words{"release", "--all"}}) {
        const Ran ran = desk.run(words);
        CHECK(ran.code == 3);
        CHECK(ran.out.empty());
        CHECK(ran.err.find("还没有台账") != std::string::npos);
        CHECK_FALSE(fs::exists(desk.folder() / "state"));
    }
}

TEST_CASE("check reads regular files and folders, and waits for nothing else") {
    const TempFolder folder;
    const std::string fifo = (folder.path() / "fifo").string();
    REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
    for (const std::string& path : {fifo, std::string("/dev/zero"), std::string("/nowhere")}) {
        const Ran ran = shoujian::shoujian({"check", path});
        CHECK(ran.code == 2);
        CHECK(ran.err.find(path) != std::string::npos);
    }
    // In a folder they are passed over, like a link to nowhere.
    fs::create_symlink("/nowhere", folder.path() / "link");
    write_bytes(folder.path() / "x.txt", "你好");
    CHECK(shoujian::shoujian({"check", "--json", folder.path().string()}).code == 1);
}

TEST_CASE("run says at its start what it does nothing for") {
    const Desk desk;
    desk.configure("[digest]\nto = [\"a@b.cn\"]\n");
    const Ran ran = desk.once();
    CHECK(ran.code == 0);
    CHECK(ran.err.find("[digest] to") != std::string::npos);
}

TEST_CASE("check --explain says where each value was read, and by which rule") {
    const TempFolder folder;
    auto answers = volunteer_answers();
    answers["phone"] = "";
    const std::string form = (folder.path() / "推荐表.docx").string();
    write_bytes(form, filled_volunteer(answers));
    const Ran ran = shoujian::shoujian({"check", "--explain", form});
    INFO(ran.out);
    CHECK(ran.code == 1);
    CHECK(ran.out.find("birth（出生年月）：“" + answers["birth"] + "”") != std::string::npos);
    CHECK(ran.out.find("phone（联系方式）：未填") != std::string::npos);
    CHECK(ran.out.find("与空白表对位，表1 第") != std::string::npos);
    const auto report =
        json(Ran{0, shoujian::shoujian({"check", "--explain", "--json", form}).out, ""});
    const auto fields = report->getArray("submissions")->getObject(0)->getObject("fields");
    CHECK(fields->getObject("birth")->getValue<std::string>("read_by").starts_with("R"));
    const auto plain = json(Ran{0, shoujian::shoujian({"check", "--json", form}).out, ""});
    CHECK_FALSE(plain->getArray("submissions")
                    ->getObject(0)
                    ->getObject("fields")
                    ->getObject("birth")
                    ->has("read_by"));
}

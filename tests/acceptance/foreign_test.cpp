// Word forms in shapes that only LibreOffice reads, through the whole program: converted where it
// is installed, and told in words where it is not or where it fails.
#include "tests/acceptance/desk.hpp"
#include "tests/build/doc_builder.hpp"
#include "tests/build/forms.hpp"
#include "tests/build/rtf_builder.hpp"
#include "tests/build/zip_builder.hpp"
#include "tests/net/listener.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <catch2/catch.hpp>

#include <cstdlib>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

constexpr const char* office = "/usr/lib/libreoffice/program/soffice.bin";

bool has_office() {
    if (fs::exists(office)) return true;
    WARN("LibreOffice (libreoffice-writer-nogui) is not installed: not tried");
    return false;
}

/// Another program in LibreOffice's place, for as long as this object lives.
class Office {
public:
    explicit Office(const std::string& path) { setenv("SHOUJIAN_LIBREOFFICE", path.c_str(), 1); }
    ~Office() { unsetenv("SHOUJIAN_LIBREOFFICE"); }
};

using Object = Poco::JSON::Object::Ptr;

Object check(const std::vector<fs::path>& files) {
    std::vector<std::string> arguments{"check",
                                       "--call",
                                       SHOUJIAN_SOURCE_DIR "/config/calls/2019-dianxing/call.toml",
                                       "--received-at",
                                       "2020-05-10T09:30:00+08:00",
                                       "--json"};
    for (const fs::path& file : files) arguments.push_back(file.string());
    const Ran ran = shoujian::shoujian(arguments);
    INFO(ran.err);
    REQUIRE((ran.code == 0 || ran.code == 1));
    return Poco::JSON::Parser().parse(ran.out).extract<Object>();
}

Object only_submission(const Object& report) {
    REQUIRE(report->getArray("submissions")->size() == 1);
    return report->getArray("submissions")->getObject(0);
}

/// What a field says, its source aside.
std::map<std::string, std::string> values_of(const Object& submission) {
    std::map<std::string, std::string> out;
    const Object fields = submission->getObject("fields");
    for (const std::string& id : fields->getNames())
        out[id] = fields->getObject(id)->getValue<std::string>("value");
    return out;
}

Object finding(const Poco::JSON::Array::Ptr& findings, const std::string& code) {
    for (unsigned i = 0; i < findings->size(); ++i)
        if (findings->getObject(i)->getValue<std::string>("code") == code)
            return findings->getObject(i);
    return {};
}

std::string rtf(const Answers& answers) {
    return RtfBuilder(volunteer_form(answers)).bytes();
}

Answers named(const std::string& name) {
    Answers out = volunteer_answers();
    out["name"] = name;
    return out;
}

}  // namespace

TEST_CASE("an RTF form says the same as its .docx twin, and stays the file that came") {
    if (!has_office()) return;
    const TempFolder folder;
    const std::string bytes = rtf(volunteer_answers());
    write_bytes(folder.path() / "推荐表.docx", filled_volunteer(volunteer_answers()));
    write_bytes(folder.path() / "推荐表.rtf", bytes);
    write_bytes(folder.path() / "推荐表.zip", ZipBuilder().add("推荐表.rtf", bytes).bytes());
    write_bytes(folder.path() / "扫描件.pdf", stamped_scan());
    const auto scan = folder.path() / "扫描件.pdf";
    const Object twin = only_submission(check({folder.path() / "推荐表.docx", scan}));
    const std::string file = GENERATE("推荐表.rtf", "推荐表.zip");
    const Object report = check({folder.path() / file, scan});
    const Object got = only_submission(report);
    CHECK(values_of(got) == values_of(twin));
    CHECK(values_of(got).at("story") == volunteer_answers().at("story"));
    CHECK(got->getValue<std::string>("verdict") == twin->getValue<std::string>("verdict"));
    CHECK(report->getArray("findings")->size() == 0);
    const Object word = got->getArray("materials")->getObject(0);
    CHECK(word->getValue<std::string>("role") == "word");
    CHECK(word->getValue<std::string>("name").ends_with("推荐表.rtf"));
    CHECK(word->getValue<std::size_t>("bytes") == bytes.size());
    const Object photo = got->getArray("materials")->getObject(2);
    CHECK(photo->getValue<std::string>("role") == "photo");
    CHECK(photo->getValue<std::string>("sha256")
          == twin->getArray("materials")->getObject(2)->getValue<std::string>("sha256"));
}

TEST_CASE("several foreign files in a mail are one start of LibreOffice") {
    if (!has_office()) return;
    Desk desk;
    desk.configure("[log]\nlevel = \"info\"\n");
    desk.deliver(mail_about("两份")
                     .attach("张三推荐表.rtf", rtf(named("张三")))
                     .attach("李梅推荐表.rtf", rtf(named("李梅")))
                     .attach("张三扫描件.pdf", stamped_scan(1))
                     .attach("李梅扫描件.pdf", stamped_scan(2)),
                 "2020-05-10T09:30:00+08:00");
    const Ran ran = desk.once();
    INFO(ran.err);
    CHECK(ran.err.find("LibreOffice 转换，启动 1 次") != std::string::npos);
    const auto cases = desk.cases();
    REQUIRE(cases->size() == 2);
    for (unsigned i = 0; i < 2; ++i)
        CHECK(cases->getObject(i)->getValue<std::string>("candidate")
              == (i == 0 ? "张三" : "李梅"));
}

TEST_CASE("without LibreOffice the sender is told to save the form as .docx") {
    const Office none("/nonexistent/soffice.bin");
    const auto [name, bytes] = GENERATE(table<std::string, std::string>({
        {"推荐表.rtf", rtf(volunteer_answers())},
        {"推荐表.doc", DocBuilder(volunteer_form(volunteer_answers())).word_95().bytes()},
    }));
    CAPTURE(name);
    const TempFolder folder;
    write_bytes(folder.path() / name, bytes);
    const Object told =
        finding(only_submission(check({folder.path() / name}))->getArray("findings"),
                "material.unsupported");
    REQUIRE(told);
    CHECK(told->getValue<std::string>("severity") == "error");
    CHECK(told->getValue<std::string>("message").find("另存为 .docx") != std::string::npos);
}

TEST_CASE("a converter that hangs, crashes or writes nonsense costs one file, and a person looks") {
    const std::string way = GENERATE("mock-hang", "mock-crash", "mock-garbage", "mock-link");
    CAPTURE(way);
    const Office fake(SHOUJIAN_BINARY_DIR "/fake_office");
    Desk desk;
    desk.configure("[limits]\nfile_seconds = 2\n");
    desk.deliver(mail_about("推荐表")
                     .attach("张三推荐表.rtf", "{\\rtf1 " + way + "}")
                     .attach("张三扫描件.pdf", stamped_scan()),
                 "2020-05-10T09:30:00+08:00");
    const Ran ran = desk.once();
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    CHECK(ran.err.find("LibreOffice") != std::string::npos);
    const auto replies = desk.replies();
    REQUIRE(replies.size() == 1);
    CHECK(header_field(replies[0], "X-Shoujian-Verdict") == "review");
    const Object one = desk.cases()->getObject(0);
    CHECK(one->getArray("codes")->getElement<std::string>(0) == "material.unjudged");
    for (const auto& entry : fs::directory_iterator("/proc")) {  // no process is left
        std::error_code gone;
        CHECK(fs::read_symlink(entry.path() / "exe", gone) != SHOUJIAN_BINARY_DIR "/fake_office");
    }
}

TEST_CASE("LibreOffice follows no link of a document to anywhere") {
    if (!has_office()) return;
    const Listener listener;
    const std::string there = "http://127.0.0.1:" + std::to_string(listener.port()) + "/";
    const TempFolder folder;
    write_bytes(folder.path() / "推荐表.rtf",
                RtfBuilder(volunteer_form(volunteer_answers()))
                    .raw("{\\field{\\*\\fldinst INCLUDEPICTURE \"" + there
                         + "a.png\" \\\\* MERGEFORMAT \\\\d}{\\fldrslt x}}\n"
                           "{\\field{\\*\\fldinst INCLUDETEXT \""
                         + there + "b.rtf\"}{\\fldrslt y}}{\\*\\template " + there
                         + "c.dot}\n{\\object\\objlink\\objw1\\objh1{\\*\\objclass Word.Document}"
                           "{\\*\\objdata 0}}\n")
                    .bytes());
    const Object got = only_submission(check({folder.path() / "推荐表.rtf"}));
    CHECK(values_of(got).at("name") == "张三");
    CHECK(listener.connections() == 0);
}

TEST_CASE("what is called .rtf and is none is told in words, and never accepted") {
    const auto [bytes, codes] = GENERATE(table<std::string, std::set<std::string>>({
        {std::string("\x01\x02\x03\x04", 4) + std::string(3000, '\x07'), {"material.unreadable"}},
        {"{\\rtf1\\ansi " + std::string(3000, '\x07'), {"material.unjudged"}},
        {"{\\rtf1{{{{\\pict\\bin99999999 x}",
         {"material.unjudged", "form.unknown", "material.unsupported"}},
    }));
    const TempFolder folder;
    write_bytes(folder.path() / "推荐表.rtf", bytes);
    const Object report = check({folder.path() / "推荐表.rtf"});
    CHECK(report->getValue<std::string>("verdict") != "accepted");
    const auto findings = only_submission(report)->getArray("findings");
    int told = 0;
    for (const std::string& code : codes)
        if (const Object one = finding(findings, code)) {
            ++told;
            CHECK(one->getValue<std::string>("message").find("推荐表.rtf") != std::string::npos);
        }
    CHECK(told == 1);
}

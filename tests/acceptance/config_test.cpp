// `config check` on broken configurations: each message as it stands in
// tests/golden/config/NAME.txt. SHOUJIAN_UPDATE_GOLDEN=1 writes them anew; then read what changed.
#include "tests/acceptance/program.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

/// A change of one of the files of the shipped configuration.
struct Broken {
    std::string name, file, from, to;
};

const std::vector<Broken>& all_broken() {
    static const std::string main = "shoujian.toml", call = "calls/2019-dianxing/call.toml",
                             units = "calls/2019-dianxing/units.csv",
                             reply = "calls/2019-dianxing/messages/reply.txt";
    static const std::vector<Broken> rows{
        {"unknown-key", main, "poll_seconds = 60", "poll_second = 60"},
        {"unknown-table", main, "[retention]", "[retentions]"},
        {"not-toml", main, "zone = \"+08:00\"", "zone = +08:00"},
        {"unclosed-text", main, "user = \"jicengfuwuchu@163.com\"",
         "user = \"jicengfuwuchu@163.com"},
        {"no-calls", main, "calls = [\"calls/2019-dianxing/call.toml\"]", "calls = []"},
        {"call-not-there", main, "calls/2019-dianxing/call.toml", "calls/2020/call.toml"},
        {"wrong-kind", main, "poll_seconds = 60", "poll_seconds = \"60\""},
        {"out-of-bounds", main, "poll_seconds = 60", "poll_seconds = 0"},
        {"bad-scheme", main, "imaps://imap.163.com:993/INBOX", "imapss://imap.163.com:993/INBOX"},
        {"bad-port", main, "smtps://smtp.163.com:465", "smtps://smtp.163.com:99999"},
        {"no-password", main, "password_file = \"password\"  #", "#"},
        {"password-inline", main, "password_file = \"password\"  #", "password = \"letmein\"  #"},
        {"password-not-there", main, "password_file = \"password\"  #",
         "password_file = \"passwort\"  #"},
        {"password-a-folder", main, "password_file = \"password\"  #",
         "password_file = \"calls\"  #"},
        {"password-empty", main, "password_file = \"password\"  #", "password_file = \"empty\"  #"},
        {"password-env-unset", main, "password_file = \"password\"  #",
         "password_env = \"SHOUJIAN_TEST_UNSET\"  #"},
        {"ca-not-there", main, "poll_seconds = 60", "ca_file = \"no.pem\""},
        {"ca-not-pem", main, "poll_seconds = 60", "ca_file = \"calls/2019-dianxing/units.csv\""},
        {"maildir-no-path", main, "imaps://imap.163.com:993/INBOX", "maildir:"},
        {"from-two-lines", main, "收件服务 <jicengfuwuchu@163.com>",
         "x\\r\\nBcc: a@b.cn <jicengfuwuchu@163.com>"},
        {"swapped-letters", main, "mode = \"send\"", "mode = \"sned\""},
        {"bad-from", main, "收件服务 <jicengfuwuchu@163.com>", "收件服务"},
        {"bad-pace", main, "20/min", "20/sec"},
        {"bad-on-unknown", main, "on_unknown = \"resend\"", "on_unknown = \"resent\""},
        {"bad-ledger", main, "sqlite:ledger.db", "mysql://ledger"},
        {"bad-time", main, "17:30", "25:30"},
        {"bad-mode", main, "mode = \"send\"", "mode = \"sent\""},
        {"bad-zone", main, "zone = \"+08:00\"", "zone = \"Asia/Shanghai\""},
        {"bad-level", main, "level = \"info\"", "level = \"verbose\""},
        {"bad-limit", main, "[log]", "[limits]\nfile = \"much\"\n[log]"},
        {"no-deadline", call, "deadline = 2020-05-15T23:59:59+08:00", "#"},
        {"deadline-no-zone", call, "deadline = 2020-05-15T23:59:59+08:00",
         "deadline = 2020-05-15T23:59:59"},
        {"deadline-before-opens", call, "deadline = 2020-05-15T23:59:59+08:00",
         "deadline = 2020-04-15T23:59:59+08:00"},
        {"unknown-type", call, "type = \"year-month\"", "type = \"yearmonth\""},
        {"bad-candidate", call, "candidate = \"name\"", "candidate = \"nam\""},
        {"bad-size", call, "each_min = \"1MB\"", "each_min = \"1 million\""},
        {"sizes-crossed", call, "each_min = \"1MB\"", "each_min = \"5MB\""},
        {"blank-not-there", call, "forms/volunteer.docx", "forms/volunter.docx"},
        {"blank-not-word", call, "forms/volunteer.docx", "units.csv"},
        {"blank-outside", call, "forms/volunteer.docx", "/etc/passwd"},
        {"title-empty", call,
         "title = [\"优秀科技志愿者典型事迹推荐表\", \"优秀科技志愿者推荐表\"]", "title = []"},
        {"label-lacking", call, "label = [\"性别\"]\n", ""},
        {"label-blank", call, "label = [\"性别\"]", "label = [\"\"]"},
        {"mailbox-no-at", call, "mailbox = \"jicengfuwuchu@163.com\"",
         "mailbox = \"jicengfuwuchu\""},
        {"call-not-toml", call, "id = \"2019-dianxing\"", "id = 2019-dianxing"},
        {"form-mistyped", call, "[[form]]\nid = \"team\"", "[[froms]]\nid = \"team\""},
        {"field-swapped", call, "candidate = \"name\"", "candidate = \"nmae\""},
        {"same-id-twice", call, "id = \"gender\"", "id = \"name\""},
        {"same-label-twice", call, "label = [\"性别\"]", "label = [\"姓名\"]"},
        {"bad-month", call, "min = \"1900-01\"", "min = \"1900\""},
        {"min-of-text", call, "type = \"gender\"", "type = \"gender\"\nmin = 3"},
        {"expression-name", call, "assert = \"members >= 20\"", "assert = \"member >= 20\""},
        {"expression-syntax", call, "assert = \"members >= 20\"", "assert = \"members >= \""},
        {"bad-severity", call, "severity = \"warning\"", "severity = \"warn\""},
        {"unknown-code", call, "# [severity]\n# \"scan.not_a_scan\" = \"review\"",
         "[severity]\n\"scan.not_scan\" = \"review\""},
        {"unknown-column", units, "quota_volunteer", "quota_voluntee"},
        {"no-unit-column", units, "unit,aliases", "name,aliases"},
        {"bad-quota", units, "北京市科协|北京科协|北京科学技术协会,,,",
         "北京市科协|北京科协|北京科学技术协会,,三,"},
        {"unit-twice", units, "天津市科学技术协会,", "北京市科学技术协会,"},
        {"broken-template", reply, "{{/has_contact}}", ""},
        {"template-name", reply, "处理结果：【{{verdict}}】", "处理结果：【{{verdcit}}】"},
        {"template-scope", reply, "处理结果：【{{verdict}}】", "处理结果：【{{candidate}}】"},
        {"template-partial", reply, "处理结果：【{{verdict}}】", "{{> other}}"},
        {"template-gbk", reply, "处理结果", "\xB4\xA6\xC0\xED"},
    };
    return rows;
}

/// Without the folder, which is another one each time.
std::string without(std::string text, const std::string& folder) {
    for (std::size_t at = 0; (at = text.find(folder)) != std::string::npos;)
        text.erase(at, folder.size());
    return text;
}

/// The shipped configuration in a folder of its own, with a password where it looks for one.
class Copy {
public:
    Copy() {
        fs::copy(SHOUJIAN_SOURCE_DIR "/config", root(), fs::copy_options::recursive);
        write_bytes(root() / "password", "letmein\n");
        write_bytes(root() / "empty", "\n");
        for (int i = 0; i < 2; ++i)
            replace_once(root() / "shoujian.toml", "\"/etc/shoujian/password\"", "\"password\"");
    }
    fs::path root() const { return folder_.path() / "config"; }
    fs::path call() const { return root() / "calls/2019-dianxing"; }
    Ran check() const {
        return shoujian::shoujian(
            {"config", "check", "--config", (root() / "shoujian.toml").string()});
    }
    /// What was said, without the folder, which is another one each time.
    std::string said(const Ran& ran) const {
        return without(ran.err, folder_.path().string() + "/");
    }

private:
    TempFolder folder_;
};

/// What `config check` must refuse, told in one line that begins so.
void check_refused(const Copy& copy, const std::string& beginning) {
    const Ran ran = copy.check();
    INFO(ran.err);
    CHECK(ran.code == 2);
    CHECK(copy.said(ran).starts_with(beginning));
    CHECK(std::ranges::count(ran.err, '\n') == 1);
}

}  // namespace

TEST_CASE("the shipped configuration is sound") {
    const Copy copy;
    const Ran ran = copy.check();
    INFO(ran.err);
    CHECK(ran.code == 0);
    CHECK(ran.out.find("注意") == std::string::npos);
}

TEST_CASE("a broken configuration is told with file, line, column and what was expected") {
    const fs::path golden = SHOUJIAN_SOURCE_DIR "/tests/golden/config";
    REQUIRE(all_broken().size() >= 60);
    for (const Broken& one : all_broken()) {
        INFO(one.name);
        const Copy copy;
        replace_once(copy.root() / one.file, one.from, one.to);
        const Ran ran = copy.check();
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        CHECK(ran.err.find("letmein") == std::string::npos);
        if (std::getenv("SHOUJIAN_UPDATE_GOLDEN") != nullptr)
            write_bytes(golden / (one.name + ".txt"), copy.said(ran));
        CHECK(copy.said(ran) == read_bytes(golden / (one.name + ".txt")));
    }
}

TEST_CASE("trouble of the file system is an error with its place, never an end of the program") {
    const Copy copy;
    SECTION("call.toml is a circle of links") {
        fs::remove(copy.call() / "call.toml");
        fs::create_symlink("call.toml", copy.call() / "call.toml");
        check_refused(copy, "config/shoujian.toml:4:");
    }
    SECTION("call.toml is a folder") {
        fs::remove(copy.call() / "call.toml");
        fs::create_directory(copy.call() / "call.toml");
        check_refused(copy, "config/shoujian.toml:4:");
    }
    SECTION("call.toml cannot be read to its end") {
        fs::remove(copy.call() / "call.toml");
        fs::create_symlink("/proc/self/mem", copy.call() / "call.toml");
        CHECK(copy.check().code == 2);
    }
    SECTION("units.csv leads nowhere") {
        fs::remove(copy.call() / "units.csv");
        fs::create_symlink("/nowhere", copy.call() / "units.csv");
        check_refused(copy, "config/calls/2019-dianxing/units.csv:1:1: ");
    }
    SECTION("a text is a device") {
        fs::remove(copy.call() / "messages/reply.txt");
        fs::create_symlink("/dev/zero", copy.call() / "messages/reply.txt");
        check_refused(copy, "config/calls/2019-dianxing/messages/reply.txt:1:1: ");
    }
    SECTION("a text is empty") {
        write_bytes(copy.call() / "messages/reply.txt", "");
        check_refused(copy, "config/calls/2019-dianxing/messages/reply.txt:1:1: ");
    }
    SECTION("the configuration itself is a folder") {
        fs::remove(copy.root() / "shoujian.toml");
        fs::create_directory(copy.root() / "shoujian.toml");
        check_refused(copy, "config/shoujian.toml:1:1: ");
    }
}

TEST_CASE("run refuses what config check refuses, and a command that only looks does not ask") {
    const Copy copy;
    const std::string config = (copy.root() / "shoujian.toml").string();
    replace_once(copy.root() / "shoujian.toml", "/var/lib/shoujian", "state");
    fs::remove(copy.root() / "password");
    const Ran run = shoujian::shoujian({"run", "--once", "--config", config});
    CHECK(run.code == 2);
    CHECK(copy.said(run).starts_with("config/shoujian.toml:11:17: "));
    CHECK_FALSE(fs::exists(copy.root() / "state"));
    CHECK(shoujian::shoujian({"list", "--config", config}).code == 3);
}

TEST_CASE("the password is read from systemd's copy where there is one") {
    const Copy copy;
    const fs::path credentials = copy.root() / "credentials";
    fs::create_directory(credentials);
    fs::remove(copy.root() / "password");
    setenv("CREDENTIALS_DIRECTORY", credentials.c_str(), 1);
    CHECK(copy.check().code == 2);
    write_bytes(credentials / "password", "letmein\n");
    CHECK(copy.check().code == 0);
    write_bytes(credentials / "password", "");
    CHECK(copy.said(copy.check())
              .starts_with(
                  "config/shoujian.toml:11:17: 授权码文件 config/credentials/password 是空的"));
    unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_CASE("a ca_file with a certificate in it is taken") {
    const Copy copy;
    replace_once(copy.root() / "shoujian.toml", "poll_seconds = 60",
                 "ca_file = \"/etc/ssl/certs/ca-certificates.crt\"");
    const Ran ran = copy.check();
    INFO(ran.err);
    CHECK(ran.code == 0);
}

TEST_CASE("what this version does nothing for is said, a line each, and is no error") {
    const auto [from, to, key] = GENERATE(table<std::string, std::string, std::string>({
        {"settle_seconds = 0", "settle_seconds = 60", "settle_seconds"},
        {"language = \"zh\"", "language = \"en\"", "language"},
        {"to = []", "to = [\"a@b.cn\"]", "[digest] to"},
        {"days = 180", "days = 90", "[retention] days"},
        {"[log]", "[status]\nlisten = \"127.0.0.1:8025\"\n[log]", "[status] listen"},
    }));
    CAPTURE(key);
    const Copy copy;
    replace_once(copy.root() / "shoujian.toml", from, to);
    const Ran ran = copy.check();
    CHECK(ran.code == 0);
    CHECK(ran.out.find("注意：") != std::string::npos);
    CHECK(ran.out.find(key) != std::string::npos);
}

TEST_CASE("a key of a megabyte is refused at once, and not repeated in full") {
    const Copy copy;
    replace_once(copy.root() / "shoujian.toml", "[log]",
                 "[log]\n" + std::string(1'000'000, 'k') + " = 1");
    const Ran ran = copy.check();
    CHECK(ran.code == 2);
    CHECK(ran.err.size() < 500);
}

TEST_CASE("an option without its value is told, never passed over") {
    const std::vector<std::string> words = GENERATE(values<std::vector<std::string>>({
        {"config", "check", "--config"},
        {"config", "check", "--config="},
        {"config", "check", "--config", ""},
        {"list", "--config", "--json"},
        {"list", "--verdict"},
    }));
    const Ran ran = shoujian::shoujian(words);
    INFO(ran.err);
    CHECK(ran.code == 2);
    CHECK(ran.err.find(words[words[0] == "list" ? 1 : 2].substr(0, 8)) != std::string::npos);
}

TEST_CASE(
    "a label that the form's blank does not print is told, for it would be lacking everywhere") {
    const Copy copy;
    replace_once(copy.call() / "call.toml",
                 "label = [\"出生年月\", \"出生日期\", \"出生年月日\", \"出生时间\"]",
                 "label = [\"生日\"]");
    const Ran ran = copy.check();
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(
        ran.out.find("注意：征集 2019-dianxing 的空白表 forms/volunteer.docx 里没有 birth 的栏目名 "
                     "“生日”")
        != std::string::npos);
    CHECK(std::string_view(ran.out).find("forms/team.docx") == std::string_view::npos);
}

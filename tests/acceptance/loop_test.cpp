// The whole way on real parts: a submitter's mail by SMTP into Postfix, Dovecot, `shoujian run
// --once` through TLS and the gate that wants ID, Postfix again, the submitter's own mailbox.
#include "tests/acceptance/program.hpp"
#include "tests/build/forms.hpp"
#include "tests/build/mail_builder.hpp"
#include "tests/net/mail_servers.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

const std::string center = "center@test.cn", submitter = "zhang@test.cn";

/// The config that an admin would write for these servers.
struct Setting {
    std::string imap_url, smtp_url, ca_file, password = MailServers::password(center);

    explicit Setting(const MailServers& servers)
        : imap_url(servers.imap_url()), smtp_url(servers.smtp_url()), ca_file(servers.ca_file()) {}

    std::filesystem::path write(const std::filesystem::path& folder) const {
        write_bytes(folder / "password", password + "\n");
        write_bytes(folder / "shoujian.toml",
                    "calls = [\"call/call.toml\"]\n[mailbox]\nurl = \"" + imap_url
                        + "/INBOX\"\nfolders = [\"INBOX\", \"垃圾邮件\"]\nuser = \"" + center
                        + "\"\npassword_file = \"password\"\nca_file = \"" + ca_file
                        + "\"\n[smtp]\nurl = \"" + smtp_url + "\"\nuser = \"" + center
                        + "\"\npassword_file = \"password\"\nca_file = \"" + ca_file
                        + "\"\nfrom = \"收件服务 <" + center
                        + ">\"\npace = \"6000/min\"\n[state]\ndir = \"state\"\n");
        return folder / "shoujian.toml";
    }
};

/// The shipped call with a deadline that has not come: the servers' clock is today's.
void copy_call(const std::filesystem::path& folder) {
    std::filesystem::copy(SHOUJIAN_SOURCE_DIR "/config/calls/2019-dianxing", folder / "call",
                          std::filesystem::copy_options::recursive);
    std::string text = read_bytes(folder / "call/call.toml");
    const std::string from = "deadline = 2020-05-15", to = "deadline = 2099-05-15";
    write_bytes(folder / "call/call.toml", text.replace(text.find(from), from.size(), to));
}

Ran once(const std::filesystem::path& config) {
    return shoujian::shoujian({"run", "--once", "--config", config.string()});
}

void is_one_line(const Ran& ran, const std::string& advice) {
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
    CHECK(ran.err.find(advice) != std::string::npos);
}

}  // namespace

TEST_CASE("a mail goes from the submitter to the center, and its answer back") {
    if (const auto why = MailServers::missing(); !why.empty()) {
        WARN("skipped: " << why);
        return;
    }
    const MailServers servers({center, submitter});
    const TempFolder folder;
    copy_call(folder.path());
    const auto config = Setting(servers).write(folder.path());
    const std::string mail = MailBuilder()
                                 .from("江苏省科协", submitter)
                                 .to(center)
                                 .subject_gbk("报送优秀科技志愿者张三")
                                 .message_id("<loop1@test.cn>")
                                 .text("请查收。")
                                 .attach("张三推荐表.docx", filled_volunteer(volunteer_answers()))
                                 .attach("张三扫描件.pdf", stamped_scan())
                                 .bytes();
    REQUIRE(servers.submit(submitter, center, mail).value().outcome == Delivery::sent);
    REQUIRE(servers.wait_for_messages(center, 1).size() == 1);

    const Ran ran = once(config);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const auto answers = servers.wait_for_messages(submitter, 1);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].find("X-Shoujian-Verdict: accepted") != std::string::npos);
    CHECK(answers[0].find("In-Reply-To: <loop1@test.cn>") != std::string::npos);
    CHECK(answers[0].find("Auto-Submitted: auto-replied") != std::string::npos);
    CHECK(servers.seen(center) == 0);

    SECTION("a second round finds nothing new and answers nothing again") {
        REQUIRE(once(config).code == 0);
        CHECK(servers.messages(submitter).size() == 1);
        CHECK(servers.messages(center).size() == 1);
    }
    SECTION("an unknown CA, a wrong password, an unreachable server: exit 3 and one line") {
        Setting unknown(servers);
        unknown.ca_file = "";
        is_one_line(once(unknown.write(folder.path())), "ca_file");
        Setting wrong(servers);
        wrong.password = "secret-wrong";
        is_one_line(once(wrong.write(folder.path())), "授权码");
        Setting away(servers);
        away.imap_url = "imaps://localhost:1";
        is_one_line(once(away.write(folder.path())), "[mailbox] url");
    }
}

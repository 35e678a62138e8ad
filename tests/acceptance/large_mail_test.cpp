// A mail of 60 MB through the daemon and its reader, by Maildir and by IMAP: what it says is judged
// as of any other, and neither process holds more memory than it may.
#include "tests/build/large_mail.hpp"

#include "tests/acceptance/desk.hpp"
#include "tests/net/mail_servers.hpp"

#include <Poco/JSON/Object.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <set>
#include <thread>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t megabyte = 1 << 20;

/// What a process holds of its own: anonymous memory, and shared memory that it maps. 0 while it is
/// still a copy of the program that started it.
std::uint64_t own_memory(const std::string& pid, std::string_view name) {
    std::ifstream status("/proc/" + pid + "/status");
    std::uint64_t kilobytes = 0;
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("Name:") && line != "Name:\t" + std::string(name)) return 0;
        if (line.starts_with("RssAnon:") || line.starts_with("RssShmem:"))
            kilobytes += std::stoull(line.substr(line.find(':') + 1));
    }
    return kilobytes * 1024;
}

/// Watches a program and its children, as often as it can.
class Watch {
public:
    explicit Watch(int pid) : pid_(std::to_string(pid)), looking_([this] { look(); }) {}
    ~Watch() { stop(); }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    void stop() {
        over_ = true;
        if (looking_.joinable()) looking_.join();
    }
    std::uint64_t program = 0, child = 0, viewer = 0;  ///< the most of each; to be read after stop()
    std::set<std::string> children;

private:
    void look() {
        while (!over_) {
            program = std::max(program, own_memory(pid_, "shoujian"));
            for (const auto& process : fs::directory_iterator("/proc")) {
                const std::string one = process.path().filename();
                if (one.find_first_not_of("0123456789") != std::string::npos) continue;
                if (others_.contains(one) || !is_child(one)) continue;
                child = std::max(child, own_memory(one, "shoujian-reader"));
                viewer = std::max(viewer, own_memory(one, "shoujian-viewer"));
                children.insert(one);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    bool is_child(const std::string& one) {
        std::ifstream status("/proc/" + one + "/status");
        for (std::string line; std::getline(status, line);) {
            if (!line.starts_with("PPid:")) continue;
            const bool ours = line.substr(line.find_last_of("\t ") + 1) == pid_;
            if (!ours) others_.insert(one);  // a process keeps its parent
            return ours;
        }
        return false;
    }

    std::set<std::string> others_;
    std::string pid_;
    std::atomic<bool> over_ = false;
    std::thread looking_;
};

/// One round of the daemon over a mailbox that holds the large mail alone.
void check_round(const fs::path& config) {
    Running program(
        {SHOUJIAN_BINARY_DIR "/shoujian", "run", "--once", "--config", config.string()});
    Watch watch(program.pid());
    REQUIRE(program.wait() == 0);
    watch.stop();
    WARN("daemon " << watch.program / megabyte << " MB, reader " << watch.child / megabyte
                   << " MB at most");
    CHECK(watch.children.size() == 2);  // one reader, one viewer: nothing was read twice
    CHECK(watch.viewer > 0);
    CHECK(watch.viewer < 512 * megabyte);
    CHECK(watch.program > megabyte);
    CHECK(watch.child > 20 * megabyte);  // it was there, and was seen at work
    CHECK(watch.program < 64 * megabyte);
    CHECK(watch.child < 256 * megabyte);
}

void check_answer(const std::string& answer) {
    CHECK(answer.find("X-Shoujian-Verdict: incomplete") != std::string::npos);
    CHECK(answer.find("In-Reply-To: <large@") != std::string::npos);
}

/// Complete but for its photos.
void check_case(const Poco::JSON::Array::Ptr& cases) {
    REQUIRE(cases->size() == 1);
    const auto codes = cases->getObject(0)->getArray("codes");
    std::set<std::string> all;
    for (unsigned i = 0; i < codes->size(); ++i) all.insert(codes->getElement<std::string>(i));
    CHECK(all == std::set<std::string>{"photo.too_large"});
}

}  // namespace

TEST_CASE("a mail of 60 MB in a Maildir is judged within the bounds of memory") {
    Desk desk;
    const std::string mail = large_mail("kp@js.example.cn", "jicengfuwuchu@163.com");
    REQUIRE(mail.size() > 60'000'000);
    write_bytes(desk.folder() / "in/new/1589074200.M1P1.test", mail);
    check_round(desk.config());
    REQUIRE(desk.replies().size() == 1);
    check_answer(desk.replies()[0]);
    check_case(desk.cases());
}

TEST_CASE("a mail of 60 MB on an IMAP server is judged within the bounds of memory") {
    if (const auto why = MailServers::missing(); !why.empty()) {
        WARN("skipped: " << why);
        return;
    }
    const std::string center = "center@test.cn", submitter = "kp@test.cn";
    const MailServers servers({center, submitter});
    servers.store(center, large_mail(submitter, center));
    Desk desk;
    const std::string account = "user = \"" + center
                                + "\"\npassword_file = \"password\"\nca_file = \""
                                + servers.ca_file().string() + "\"\n";
    write_bytes(desk.folder() / "password", MailServers::password(center) + "\n");
    fs::copy(SHOUJIAN_SOURCE_DIR "/config/calls/2019-dianxing", desk.folder() / "call",
             fs::copy_options::recursive);
    // The servers' clock is today's.
    replace_once(desk.folder() / "call/call.toml", "deadline = 2020-05-15",
                 "deadline = 2099-05-15");
    write_bytes(desk.config(),
                "calls = [\"call/call.toml\"]\n[mailbox]\nurl = \"" + servers.imap_url()
                    + "/INBOX\"\n" + account + "[smtp]\nurl = \"" + servers.smtp_url() + "\"\n"
                    + account + "from = \"收件服务 <" + center + ">\"\n[state]\ndir = \"state\"\n");
    check_round(desk.config());
    const auto answers = servers.wait_for_messages(submitter, 1);
    REQUIRE(answers.size() == 1);
    check_answer(answers[0]);
    check_case(desk.cases());
}

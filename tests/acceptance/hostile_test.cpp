// A mail that makes the reader misbehave costs one attachment: a person gets it, the daemon lives,
// the next mail is fine.
#include "tests/acceptance/desk.hpp"
#include "tests/build/forms.hpp"

#include <Poco/JSON/Object.h>
#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

/// The daemon with a misbehaving program beside it in the place of one of ours.
Ran once_with(const std::string& hostile, const std::string& in_place_of, const Desk& desk) {
    namespace fs = std::filesystem;
    const fs::path bin = desk.folder() / "bin";
    fs::create_directories(bin);
    for (const std::string name : {"shoujian", "shoujian-reader", "shoujian-viewer"})
        fs::copy_file(fs::path(SHOUJIAN_BINARY_DIR) / (name == in_place_of ? hostile : name),
                      bin / name, fs::copy_options::overwrite_existing);
    return run_program(
        {(bin / "shoujian").string(), "run", "--once", "--config", desk.config().string()});
}

}  // namespace

TEST_CASE("a reader or viewer that crashes, hangs, eats memory, opens, connects, forks, floods") {
    const auto [hostile, place] = GENERATE(table<std::string, std::string>(
        {{"hostile_reader", "shoujian-reader"}, {"hostile_viewer", "shoujian-viewer"}}));
    const std::string way = GENERATE("mock-crash", "mock-hang", "mock-allocate", "mock-open",
                                     "mock-socket", "mock-fork", "mock-flood");
    INFO(hostile << " " << way);
    Desk desk;
    desk.configure("[limits]\nfile_seconds = 2\n[log]\nlevel = \"info\"\n");
    desk.deliver(mail_about("第一封")
                     .attach("张三推荐表.docx", filled_volunteer(volunteer_answers()))
                     .attach(way + ".pdf", stamped_scan(9)),
                 "2020-05-10T09:30:00+08:00");
    Answers next = volunteer_answers();
    next["name"] = "李梅";
    desk.deliver(mail_about("第二封", "other@zj.example.cn")
                     .attach("李梅推荐表.docx", filled_volunteer(next))
                     .attach("李梅扫描件.pdf", stamped_scan(3)),
                 "2020-05-10T09:31:00+08:00");
    const Ran ran = once_with(hostile, place, desk);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const auto replies = desk.replies();
    REQUIRE(replies.size() == 2);
    int accepted = 0, review = 0;
    for (const std::string& reply : replies) {
        accepted += header_field(reply, "X-Shoujian-Verdict") == "accepted" ? 1 : 0;
        review += header_field(reply, "X-Shoujian-Verdict") == "review" ? 1 : 0;
    }
    // A file whose opening is only refused is read on as if nothing had been tried.
    const bool refused_only = way == "mock-open";
    CHECK(accepted == (refused_only ? 2 : 1));
    CHECK(review == (refused_only ? 0 : 1));
}

#include "daemon/mail/maildir.hpp"

#include "daemon/mail/folder_name.hpp"
#include "tests/net/collector.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <map>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

struct Place {
    fs::path path;
    Place() {
        std::string name = fs::temp_directory_path() / "shoujian-maildir-XXXXXX";
        path = ::mkdtemp(name.data());
        for (const auto* part : {"new", "cur", "tmp"}) fs::create_directories(path / part);
    }
    ~Place() { fs::remove_all(path); }
    void put(const fs::path& name, const std::string& text) const {
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary) << text;
    }
};

std::vector<std::string> everything_under(const fs::path& root) {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        struct stat about {};
        ::stat(entry.path().c_str(), &about);
        out.push_back(entry.path().string() + " " + std::to_string(about.st_mtim.tv_sec));
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

TEST_CASE("a Maildir gives each message once, oldest first, and changes nothing") {
    const Place place;
    place.put("new/1589558399.M1P1.host,S=5", "second");
    place.put("cur/1589558398.M1P1.host,S=5,W=6:2,S", "first");
    place.put("cur/.hidden", "no");
    place.put("tmp/1589558397.x", "half");
    const auto before = everything_under(place.path);
    Collector collector;
    const auto mailbox = make_maildir_mailbox(place.path, {});

    const auto round = mailbox->fetch_new(collector.receiver());
    REQUIRE(round);
    CHECK(*round == Round{2, 2, {}});
    REQUIRE(collector.messages.size() == 2);
    CHECK(collector.messages[0].bytes == "first");
    CHECK(collector.messages[0].incoming.arrival.key
          == ArrivalKey{"maildir:" + place.path.string(), "INBOX", 0, "1589558398.M1P1.host"});
    CHECK(format_rfc3339(collector.messages[1].incoming.arrival.received)
          == "2020-05-15T23:59:59+08:00");
    CHECK(collector.messages[1].incoming.size == 6);
    CHECK(everything_under(place.path) == before);

    fs::rename(place.path / "new/1589558399.M1P1.host,S=5",
               place.path / "cur/1589558399.M1P1.host,S=5:2,RS");
    CHECK(mailbox->fetch_new(collector.receiver())->fetched == 0);
}

TEST_CASE("the time of receipt is the name's ten digits, else the file's") {
    const auto [name, from_name] = GENERATE(table<std::string, bool>({
        {"1589558399.M1P1.host", true},
        {"1589558399", true},
        {"1.eml", false},
        {"20200515.eml", false},
        {"20200515235959.eml", false},
        {"mail.eml", false},
    }));
    const Place place;
    place.put("new/" + name, "x");
    const timespec times[2] = {{1000000000, 0}, {1000000000, 0}};
    REQUIRE(::utimensat(AT_FDCWD, (place.path / "new" / name).c_str(), times, 0) == 0);
    Collector collector;
    REQUIRE(make_maildir_mailbox(place.path, {})->fetch_new(collector.receiver()));
    REQUIRE(collector.messages.size() == 1);
    const auto received =
        collector.messages[0].incoming.arrival.received.time_since_epoch().count();
    CHECK(received == (from_name ? 1589558399 : 1000000000));
}

TEST_CASE("subfolders are found by their name or its modified UTF-7; what lacks is skipped") {
    const Place place;
    place.put(".垃圾邮件/new/1589558399.a", "junk");
    place.put("." + encode_folder_name("病毒文件夹") + "/cur/1589558398.b:2,", "virus");
    Collector collector;
    const auto round =
        make_maildir_mailbox(place.path, {"INBOX", "垃圾邮件", "病毒文件夹", "广告邮件"})
            ->fetch_new(collector.receiver());
    REQUIRE(round);
    CHECK(round->skipped_folders == std::vector<std::string>{"广告邮件"});
    REQUIRE(collector.messages.size() == 2);
    CHECK(collector.messages[0].incoming.arrival.key.folder == "垃圾邮件");
    CHECK(collector.messages[1].bytes == "virus");
}

TEST_CASE("of a message over the bound only the header block comes") {
    const Place place;
    place.put("new/1589558399.a", "From: a@b\r\nSubject: x\r\n\r\n" + std::string(5000, 'y'));
    Limits limits;
    limits.message_bytes = 4000;
    Collector collector;
    REQUIRE(make_maildir_mailbox(place.path, {}, limits)->fetch_new(collector.receiver()));
    REQUIRE(collector.messages.size() == 1);
    CHECK(collector.messages[0].incoming.header_only);
    CHECK(collector.messages[0].incoming.size == 5025);
    CHECK(collector.messages[0].bytes == "From: a@b\r\nSubject: x\r\n\r\n");
}

TEST_CASE(
    "a path that is no Maildir is an error that says so; an empty folder is an empty mailbox") {
    Collector collector;
    CHECK(
        make_maildir_mailbox("/nonexistent/box", {})->fetch_new(collector.receiver()).error().fault
        == Fault::storage);
    const Place place;
    for (const auto* part : {"new", "cur", "tmp"}) fs::remove(place.path / part);
    CHECK(make_maildir_mailbox(place.path, {})->fetch_new(collector.receiver()));
    place.put("something", "x");
    CHECK_FALSE(make_maildir_mailbox(place.path, {})->fetch_new(collector.receiver()));
}

TEST_CASE("a full disk ends the round and the message comes again") {
    const Place place;
    place.put("new/1589558399.a", "x");
    Collector collector;
    collector.fail_at = "write";
    const auto mailbox = make_maildir_mailbox(place.path, {});
    CHECK(mailbox->fetch_new(collector.receiver()).error().text == "disk full");
    CHECK(collector.abandoned == 1);
    collector.fail_at = "";
    CHECK(mailbox->fetch_new(collector.receiver())->fetched == 1);
}

TEST_CASE("a delivery stands in new/ once, however often it is made") {
    const Place place;
    const auto transport = make_maildir_transport(place.path / "out");
    const Outgoing message{"<r.1@x>", "a@b", "c@d",
                           Bytes::owned(std::string("Subject: x\r\n\r\n"))};
    auto other = message;
    other.to = "e@f";
    CHECK(transport->deliver(message)->outcome == Delivery::sent);
    CHECK(transport->deliver(other)->outcome == Delivery::sent);
    CHECK(transport->deliver(message)->outcome == Delivery::sent);
    const auto count = [&](const char* part) {
        return std::distance(fs::directory_iterator(place.path / "out" / part),
                             fs::directory_iterator());
    };
    CHECK(count("new") == 2);
    CHECK(count("tmp") == 0);
    const auto first = fs::directory_iterator(place.path / "out/new")->path();
    fs::rename(first, place.path / "out/cur" / (first.filename().string() + ":2,S"));
    CHECK(transport->deliver(message)->outcome == Delivery::sent);
    CHECK(transport->deliver(other)->outcome == Delivery::sent);
    CHECK(count("new") + count("cur") == 2);
}

TEST_CASE("folder names in modified UTF-7, there and back") {
    const auto [utf8, imap] = GENERATE(table<std::string, std::string>({
        {"收件-待人工", "&ZTZO9g--&X4VOul3l-"},
        {"垃圾邮件", "&V4NXPpCuTvY-"},
        {"病毒文件夹", "&dcVr0mWHTvZZOQ-"},
        {"INBOX", "INBOX"},
        {"a&b", "a&-b"},
        {"其他文件夹/收件", "&UXZO1mWHTvZZOQ-/&ZTZO9g-"},
    }));
    CHECK(encode_folder_name(utf8) == imap);
    CHECK(decode_folder_name(imap) == utf8);
}

#include "daemon/store/record_log.hpp"

#include "tests/acceptance/program.hpp"
#include "tests/faults/full_disk.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

std::vector<std::string> keys(const RecordLog& log) {
    std::vector<std::string> out;
    REQUIRE(log.for_each([&](const SpoolRecord& one) { out.push_back(one.key); }));
    return out;
}

RecordLog log_with(const TempFolder& folder, const std::vector<std::string>& more) {
    RecordLog log = RecordLog::open(folder.path()).value();
    for (const std::string& key : more)
        REQUIRE(log.append({"reply", key, Instant{}, "body of " + key + "\nsecond line"}));
    return log;
}

}  // namespace

TEST_CASE("a record for which the disk had no room leaves nothing behind, and the next is kept") {
    const TempFolder folder;
    const auto file = folder.path() / "000001.log";
    RecordLog log = log_with(folder, {"a"});
    const std::string before = read_bytes(file);
    {
        const FullDisk full(before.size() + 20);
        CHECK(log.append({"reply", "b", Instant{}, "lost"}).error().fault == Fault::storage);
    }
    CHECK(read_bytes(file) == before);
    REQUIRE(log.append({"reply", "c", Instant{}, "kept"}));
    CHECK(keys(log) == std::vector<std::string>{"a", "c"});
    CHECK(keys(RecordLog::open(folder.path()).value()) == std::vector<std::string>{"a", "c"});
}

TEST_CASE("a torn end is cut off, and told") {
    const TempFolder folder;
    const auto file = folder.path() / "000001.log";
    { const RecordLog log = log_with(folder, {"a", "b"}); }
    const std::string whole = read_bytes(file);
    write_bytes(file, whole.substr(0, whole.size() - 3));
    RecordLog log = RecordLog::open(folder.path()).value();
    CHECK(log.mended().find("末尾") != std::string::npos);
    REQUIRE(log.append({"reply", "c", Instant{}, ""}));
    CHECK(keys(log) == std::vector<std::string>{"a", "c"});
    CHECK_FALSE(std::filesystem::exists(file.string() + ".damaged"));
    CHECK(RecordLog::open(folder.path())->mended().empty());
}

TEST_CASE("behind a damaged stretch nothing is lost, and the damaged log is kept") {
    const TempFolder folder;
    const auto file = folder.path() / "000001.log";
    { const RecordLog log = log_with(folder, {"a", "b", "c", "d"}); }
    std::string bytes = read_bytes(file);
    const auto damage =
        GENERATE(as<std::string>{}, "body of b", "reply b", "\nsecond line\nreply c");
    CAPTURE(damage);
    bytes.replace(bytes.find(damage), 3, "XXX");
    write_bytes(file, bytes);
    const auto all = damage[0] == '\n' ? std::vector<std::string>{"a", "c", "d"}
                                       : std::vector<std::string>{"a", "c", "d", "e"};
    {
        RecordLog log = RecordLog::open(folder.path()).value();
        CHECK(log.mended().find("000001.log.damaged") != std::string::npos);
        CHECK(read_bytes(file.string() + ".damaged") == bytes);
        if (damage[0] != '\n') REQUIRE(log.append({"reply", "e", Instant{}, ""}));
        CHECK(keys(log) == all);
    }
    const RecordLog again = RecordLog::open(folder.path()).value();
    CHECK(again.mended().empty());
    CHECK(keys(again) == all);
}

TEST_CASE("a second damage does not overwrite what was kept of the first") {
    const TempFolder folder;
    const auto file = folder.path() / "000001.log";
    { const RecordLog log = log_with(folder, {"a", "b", "c"}); }
    for (const char* key : {"a", "b"}) {
        std::string bytes = read_bytes(file);
        bytes[bytes.find("body of " + std::string(key))] = 'X';
        write_bytes(file, bytes);
        REQUIRE(RecordLog::open(folder.path()));
    }
    CHECK(keys(RecordLog::open(folder.path()).value()) == std::vector<std::string>{"c"});
    CHECK(std::filesystem::exists(file.string() + ".damaged"));
    CHECK(std::filesystem::exists(file.string() + ".damaged.2"));
}

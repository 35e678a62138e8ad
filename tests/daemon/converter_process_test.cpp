// The walls around LibreOffice, tried with programs in its place that try to get over them.
#include "daemon/converter_process.hpp"

#include "daemon/reader/sandbox.hpp"
#include "tests/acceptance/program.hpp"
#include "tests/net/listener.hpp"

#include <catch2/catch.hpp>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

/// Temporary folders of this test's own, so that what is left in them is seen.
class TempPlace {
public:
    TempPlace() { setenv("TMPDIR", folder_.path().c_str(), 1); }
    ~TempPlace() { unsetenv("TMPDIR"); }
    bool empty() const { return fs::is_empty(folder_.path()); }

private:
    TempFolder folder_;
};

Limits seconds(int count) {
    Limits out;
    out.file_time = std::chrono::seconds(count);
    return out;
}

ConverterSettings fake() {
    return {SHOUJIAN_BINARY_DIR "/shoujian-converter", SHOUJIAN_BINARY_DIR "/fake_office"};
}

Conversion convert_text(const ConverterSettings& settings, const std::string& text, int time = 20) {
    const Arena arena(memfd_create("test", 0));
    REQUIRE(write(arena.fd(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    const std::vector<ForeignFile> files{{{"a.rtf", 0, text.size(), {}}, ForeignKind::rtf}};
    return convert(settings, seconds(time), arena, files);
}

std::string bytes_of(const Conversion& conversion) {
    REQUIRE(conversion.files.size() == 1);
    std::string out(conversion.files[0].length, '\0');
    CHECK(pread(conversion.bytes.get(), out.data(), out.size(), 0)
          == static_cast<ssize_t>(out.size()));
    return out;
}

/// Gone, or a zombie that nobody has waited for; what was killed may need a moment on a busy
/// machine.
bool is_gone(const std::string& pid) {
    for (int tries = 0; tries < 1000; ++tries) {
        std::ifstream status("/proc/" + pid + "/stat");
        std::string number, name, state;
        if (!(status >> number >> name >> state) || state == "Z") return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

}  // namespace

TEST_CASE("a converted file counts only where it is a package, in its place, a file") {
    const TempPlace place;
    const auto [text, failures] = GENERATE(table<std::string, std::vector<std::string>>({
        {"nothing", {"no output"}},
        {"mock-link", {"exit 1", "no output"}},  // not even made
        {"mock-crash", {"signal 6", "no output"}},
        {"mock-garbage", {}},
    }));
    CAPTURE(text);
    const Conversion conversion = convert_text(fake(), text);
    CHECK(conversion.failures == failures);
    CHECK(conversion.files.size() == (failures.empty() ? 1U : 0U));
    CHECK(conversion.starts == 1);
    CHECK(place.empty());
}

TEST_CASE("a converter that hangs is killed at its deadline, and its folder is gone") {
    const TempPlace place;
    const Conversion conversion = convert_text(fake(), "mock-hang", 1);
    CHECK(conversion.failures == std::vector<std::string>{"deadline", "no output"});
    CHECK(place.empty());
}

TEST_CASE("what a converter has started dies with it, as one group") {
    const TempFolder folder;
    const TempPlace place;
    const fs::path script = folder.path() / "converter", pids = folder.path() / "pids";
    write_bytes(script, "#!/bin/sh\ntrap '' TERM\nsleep 1000 &\necho $$ $! >" + pids.string()
                            + "\nsleep 1000\n");
    fs::permissions(script, fs::perms::owner_all);
    const Conversion conversion = convert_text({script, "/bin/true"}, "x", 1);
    CHECK(conversion.failures == std::vector<std::string>{"deadline", "no output"});
    std::ifstream in(pids);
    std::string leader, child;
    REQUIRE(in >> leader >> child);
    CHECK(is_gone(leader));
    CHECK(is_gone(child));
    CHECK(place.empty());
}

TEST_CASE("a converter that was taken over reaches no network, file, process or group") {
    const TempFolder folder;
    const TempPlace place;
    const Listener listener;
    const std::string secret = (folder.path() / "secret").string();
    write_bytes(secret, "password");
    const std::string text = "mock-escape " + std::to_string(listener.port()) + " " + secret + "}";
    CHECK(bytes_of(convert_text(fake(), text)) == "PK");
    CHECK_FALSE(fs::exists(secret + ".written"));
    CHECK(listener.connections() == 0);

    // The same program without the walls gets through each: the test can fail.
    fs::create_directories(folder.path() / "in");
    fs::create_directories(folder.path() / "out");
    write_bytes(folder.path() / "in/0", text);
    run_program({SHOUJIAN_BINARY_DIR "/fake_office", (folder.path() / "in/0").string()});
    CHECK(listener.connections() == 1);
    CHECK(fs::exists(secret + ".written"));
}

TEST_CASE("a converter that cannot be confined converts nothing") {
    const pid_t child = fork();  // what is forbidden stays so for a process's life
    REQUIRE(child >= 0);
    if (child == 0) {
        forbid_confining();
        const Arena arena(memfd_create("test", 0));
        const std::vector<ForeignFile> files{{{"a.rtf", 0, 0, {}}, ForeignKind::rtf}};
        const Conversion conversion = convert(fake(), seconds(20), arena, files);
        const bool refused = !conversion.failures.empty()
                             && conversion.failures[0].starts_with("cannot be confined");
        _exit(refused && conversion.files.empty() ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
}

TEST_CASE("a converter that does not start, or an office that is not there, converts nothing") {
    const TempPlace place;
    CHECK_FALSE(can_convert({"", "/nonexistent/soffice.bin"}));
    const Conversion without = convert_text({"/nonexistent/converter", "/bin/true"}, "x");
    CHECK(without.failures
          == std::vector<std::string>{"shoujian-converter does not start", "no output"});
    const Conversion gone =
        convert_text({SHOUJIAN_BINARY_DIR "/shoujian-converter", "/nonexistent/soffice.bin"}, "x");
    CHECK(gone.failures == std::vector<std::string>{"exit 71", "no output"});
    CHECK(place.empty());
}

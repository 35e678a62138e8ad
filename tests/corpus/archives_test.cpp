// Archives that nobody here made: of libarchive's, libzip's and other projects' own tests, most of
// them damaged on purpose. They are kept out of the tree: SHOUJIAN_CORPUS names a folder with
// archives/, in any sub-folders. Each is read in a process of its own with a reader's bounds, as
// the library itself may crash on one; SHOUJIAN_ARCHIVES_TOLD names a file for what was told of
// each.
#include "parsers/base/charset.hpp"
#include "parsers/files/packed_archive.hpp"
#include "parsers/files/unpack.hpp"

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

struct Told {
    int signal = 0, exit = 0;
    double seconds = 0;
    long peak_kib = 0;
    std::string text;
};

std::string summary(const Unpacked& out) {
    std::ostringstream text;
    text << out.files.size() << " files";
    for (const File& file : out.files)
        text << "\n    " << file.name << " (" << file.bytes.size() << ")";
    for (const Problem& problem : out.problems)
        text << "\n    " << problem.code << " " << problem.where << ": " << problem.detail;
    return text.str();
}

/// Never returns. The answer is cut where the pipe is full: it is for people.
[[noreturn]] void read_in_here(const fs::path& file, int answer) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const rlimit memory{2'000'000'000, 2'000'000'000}, cpu{20, 20};
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_CPU, &cpu);
    Budget budget{Limits{}};
    std::vector<File> files;
    files.push_back({file.filename().string(), Bytes::borrowed(as_bytes(bytes)), "", false, ""});
    const std::string text = summary(unpack(std::move(files), budget, [](std::string_view) {
                                 return true;
                             })).substr(0, 60'000);
    const bool written = write(answer, text.data(), text.size()) >= 0;
    _exit(written ? 0 : 1);
}

Told read_apart(const fs::path& file) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) read_in_here(file, ends[1]);
    close(ends[1]);
    Told told;
    char buffer[4096];
    for (ssize_t n = 0; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
        told.text.append(buffer, static_cast<std::size_t>(n));
    close(ends[0]);
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    told.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    told.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    told.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    told.peak_kib = used.ru_maxrss;
    return told;
}

}  // namespace

TEST_CASE("of an archive of any make something is told, within its bounds") {
    const char* const corpus = std::getenv("SHOUJIAN_CORPUS");
    const fs::path folder = fs::path(corpus ? corpus : "") / "archives";
    if (!corpus || !fs::is_directory(folder)) {
        WARN("skipped: SHOUJIAN_CORPUS names no folder with archives/");
        return;
    }
    load_charsets();
    load_archive_names();
    const char* const report = std::getenv("SHOUJIAN_ARCHIVES_TOLD");
    std::ofstream out(report ? report : "/dev/null");
    int read = 0, crashes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const Told told = read_apart(entry.path());
        ++read;
        crashes += told.signal != 0 || told.exit != 0 ? 1 : 0;
        out << entry.path().lexically_relative(folder).string() << " signal " << told.signal
            << " exit " << told.exit << " seconds " << told.seconds << " KiB " << told.peak_kib
            << " " << told.text << "\n";
        CAPTURE(entry.path().string());
        CHECK_FALSE((told.signal == 0 && told.text.empty()));
    }
    WARN(read << " archives read, " << crashes << " crashes of a library");
    CHECK(read > 0);
}

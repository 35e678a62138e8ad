#include "daemon/converter_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

namespace shoujian {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_files_time = 20;

/// LibreOffice's first start in a new profile ends so: it wants to be started again.
constexpr int exit_restart = 81;
constexpr int most_starts = 3;
constexpr int exit_unconfined = 78;

/// No link to anywhere is followed, no macro run, no object started.
constexpr std::string_view profile = R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item>
</oor:items>
)";

/// The names that shoujian-converter knows the kinds by.
const char* name_of(ForeignKind kind) {
    switch (kind) {
        case ForeignKind::rtf:
            return "rtf";
        case ForeignKind::word_95:
            return "word-95";
        case ForeignKind::works:
            return "works";
    }
    return "";
}

bool write_file(const fs::path& path, std::span<const std::byte> bytes) {
    const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    while (file.get() >= 0 && !bytes.empty()) {
        const ssize_t done = write(file.get(), bytes.data(), bytes.size());
        if (done <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
    return file.get() >= 0;
}

/// A job's own folder, gone with this object.
class JobFolder {
public:
    JobFolder() {
        std::error_code error;
        std::string name = (fs::temp_directory_path(error) / "shoujian-XXXXXX").string();
        if (error || mkdtemp(name.data()) == nullptr) return;
        path_ = name;
        for (const char* part : {"in", "out", "tmp", "profile", "profile/user"})
            if (mkdir((path_ / part).c_str(), 0700) != 0) return;
        // Held from now on: what stands under the name later is the converter's doing.
        out_ = Descriptor(open((path_ / "out").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        good_ = out_.get() >= 0
                && write_file(path_ / "profile/user/registrymodifications.xcu", as_bytes(profile));
    }
    ~JobFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    JobFolder(const JobFolder&) = delete;
    JobFolder& operator=(const JobFolder&) = delete;
    bool good() const { return good_; }
    const fs::path& path() const { return path_; }
    int out() const { return out_.get(); }

private:
    fs::path path_;
    Descriptor out_;
    bool good_ = false;
};

pid_t spawn_group(std::vector<std::string> command) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
    for (const int fd : {1, 2}) posix_spawn_file_actions_adddup2(&actions, 0, fd);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (std::string& one : command) arguments.push_back(one.data());
    arguments.push_back(nullptr);
    char* const environment[] = {nullptr};
    pid_t pid = -1;
    const int failed =
        posix_spawn(&pid, arguments[0], &actions, &attributes, arguments.data(), environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed == 0 ? pid : -1;
}

/// Waits until the group's first process has ended, or the deadline; then nothing of the group
/// lives. nullopt: the deadline.
std::optional<int> end_of(pid_t pid, Clock::time_point deadline) {
    siginfo_t info{};
    const auto running = [&] {
        info.si_pid = 0;
        return waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0
               && info.si_pid == 0;
    };
    while (running() && Clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const bool ended = info.si_pid != 0;
    kill(-pid, SIGKILL);  // not yet waited for, the number cannot be another's
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return ended ? std::optional(status) : std::nullopt;
}

std::string failure_of(std::optional<int> status) {
    if (!status) return "deadline";
    if (WIFSIGNALED(*status)) return "signal " + std::to_string(WTERMSIG(*status));
    if (WEXITSTATUS(*status) == exit_unconfined) return "cannot be confined (seccomp, Landlock)";
    return WEXITSTATUS(*status) == 0 ? "" : "exit " + std::to_string(WEXITSTATUS(*status));
}

/// Runs LibreOffice over one job's files; says what went wrong, if anything did.
std::string run_office(const std::vector<std::string>& command, std::chrono::seconds time) {
    const auto deadline = Clock::now() + time;
    for (int start = 0; start < most_starts; ++start) {
        const pid_t pid = spawn_group(command);
        if (pid < 0) return "shoujian-converter does not start";
        const auto status = end_of(pid, deadline);
        if (!status || !WIFEXITED(*status) || WEXITSTATUS(*status) != exit_restart)
            return failure_of(status);
    }
    return "wants to be started again and again";
}

/// One conversion of all files of a kind.
class Batch {
public:
    Batch(const ConverterSettings& settings, const Limits& limits, const Arena& arena)
        : settings_(settings), limits_(limits), arena_(arena) {}

    void run(std::span<const ForeignFile> sources, ForeignKind kind, Conversion& out) {
        std::vector<std::size_t> ordinals;
        for (std::size_t i = 0; i < sources.size(); ++i)
            if (sources[i].kind == kind) ordinals.push_back(i);
        if (ordinals.empty()) return;
        const JobFolder job;
        if (!job.good() || !put_in(job, sources, ordinals)) {
            out.failures.emplace_back("no folder for the job");
            return;
        }
        ++out.starts;
        const auto time =
            limits_.file_time * static_cast<int>(std::min(ordinals.size(), most_files_time));
        const std::string failure =
            run_office({settings_.executable.string(), job.path().string(),
                        settings_.office.string(), name_of(kind), std::to_string(ordinals.size()),
                        std::to_string(limits_.unpacked_bytes), std::to_string(time.count() + 1)},
                       time);
        if (!failure.empty()) out.failures.push_back(failure);
        take_out(job, ordinals, out);
    }

private:
    bool put_in(const JobFolder& job,
                std::span<const ForeignFile> sources,
                const std::vector<std::size_t>& ordinals) const {
        for (std::size_t i = 0; i < ordinals.size(); ++i) {
            const auto bytes = arena_.read(sources[ordinals[i]].view);
            if (!bytes || !write_file(job.path() / "in" / std::to_string(i), *bytes)) return false;
        }
        return true;
    }

    void take_out(const JobFolder& job,
                  const std::vector<std::size_t>& ordinals,
                  Conversion& out) const {
        for (std::size_t i = 0; i < ordinals.size(); ++i) {
            const std::string name = std::to_string(i) + ".docx";
            const Descriptor made(
                openat(job.out(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
            if (made.get() < 0 || !take(made.get(), ordinals[i], out))
                out.failures.emplace_back("no output");
        }
    }

    /// LibreOffice's exit code is 0 also where it could load nothing: what counts is a file that is
    /// a package.
    bool take(int made, std::size_t ordinal, Conversion& out) const {
        struct stat status {};
        char magic[2] = {};
        if (fstat(made, &status) != 0 || !S_ISREG(status.st_mode)
            || static_cast<std::uint64_t>(status.st_size) > limits_.file_bytes
            || pread(made, magic, 2, 0) != 2 || std::memcmp(magic, "PK", 2) != 0)
            return false;
        const std::uint64_t start =
            out.files.empty() ? 0 : out.files.back().offset + out.files.back().length;
        const auto size = static_cast<std::uint64_t>(status.st_size);
        if (size > limits_.unpacked_bytes || start > limits_.unpacked_bytes - size) return false;
        for (std::uint64_t done = 0; done < size;) {
            const ssize_t sent = sendfile(out.bytes.get(), made, nullptr, size - done);
            if (sent <= 0) return false;
            done += static_cast<std::uint64_t>(sent);
        }
        out.files.push_back({std::to_string(ordinal), start, size, {}});
        return true;
    }

    const ConverterSettings& settings_;
    const Limits& limits_;
    const Arena& arena_;
};

}  // namespace

bool can_convert(const ConverterSettings& settings) {
    return !settings.office.empty() && access(settings.office.c_str(), X_OK) == 0;
}

Conversion convert(const ConverterSettings& settings,
                   const Limits& limits,
                   const Arena& arena,
                   std::span<const ForeignFile> sources) {
    Conversion out;
    out.bytes = Descriptor(memfd_create("shoujian-converted", MFD_CLOEXEC));
    if (out.bytes.get() < 0) {
        out.failures.emplace_back("no memory file");
        return out;
    }
    Batch batch(settings, limits, arena);
    for (const ForeignKind kind : {ForeignKind::rtf, ForeignKind::word_95, ForeignKind::works})
        batch.run(sources, kind, out);
    return out;
}

}  // namespace shoujian

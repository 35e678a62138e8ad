#include "daemon/walls.hpp"

#include "daemon/descriptor.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace shoujian {
namespace {

/// landlock_ruleset_attr and landlock_path_beneath_attr of kernels newer than the headers of
/// Debian 12.
struct Ruleset {
    std::uint64_t files, network, scoped;
};
struct __attribute__((packed)) PathBeneath {
    std::uint64_t rights;
    std::int32_t parent;
};

constexpr long create_ruleset = 444, add_rule = 445, restrict_self = 446, ask_version = 1;
constexpr int path_beneath = 1;

// linux/landlock.h: the bits of a right, and those that mean anything for a file.
constexpr std::uint64_t execute_file = 1U << 0, write_file = 1U << 1, read_file = 1U << 2,
                        read_folder = 1U << 3, truncate_file = 1U << 14;
constexpr std::uint64_t file_rights = execute_file | write_file | read_file | truncate_file;
constexpr std::uint64_t device_ioctl = 1U << 15;

std::uint64_t rights_of(Grant::Rights rights, std::uint64_t known) {
    switch (rights) {
        case Grant::execute:
            return execute_file | read_file;
        case Grant::read:
            return read_file | read_folder;
        case Grant::read_write:
            return known & ~(execute_file | device_ioctl);
    }
    return 0;
}

Result<Done> grant(int ruleset, const Grant& one, std::uint64_t known) {
    const Descriptor place(open(one.path.c_str(), O_PATH | O_CLOEXEC));
    struct stat status {};
    if (place.get() < 0 || fstat(place.get(), &status) != 0) return Done{};
    std::uint64_t rights = rights_of(one.rights, known);
    if (!S_ISDIR(status.st_mode)) rights &= file_rights;
    const PathBeneath rule{rights, place.get()};
    if (syscall(add_rule, ruleset, path_beneath, &rule, 0) != 0)
        return not_confined("landlock_add_rule", errno);
    return Done{};
}

}  // namespace

Error not_confined(const std::string& what, int number) {
    return {Fault::sandbox, "confining the process: " + what + ": " + std::strerror(number)};
}

rlim_t address_bound(std::uint64_t bytes) {
#ifdef __SANITIZE_ADDRESS__
    static_cast<void>(bytes);
    return RLIM_INFINITY;  // its shadow takes terabytes of addresses
#else
    return bytes;
#endif
}

Result<Done> set_bounds(std::span<const Bound> bounds) {
    for (const Bound& bound : bounds) {
        rlimit limit{};
        if (getrlimit(bound.resource, &limit) != 0) return not_confined(bound.name, errno);
        // A hard limit that is lower already stays: only root could raise it.
        limit.rlim_max = std::min(limit.rlim_max, bound.hard);
        limit.rlim_cur = std::min(limit.rlim_max, bound.soft);
        if (setrlimit(bound.resource, &limit) != 0) return not_confined(bound.name, errno);
    }
    return Done{};
}

Result<Done> set_process_flags() {
    const pid_t parent = getppid();
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return not_confined("no_new_privs", errno);
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return not_confined("dumpable", errno);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return not_confined("pdeathsig", errno);
    if (getppid() != parent) return not_confined("the daemon has gone", ESRCH);
    return Done{};
}

void offer_to_the_kernel() {
    const Descriptor score(open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
    if (score.get() >= 0) static_cast<void>(!write(score.get(), "1000", 4));
}

Result<bool> lock_files(std::span<const Grant> grants) {
    const long version = syscall(create_ruleset, nullptr, 0, ask_version);
    if (version < 1) return false;
    const int rights = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
    const Ruleset rules{(std::uint64_t{1} << rights) - 1, version >= 4 ? 3U : 0U,
                        version >= 6 ? 3U : 0U};
    const std::size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    const Descriptor ruleset(static_cast<int>(syscall(create_ruleset, &rules, size, 0)));
    if (ruleset.get() < 0) return not_confined("landlock_create_ruleset", errno);
    for (const Grant& one : grants)
        if (auto done = grant(ruleset.get(), one, rules.files); !done) return done.error();
    if (syscall(restrict_self, ruleset.get(), 0) != 0)
        return not_confined("landlock_restrict_self", errno);
    return true;
}

}  // namespace shoujian

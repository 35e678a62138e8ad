#include "daemon/reader/sandbox.hpp"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>

namespace shoujian {
namespace {

using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>,
                               decltype([](std::remove_pointer_t<scmp_filter_ctx>* f) {
                                   seccomp_release(f);
                               })>;

Error failed(const std::string& what, int number) {
    return {Fault::sandbox, "confining the reader: " + what + ": " + std::strerror(number)};
}

struct Bound {
    __rlimit_resource_t resource;
    const char* name;
    rlim_t soft, hard;
};

Result<Done> set_bounds(const Confinement& confinement) {
    const auto cpu = static_cast<rlim_t>(confinement.cpu.count());
#ifdef __SANITIZE_ADDRESS__
    const rlim_t memory = RLIM_INFINITY;  // its shadow takes terabytes of addresses
#else
    const rlim_t memory = confinement.address_space_bytes;
#endif
    const Bound bounds[] = {
        {RLIMIT_AS, "RLIMIT_AS", memory, memory}, {RLIMIT_CPU, "RLIMIT_CPU", cpu, cpu + 2},
        {RLIMIT_FSIZE, "RLIMIT_FSIZE", 0, 0},     {RLIMIT_NOFILE, "RLIMIT_NOFILE", 8, 8},
        {RLIMIT_CORE, "RLIMIT_CORE", 0, 0},       {RLIMIT_NPROC, "RLIMIT_NPROC", 0, 0},
        {RLIMIT_MEMLOCK, "RLIMIT_MEMLOCK", 0, 0}, {RLIMIT_MSGQUEUE, "RLIMIT_MSGQUEUE", 0, 0},
    };
    for (const Bound& bound : bounds) {
        rlimit limit{};
        if (getrlimit(bound.resource, &limit) != 0) return failed(bound.name, errno);
        // A hard limit that is lower already stays: only root could raise it.
        limit.rlim_max = std::min(limit.rlim_max, bound.hard);
        limit.rlim_cur = std::min(limit.rlim_max, bound.soft);
        if (setrlimit(bound.resource, &limit) != 0) return failed(bound.name, errno);
    }
    return Done{};
}

Result<Done> set_process_flags() {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("no_new_privs", errno);
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed("dumpable", errno);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return failed("pdeathsig", errno);
    return Done{};
}

/// landlock_ruleset_attr of kernels newer than the headers of Debian 12.
struct Ruleset {
    std::uint64_t files, network, scoped;
};

/// A ruleset without rules: no file and no port, by any right that the kernel's version knows.
Result<Done> lock_files() {
    constexpr long create = 444, restrict_self = 446, ask_version = 1;
    const long version = syscall(create, nullptr, 0, ask_version);
    if (version < 1) return Done{};  // no Landlock here: the filter alone refuses to open anything
    const int rights = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
    const Ruleset ruleset{(std::uint64_t{1} << rights) - 1, version >= 4 ? 3U : 0U,
                          version >= 6 ? 3U : 0U};
    const std::size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    const long fd = syscall(create, &ruleset, size, 0);
    if (fd < 0) return failed("landlock_create_ruleset", errno);
    const long locked = syscall(restrict_self, fd, 0);
    const int number = errno;
    close(static_cast<int>(fd));
    if (locked != 0) return failed("landlock_restrict_self", number);
    return Done{};
}

/// Allowed whatever the arguments.
constexpr int allowed[] = {
    SCMP_SYS(read),           SCMP_SYS(pread64),         SCMP_SYS(readv),
    SCMP_SYS(close),          SCMP_SYS(lseek),           SCMP_SYS(fstat),
    SCMP_SYS(munmap),         SCMP_SYS(mremap),          SCMP_SYS(brk),
    SCMP_SYS(madvise),        SCMP_SYS(futex),           SCMP_SYS(exit),
    SCMP_SYS(exit_group),     SCMP_SYS(rt_sigreturn),    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),     SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),   SCMP_SYS(gettimeofday),    SCMP_SYS(time),
    SCMP_SYS(getrandom),      SCMP_SYS(getpid),          SCMP_SYS(gettid),
    SCMP_SYS(sched_yield),    SCMP_SYS(restart_syscall),
};

/// What libraries try and do without.
constexpr int refused[] = {
    SCMP_SYS(open),       SCMP_SYS(openat),     SCMP_SYS(openat2),
    SCMP_SYS(access),     SCMP_SYS(faccessat),  SCMP_SYS(stat),
    SCMP_SYS(newfstatat), SCMP_SYS(statx),      SCMP_SYS(lstat),
    SCMP_SYS(readlink),   SCMP_SYS(getcwd),     SCMP_SYS(readlinkat),
    SCMP_SYS(uname),      SCMP_SYS(sysinfo),    SCMP_SYS(getuid),
    SCMP_SYS(ioctl),      SCMP_SYS(fcntl),      SCMP_SYS(geteuid),
    SCMP_SYS(getgid),     SCMP_SYS(getegid),    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(prlimit64),  SCMP_SYS(faccessat2),
};

int add_rules(scmp_filter_ctx filter) {
    int bad = 0;
    for (const int call : allowed) bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    for (const int call : refused) bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0);
    // Memory is never executable, so that bytes of a file never become code.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                                SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    for (const int call : {SCMP_SYS(write), SCMP_SYS(writev)}) {
        bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A0_32(SCMP_CMP_EQ, 1));
        bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EBADF), call, 1, SCMP_A0_32(SCMP_CMP_NE, 1));
    }
    // abort() signals its own process, never another.
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0_32(SCMP_CMP_EQ, static_cast<unsigned>(getpid())));
    return bad;
}

Result<Done> filter_calls() {
    const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!filter) return failed("seccomp_init", ENOMEM);
    if (add_rules(filter.get()) != 0) return failed("seccomp rules", EINVAL);
    const int loaded = seccomp_load(filter.get());
    if (loaded != 0) return failed("seccomp", -loaded);
    return Done{};
}

}  // namespace

Result<Done> confine(const Confinement& confinement) {
    const pid_t parent = getppid();
    if (auto done = set_process_flags(); !done) return done;
    if (getppid() != parent) return failed("the daemon has gone", ESRCH);
    if (auto done = lock_files(); !done) return done;
    if (auto done = set_bounds(confinement); !done) return done;
    return filter_calls();
}

void forbid_confining() {
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const Filter filter(seccomp_init(SCMP_ACT_ALLOW));
    seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(seccomp), 0);
    seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 1,
                     SCMP_A0_64(SCMP_CMP_EQ, PR_SET_SECCOMP));
    seccomp_load(filter.get());
}

}  // namespace shoujian

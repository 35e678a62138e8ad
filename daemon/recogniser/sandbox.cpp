#include "daemon/recogniser/sandbox.hpp"

#include "daemon/call_filter.hpp"
#include "daemon/walls.hpp"

#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <iterator>
#include <system_error>

namespace shoujian {

namespace {

/// Processor time of its whole life, a few hundred pages; one page's time is the daemon's to watch.
constexpr rlim_t most_seconds = 3600;

Result<Done> bound_resources() {
    const rlim_t memory = address_bound(recogniser_address_space);
    const Bound bounds[] = {
        {RLIMIT_AS, "RLIMIT_AS", memory, memory},
        {RLIMIT_CPU, "RLIMIT_CPU", most_seconds, most_seconds},
        {RLIMIT_FSIZE, "RLIMIT_FSIZE", 0, 0},
        {RLIMIT_NOFILE, "RLIMIT_NOFILE", 3, 3},
        {RLIMIT_CORE, "RLIMIT_CORE", 0, 0},
        {RLIMIT_NPROC, "RLIMIT_NPROC", 0, 0},
        {RLIMIT_MEMLOCK, "RLIMIT_MEMLOCK", 0, 0},
        {RLIMIT_MSGQUEUE, "RLIMIT_MSGQUEUE", 0, 0},
    };
    return set_bounds(bounds);
}

/// Allowed whatever the arguments.
constexpr int allowed[] = {
    SCMP_SYS(munmap),         SCMP_SYS(mremap),       SCMP_SYS(brk),
    SCMP_SYS(madvise),        SCMP_SYS(futex),        SCMP_SYS(exit),
    SCMP_SYS(exit_group),     SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),  SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),   SCMP_SYS(gettimeofday), SCMP_SYS(time),
    SCMP_SYS(getrandom),      SCMP_SYS(getrusage),    SCMP_SYS(getpid),
    SCMP_SYS(gettid),         SCMP_SYS(sched_yield),  SCMP_SYS(restart_syscall),
    SCMP_SYS(close),
};

/// What libraries try and do without.
constexpr int refused[] = {
    SCMP_SYS(open),       SCMP_SYS(openat),    SCMP_SYS(openat2),
    SCMP_SYS(access),     SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
    SCMP_SYS(stat),       SCMP_SYS(fstat),     SCMP_SYS(newfstatat),
    SCMP_SYS(statx),      SCMP_SYS(lstat),     SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getcwd),    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),    SCMP_SYS(ioctl),     SCMP_SYS(fcntl),
    SCMP_SYS(lseek),      SCMP_SYS(prlimit64), SCMP_SYS(sched_getaffinity),
};

/// A filter binds the thread that puts it up, and those that come of it: one that an engine started
/// before would stay free.
Result<Done> expect_no_other_thread() {
    std::error_code error;
    const std::filesystem::directory_iterator threads("/proc/self/task", error);
    if (error || std::distance(begin(threads), end(threads)) != 1)
        return not_confined("threads", EBUSY);
    return Done{};
}

int add_rules(scmp_filter_ctx filter) {
    int bad = 0;
    for (const int call : allowed) bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    for (const int call : refused) bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0);
    // Memory is never executable: whatever pixels bring about, they do not become code.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                                SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1, SCMP_A0_32(SCMP_CMP_EQ, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0_32(SCMP_CMP_EQ, 1));
    // What a library has to say on stderr is nobody's.
    for (const int call : {SCMP_SYS(write), SCMP_SYS(writev)})
        bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EBADF), call, 1, SCMP_A0_32(SCMP_CMP_NE, 1));
    // abort() signals its own process, never another.
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0_32(SCMP_CMP_EQ, static_cast<unsigned>(getpid())));
    return bad;
}

}  // namespace

Result<Done> confine_recogniser() {
    if (auto done = expect_no_other_thread(); !done) return done;
    if (auto done = set_process_flags(); !done) return done;
    // Without Landlock the filter alone refuses to open anything.
    if (auto locked = lock_files({}); !locked) return locked.error();
    if (auto done = bound_resources(); !done) return done;
    return filter_calls(OtherCalls::kill, add_rules);
}

}  // namespace shoujian

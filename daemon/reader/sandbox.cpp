#include "daemon/reader/sandbox.hpp"

#include "daemon/walls.hpp"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <type_traits>

namespace shoujian {
namespace {

using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>,
                               decltype([](std::remove_pointer_t<scmp_filter_ctx>* f) {
                                   seccomp_release(f);
                               })>;

Result<Done> bound_resources(const Confinement& confinement) {
    const auto cpu = static_cast<rlim_t>(confinement.cpu.count());
    const rlim_t memory = address_bound(confinement.address_space_bytes);
    const Bound bounds[] = {
        {RLIMIT_AS, "RLIMIT_AS", memory, memory}, {RLIMIT_CPU, "RLIMIT_CPU", cpu, cpu + 2},
        {RLIMIT_FSIZE, "RLIMIT_FSIZE", 0, 0},     {RLIMIT_NOFILE, "RLIMIT_NOFILE", 8, 8},
        {RLIMIT_CORE, "RLIMIT_CORE", 0, 0},       {RLIMIT_NPROC, "RLIMIT_NPROC", 0, 0},
        {RLIMIT_MEMLOCK, "RLIMIT_MEMLOCK", 0, 0}, {RLIMIT_MSGQUEUE, "RLIMIT_MSGQUEUE", 0, 0},
    };
    return set_bounds(bounds);
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
    if (!filter) return not_confined("seccomp_init", ENOMEM);
    if (add_rules(filter.get()) != 0) return not_confined("seccomp rules", EINVAL);
    const int loaded = seccomp_load(filter.get());
    if (loaded != 0) return not_confined("seccomp", -loaded);
    return Done{};
}

}  // namespace

Result<Done> confine(const Confinement& confinement) {
    if (auto done = set_process_flags(); !done) return done;
    // Without Landlock the filter alone refuses to open anything.
    if (auto locked = lock_files({}); !locked) return locked.error();
    if (auto done = bound_resources(confinement); !done) return done;
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

#include "daemon/reader/sandbox.hpp"

#include "daemon/call_filter.hpp"
#include "daemon/walls.hpp"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>

namespace shoujian {
namespace {

Result<Done> bound_resources(const Confinement& confinement) {
    const auto cpu = static_cast<rlim_t>(confinement.cpu.count());
    const rlim_t memory = address_bound(confinement.address_space_bytes);
    const rlim_t files = confinement.files == FilesInSight::none ? 8 : 64;
    const Bound bounds[] = {
        {RLIMIT_AS, "RLIMIT_AS", memory, memory}, {RLIMIT_CPU, "RLIMIT_CPU", cpu, cpu + 2},
        {RLIMIT_FSIZE, "RLIMIT_FSIZE", 0, 0},     {RLIMIT_NOFILE, "RLIMIT_NOFILE", files, files},
        {RLIMIT_CORE, "RLIMIT_CORE", 0, 0},       {RLIMIT_NPROC, "RLIMIT_NPROC", 0, 0},
        {RLIMIT_MEMLOCK, "RLIMIT_MEMLOCK", 0, 0}, {RLIMIT_MSGQUEUE, "RLIMIT_MSGQUEUE", 0, 0},
    };
    return set_bounds(bounds);
}

const Grant font_files[] = {
    {Grant::read, "/usr/share/fonts"},   {Grant::read, "/usr/local/share/fonts"},
    {Grant::read, "/etc/fonts"},         {Grant::read, "/usr/share/fontconfig"},
    {Grant::read, "/usr/share/poppler"}, {Grant::read, "/var/cache/fontconfig"},
};

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
    SCMP_SYS(sched_yield),    SCMP_SYS(restart_syscall), SCMP_SYS(fadvise64),
};

/// What libraries try and do without.
constexpr int refused[] = {
    SCMP_SYS(open),      SCMP_SYS(openat2), SCMP_SYS(getcwd), SCMP_SYS(uname),
    SCMP_SYS(sysinfo),   SCMP_SYS(getuid),  SCMP_SYS(ioctl),  SCMP_SYS(geteuid),
    SCMP_SYS(getgid),    SCMP_SYS(getegid), SCMP_SYS(fcntl),  SCMP_SYS(sched_getaffinity),
    SCMP_SYS(prlimit64),
};

/// Looks at the file system: refused, or left to Landlock to decide.
constexpr int looks_at_files[] = {
    SCMP_SYS(access),     SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(stat),
    SCMP_SYS(newfstatat), SCMP_SYS(statx),     SCMP_SYS(lstat),      SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(statfs),    SCMP_SYS(fstatfs),    SCMP_SYS(getdents64),
};

/// How fontconfig writes its table anew where the system's is stale: it does without.
constexpr int changes_files[] = {
    SCMP_SYS(mkdir), SCMP_SYS(rmdir), SCMP_SYS(link),      SCMP_SYS(rename), SCMP_SYS(unlink),
    SCMP_SYS(chmod), SCMP_SYS(utime), SCMP_SYS(utimensat), SCMP_SYS(utimes),
};

int add_file_rules(scmp_filter_ctx filter, bool in_sight) {
    int bad = 0;
    const auto answer = in_sight ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EACCES);
    for (const int call : looks_at_files) bad |= seccomp_rule_add(filter, answer, call, 0);
    if (!in_sight)
        return bad | seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 0);
    for (const int call : changes_files)
        bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0);
    constexpr scmp_datum_t changes{O_ACCMODE | O_CREAT | O_TRUNC};
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                            SCMP_A2_64(SCMP_CMP_MASKED_EQ, changes, O_RDONLY));
    for (const scmp_datum_t change : {scmp_datum_t{O_WRONLY}, scmp_datum_t{O_RDWR}})
        bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 1,
                                SCMP_A2_64(SCMP_CMP_MASKED_EQ, O_ACCMODE, change));
    return bad;
}

int add_rules(scmp_filter_ctx filter, bool files_in_sight) {
    int bad = add_file_rules(filter, files_in_sight);
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

}  // namespace

Result<Done> confine(const Confinement& confinement) {
    if (auto done = set_process_flags(); !done) return done;
    const bool fonts = confinement.files == FilesInSight::fonts;
    const auto locked =
        lock_files(fonts ? std::span<const Grant>(font_files) : std::span<const Grant>());
    if (!locked) return locked.error();
    if (auto done = bound_resources(confinement); !done) return done;
    // Without Landlock the filter alone refuses to open anything.
    const bool in_sight = fonts && *locked;
    return filter_calls(OtherCalls::kill,
                        [&](scmp_filter_ctx filter) { return add_rules(filter, in_sight); });
}

void forbid_confining() {
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(seccomp), 0);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 1,
                     SCMP_A0_64(SCMP_CMP_EQ, PR_SET_SECCOMP));
    seccomp_load(filter);
    seccomp_release(filter);
}

}  // namespace shoujian

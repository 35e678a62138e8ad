#include "daemon/converter/sandbox.hpp"

#include "daemon/call_filter.hpp"
#include "daemon/walls.hpp"

#include <linux/sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace shoujian {
namespace {

/// LibreOffice takes 1.1 GB of addresses for a form and 210 MB of memory.
constexpr std::uint64_t address_space = 2'000'000'000;

/// What was seen to be opened on Debian 12: libraries, fonts, locale, settings, the user's entry.
constexpr const char* readable[] = {
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/etc/libreoffice",
    "/etc/localtime",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/var/cache/fontconfig",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/proc",
    "/sys/devices/system/cpu",
    "/dev/urandom",
    "/dev/random",
};

/// The program's loader is opened for execution by the kernel.
constexpr const char* loaders[] = {"/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"};

Result<Done> lock_places(const OfficeConfinement& confinement) {
    std::vector<Grant> grants{{Grant::read_write, confinement.job.string()},
                              {Grant::read_write, "/dev/null"},
                              {Grant::execute, confinement.office.string()}};
    for (const char* path : readable) grants.push_back({Grant::read, path});
    for (const char* path : loaders) grants.push_back({Grant::execute, path});
    const auto locked = lock_files(grants);
    if (!locked) return locked.error();
    if (!*locked) return not_confined("Landlock", ENOSYS);
    return Done{};
}

Result<Done> bound_resources(const OfficeConfinement& confinement) {
    const auto cpu = static_cast<rlim_t>(confinement.cpu.count());
    const rlim_t memory = address_bound(address_space), file = confinement.file_bytes;
    const Bound bounds[] = {
        {RLIMIT_AS, "RLIMIT_AS", memory, memory},   {RLIMIT_CPU, "RLIMIT_CPU", cpu, cpu + 2},
        {RLIMIT_FSIZE, "RLIMIT_FSIZE", file, file}, {RLIMIT_NOFILE, "RLIMIT_NOFILE", 256, 256},
        {RLIMIT_CORE, "RLIMIT_CORE", 0, 0},         {RLIMIT_MEMLOCK, "RLIMIT_MEMLOCK", 0, 0},
        {RLIMIT_MSGQUEUE, "RLIMIT_MSGQUEUE", 0, 0},
    };
    return set_bounds(bounds);
}

/// Allowed whatever the arguments: files (Landlock says which), memory, threads, time, and what
/// goes on between the threads of one process.
constexpr int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(close_range),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),
    SCMP_SYS(fcntl),
    SCMP_SYS(flock),
    SCMP_SYS(ioctl),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(ftruncate),
    SCMP_SYS(truncate),
    SCMP_SYS(fallocate),
    SCMP_SYS(fadvise64),
    SCMP_SYS(sendfile),
    SCMP_SYS(copy_file_range),
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(creat),
    SCMP_SYS(stat),
    SCMP_SYS(fstat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(fstatfs),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    SCMP_SYS(chdir),
    SCMP_SYS(fchdir),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(rmdir),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(rename),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(chmod),
    SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat),
    SCMP_SYS(utime),
    SCMP_SYS(utimes),
    SCMP_SYS(utimensat),
    SCMP_SYS(umask),
    SCMP_SYS(getdents),
    SCMP_SYS(getdents64),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(brk),
    SCMP_SYS(madvise),
    SCMP_SYS(msync),
    SCMP_SYS(mincore),
    SCMP_SYS(membarrier),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(get_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(execve),
    SCMP_SYS(wait4),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_getparam),
    SCMP_SYS(sched_getscheduler),
    SCMP_SYS(getpriority),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(rt_sigsuspend),
    SCMP_SYS(rt_sigpending),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(pause),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(eventfd2),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(socketpair),
    SCMP_SYS(shutdown),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(getsockname),
    SCMP_SYS(getsockopt),
    SCMP_SYS(setsockopt),
    SCMP_SYS(recvfrom),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getresuid),
    SCMP_SYS(getresgid),
    SCMP_SYS(getgroups),
    SCMP_SYS(getpgrp),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrusage),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getrandom),
    SCMP_SYS(getcpu),
};

constexpr scmp_datum_t socket_kind = 0xF;  // of the type argument; the rest are flags

int add_rules(scmp_filter_ctx filter) {
    int bad = 0;
    for (const int call : allowed) bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    // It insists on a pipe that a second instance would find it by, in the job's folder; nobody
    // connects to it, and it connects to nobody.
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2,
                            SCMP_A0_32(SCMP_CMP_EQ, AF_UNIX),
                            SCMP_A1_32(SCMP_CMP_MASKED_EQ, socket_kind, SOCK_STREAM));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
                            SCMP_A0_32(SCMP_CMP_NE, AF_UNIX));
    // It makes that pipe in /tmp or /var/tmp and takes OSL_SOCKET_PATH only where those cannot be
    // written in, which it asks of access(2), which knows nothing of Landlock.
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(access), 1,
                            SCMP_A1_32(SCMP_CMP_EQ, W_OK));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(access), 1,
                            SCMP_A1_32(SCMP_CMP_NE, W_OK));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ECONNREFUSED), SCMP_SYS(connect), 0);
    bad |=
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendto), 1, SCMP_A4_64(SCMP_CMP_EQ, 0));
    // Threads only. The flags of clone3 lie in memory, where no filter can look: libraries go back
    // to clone where it does not exist.
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                            SCMP_A0_64(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    // No memory that is written and then run, so that bytes of a file never become code.
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                            SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    for (const auto kind : {PROT_EXEC, PROT_WRITE})
        bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                                SCMP_A2_64(SCMP_CMP_MASKED_EQ, static_cast<scmp_datum_t>(kind), 0));
    // Its own process alone; the number stays through exec.
    const auto self = static_cast<scmp_datum_t>(getpid());
    for (const int call : {SCMP_SYS(kill), SCMP_SYS(tgkill)})
        bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A0_32(SCMP_CMP_EQ, self));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                            SCMP_A0_32(SCMP_CMP_EQ, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
                            SCMP_A0_32(SCMP_CMP_EQ, PR_SET_NAME));
    return bad;
}

}  // namespace

Result<Done> confine_office(const OfficeConfinement& confinement) {
    if (auto done = set_process_flags(); !done) return done;
    if (auto done = lock_places(confinement); !done) return done;
    if (auto done = bound_resources(confinement); !done) return done;
    return filter_calls(OtherCalls::refuse, add_rules);
}

}  // namespace shoujian

// A power cut for tests: preloaded into the daemon, it ends the process with SIGKILL at the
// KILL_AT-th call that touches the disk. Without KILL_AT it counts them into the file COUNT_TO.
#include <dlfcn.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace {

std::atomic<long> calls{0};

void touch() {
    static const long kill_at = [] {
        const char* text = std::getenv("KILL_AT");
        return text == nullptr ? 0L : std::atol(text);
    }();
    if (++calls == kill_at) kill(getpid(), SIGKILL);
}

struct Counter {
    ~Counter() {
        if (const char* file = std::getenv("COUNT_TO")) std::ofstream(file) << calls.load();
    }
} counter;

template <class Function>
Function real(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t count) {
    if (fd > 2) touch();
    static const auto next = real<ssize_t (*)(int, const void*, size_t)>("write");
    return next(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset) {
    touch();
    static const auto next = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    return next(fd, bytes, count, offset);
}

int fsync(int fd) {
    touch();
    static const auto next = real<int (*)(int)>("fsync");
    return next(fd);
}

int fdatasync(int fd) {
    touch();
    static const auto next = real<int (*)(int)>("fdatasync");
    return next(fd);
}

int rename(const char* from, const char* to) {
    touch();
    static const auto next = real<int (*)(const char*, const char*)>("rename");
    return next(from, to);
}
}

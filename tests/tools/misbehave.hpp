#pragma once

#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

/// What a parser's bug would do, by the name of the file that brings it about: mock-crash…,
/// mock-hang…, mock-allocate…, mock-open…, mock-socket…, mock-fork…, mock-flood….
inline void misbehave(std::string_view name) {
    const auto is = [&](std::string_view what) {
        return name.find(what) != std::string_view::npos;
    };
    if (is("mock-crash")) std::abort();
    if (is("mock-hang"))
        for (;;) sched_yield();
    if (is("mock-allocate")) {
        std::vector<std::string> all;
        for (;;) all.emplace_back(std::size_t{64} << 20, 'x');
    }
    // What is refused must stay refused: a file or socket that opens is a crash of the test's own
    // kind.
    if (is("mock-open") && open("/etc/passwd", O_RDONLY) >= 0) std::_Exit(0);
    if (is("mock-socket") && socket(AF_INET, SOCK_STREAM, 0) >= 0) std::_Exit(0);
    if (is("mock-fork") && fork() >= 0) std::_Exit(0);
    if (is("mock-flood")) {
        const std::string much(1 << 20, '\0');
        for (;;) {
            if (write(1, much.data(), much.size()) < 0) return;
        }
    }
}

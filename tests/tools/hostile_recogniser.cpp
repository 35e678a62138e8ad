// The recogniser with a question in it that makes it misbehave, as an engine's bug would: a text
// mock-crash, mock-hang, mock-allocate, mock-open, mock-socket, mock-fork, mock-flood,
// mock-nonsense or mock-outside among the wanted. Everything else is read as ever, in the same
// sandbox.
#include "daemon/recogniser/session.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace {

void say(const std::string& body) {
    std::string bytes;
    for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<char>(body.size() >> (8 * i) & 0xff));
    bytes += body;
    if (write(1, bytes.data(), bytes.size()) < 0) std::_Exit(1);
}

void flood() {
    const std::string much(1 << 20, '\xff');
    for (;;)
        if (write(1, much.data(), much.size()) < 0) return;
}

/// A line that lies beside the page.
std::string impossible_answer() {
    shoujian::PageText text;
    text.lines.push_back({"假", 1.0, {100}, {9'000, 0, 2'000, 100}});
    return encode(shoujian::RecognitionAnswer{text});
}

void misbehave(const shoujian::RecognitionRequest& request) {
    const std::string way = request.question.wanted.empty() ? "" : request.question.wanted.front();
    if (way == "mock-crash") std::abort();
    if (way == "mock-hang")
        for (;;) sched_yield();
    if (way == "mock-allocate") {
        std::vector<std::string> all;
        for (;;) all.emplace_back(std::size_t{64} << 20, 'x');
    }
    // What is refused must stay refused: a file that opens is a crash of the test's own kind.
    if (way == "mock-open" && open("/etc/passwd", O_RDONLY) >= 0) std::_Exit(0);
    if (way == "mock-socket" && socket(AF_INET, SOCK_STREAM, 0) >= 0) std::_Exit(0);
    if (way == "mock-fork" && fork() >= 0) std::_Exit(0);
    if (way == "mock-flood") flood();
    if (way == "mock-nonsense") say("nonsense");
    if (way == "mock-outside") say(impossible_answer());
}

}  // namespace

int main(int count, char** arguments) {
    return shoujian::run_recogniser(count == 2 ? arguments[1] : "", misbehave);
}

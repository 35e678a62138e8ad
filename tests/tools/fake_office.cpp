// In LibreOffice's place, for tests: does what the first file says in its text, as an office
// program that a document has taken over would. "mock-hang", "mock-crash", "mock-garbage",
// "mock-link", "mock-escape PORT FILE"; anything else makes nothing and ends well.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace {

void ignore_all() {
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGALRM}) std::signal(number, SIG_IGN);
}

/// Connects to a listener on loopback; true where a wall was open.
bool reaches(int port) {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return fd >= 0 && connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

/// The walls that did not hold, one letter each.
std::string escapes(int port, const std::string& file) {
    std::string out;
    if (reaches(port)) out += 'n';
    if (std::ifstream(file).good()) out += 'r';
    if (std::ofstream(file + ".written").good()) out += 'w';
    if (const pid_t child = fork(); child >= 0) {
        if (child == 0) _exit(0);
        out += 'f';
    }
    if (setsid() >= 0 || setpgid(0, 0) == 0) out += 'g';
    if (kill(getppid(), 0) == 0) out += 'k';
    char sh[] = "/bin/sh";
    char* const command[] = {sh, nullptr};
    execv(sh, command);  // where this works, nothing is written below
    return out;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string first = arguments[count - 1];  // a test sends one file
    std::ifstream in(first);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string made = first.substr(0, first.rfind("/in/")) + "/out/0.docx";
    const auto says = [&](const char* what) { return text.find(what) != std::string::npos; };
    if (says("mock-hang")) {
        ignore_all();
        for (;;) pause();
    }
    if (says("mock-crash")) std::abort();
    if (says("mock-garbage")) std::ofstream(made) << "PK and then nothing of the kind";
    if (says("mock-link")) return symlink("/etc/passwd", made.c_str()) == 0 ? 0 : 1;
    const std::size_t escape = text.find("mock-escape ");
    if (escape == std::string::npos) return 0;
    char* rest = nullptr;
    const long port = std::strtol(text.c_str() + escape + 12, &rest, 10);
    const std::string file = text.substr(static_cast<std::size_t>(rest - text.c_str()) + 1);
    std::ofstream(made) << "PK" << escapes(static_cast<int>(port), file.substr(0, file.find('}')));
    return 0;
}

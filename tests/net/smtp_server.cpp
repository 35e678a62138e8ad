#include "tests/net/smtp_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace shoujian {
namespace {

/// The client's end of one connection, line by line.
class Line {
public:
    explicit Line(int fd) : fd_(fd) {}
    bool read(std::string& line) {
        for (;;) {
            const auto end = buffer_.find("\r\n");
            if (end != std::string::npos) {
                line = buffer_.substr(0, end);
                buffer_.erase(0, end + 2);
                return true;
            }
            char bytes[16384];
            const auto count = ::recv(fd_, bytes, sizeof bytes, 0);
            if (count <= 0) return false;
            buffer_.append(bytes, static_cast<std::size_t>(count));
        }
    }
    void write(const std::string& text) const {
        const std::string bytes = text + "\r\n";
        ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }

private:
    int fd_;
    std::string buffer_;
};

std::string usual(const std::string& stage) {
    if (stage == "greeting") return "220 test";
    if (stage == "DATA") return "354 go on";
    if (stage == "QUIT") return "221 bye";
    return "250 ok " + stage;
}

std::string message_id_of(const std::string& mail) {
    constexpr std::string_view name = "Message-ID: ";
    const auto at = mail.find(name);
    if (at == std::string::npos) return "";
    return mail.substr(at + name.size(), mail.find("\r\n", at) - at - name.size());
}

}  // namespace

struct SmtpServer::State {
    Script script;
    int listener = -1, port = 0;
    std::atomic<bool> ending{false};
    mutable std::mutex mutex;
    std::set<int> open;
    std::map<std::string, std::vector<std::string>> taken;
    std::vector<std::thread> talks;
    std::thread accepting;

    std::string answer(const std::string& stage) const {
        const std::string said = script ? script(stage) : "";
        return said.empty() ? usual(stage) : said;
    }

    static bool read_mail(Line& line, std::string& mail) {
        std::string one;
        mail.clear();
        while (line.read(one)) {
            if (one == ".") return true;
            mail += (one.starts_with('.') ? one.substr(1) : one) + "\r\n";
        }
        return false;
    }

    void keep(const std::string& mail, const std::string& said) {
        if (said[0] == '4' || said[0] == '5') return;
        const std::lock_guard lock(mutex);
        taken[message_id_of(mail)].push_back(mail);
    }

    void talk(int fd) {
        Line line(fd);
        std::string stage = "greeting", command, mail;
        for (;;) {
            std::string said = answer(stage);
            if (said == "drop") return;
            line.write(said);
            if (stage == "DATA" && said[0] == '3') {
                if (!read_mail(line, mail)) return;
                said = answer("dot");
                keep(mail, said);
                if (said == "drop") return;
                line.write(said);
            }
            if (stage == "QUIT" || !line.read(command)) return;
            stage = command.substr(0, 4);
        }
    }

    void serve(int fd) {
        talk(fd);
        const std::lock_guard lock(mutex);
        open.erase(fd);
        ::close(fd);
    }

    void accept_all() {
        while (!ending) {
            pollfd waiting{listener, POLLIN, 0};
            if (::poll(&waiting, 1, 50) <= 0) continue;
            const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (fd < 0) continue;
            const std::lock_guard lock(mutex);
            open.insert(fd);
            talks.emplace_back([this, fd] { serve(fd); });
        }
    }
};

SmtpServer::SmtpServer(Script script) : state_(std::make_unique<State>()) {
    State& s = *state_;
    s.script = std::move(script);
    s.listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t length = sizeof address;
    if (s.listener < 0 || ::bind(s.listener, generic, length) != 0 || ::listen(s.listener, 16) != 0
        || ::getsockname(s.listener, generic, &length) != 0)
        throw std::runtime_error("no loopback port");
    s.port = ntohs(address.sin_port);
    s.accepting = std::thread([&s] { s.accept_all(); });
}

SmtpServer::~SmtpServer() {
    state_->ending = true;
    state_->accepting.join();
    {
        const std::lock_guard lock(state_->mutex);
        for (const int fd : state_->open) ::shutdown(fd, SHUT_RDWR);
    }
    for (std::thread& talk : state_->talks) talk.join();
    ::close(state_->listener);
}

std::string SmtpServer::url() const {
    return "smtp://127.0.0.1:" + std::to_string(state_->port);
}

std::map<std::string, std::vector<std::string>> SmtpServer::taken() const {
    const std::lock_guard lock(state_->mutex);
    return state_->taken;
}

}  // namespace shoujian

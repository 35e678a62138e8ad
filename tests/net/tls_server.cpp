#include "tests/net/tls_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace shoujian {
namespace {

void run(const std::string& command) {
    if (std::system((command + " 2>/dev/null").c_str()) != 0) {
        throw std::runtime_error("failed: " + command);
    }
}

int listen_on_loopback(int& port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t length = sizeof address;
    if (fd < 0 || ::bind(fd, generic, length) != 0 || ::listen(fd, 16) != 0
        || ::getsockname(fd, generic, &length) != 0) {
        throw std::runtime_error("no loopback port");
    }
    port = ntohs(address.sin_port);
    return fd;
}

class OpenPeer final : public TlsPeer {
public:
    OpenPeer(SSL* ssl, int fd) : ssl_(ssl), fd_(fd) {}
    void write(std::string_view bytes) override {
        std::size_t written = 0;
        if (!bytes.empty()) SSL_write_ex(ssl_, bytes.data(), bytes.size(), &written);
    }
    std::string read_some() override {
        if (!buffer_.empty()) return std::exchange(buffer_, {});
        std::array<char, 16384> bytes;
        std::size_t count = 0;
        if (SSL_read_ex(ssl_, bytes.data(), bytes.size(), &count) != 1) return {};
        return {bytes.data(), count};
    }
    std::string read_line() override {
        std::string line;
        for (;;) {
            const auto end = line.find('\n');
            if (end != std::string::npos) {
                buffer_ = line.substr(end + 1);
                line.resize(end > 0 && line[end - 1] == '\r' ? end - 1 : end);
                return line;
            }
            const auto more = read_some();
            if (more.empty()) return {};
            line += more;
        }
    }
    bool wait_readable(int other_fd) override {
        if (!buffer_.empty() || SSL_pending(ssl_) > 0) return true;
        std::array<pollfd, 2> fds{{{fd_, POLLIN, 0}, {other_fd, POLLIN, 0}}};
        ::poll(fds.data(), fds.size(), -1);
        return fds[0].revents != 0;
    }

private:
    SSL* ssl_;
    int fd_;
    std::string buffer_;
};

}  // namespace

Certificates make_certificates(const std::filesystem::path& folder) {
    const auto f = folder.string() + "/";
    run("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=shoujian test CA' -keyout "
        + f + "ca.key -out " + f + "ca.pem");
    run("openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout " + f
        + "server.key -out " + f + "server.csr");
    run("printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\\n' > " + f
        + "san && openssl x509 -req -days 2 -in " + f + "server.csr -CA " + f + "ca.pem -CAkey " + f
        + "ca.key -CAcreateserial -extfile " + f + "san -out " + f + "server.pem");
    run("chmod 600 " + f + "server.key && chmod 644 " + f + "ca.pem " + f + "server.pem");
    return {folder / "ca.pem", folder / "server.pem", folder / "server.key"};
}

int free_port() {
    int port = 0;
    ::close(listen_on_loopback(port));
    return port;
}

struct TlsServer::State {
    SSL_CTX* context = nullptr;
    int listener = -1, port = 0;
    Talk talk;
    std::atomic<bool> ending{false};
    std::atomic<int> current{-1};
    std::thread thread;

    void serve() {
        while (!ending) {
            pollfd waiting{listener, POLLIN, 0};
            if (::poll(&waiting, 1, 50) <= 0) continue;
            const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (fd < 0) continue;
            current = fd;
            SSL* ssl = SSL_new(context);
            SSL_set_fd(ssl, fd);
            if (SSL_accept(ssl) == 1) {
                OpenPeer peer(ssl, fd);
                talk(peer);
            }
            current = -1;
            SSL_free(ssl);
            ::close(fd);
        }
    }
};

TlsServer::TlsServer(const Certificates& certificates, Talk talk)
    : state_(std::make_unique<State>()) {
    std::signal(SIGPIPE, SIG_IGN);
    state_->talk = std::move(talk);
    state_->context = SSL_CTX_new(TLS_server_method());
    if (SSL_CTX_use_certificate_chain_file(state_->context, certificates.certificate.c_str()) != 1
        || SSL_CTX_use_PrivateKey_file(state_->context, certificates.key.c_str(), SSL_FILETYPE_PEM)
               != 1) {
        throw std::runtime_error("test certificate unusable");
    }
    state_->listener = listen_on_loopback(state_->port);
    state_->thread = std::thread([state = state_.get()] { state->serve(); });
}

TlsServer::~TlsServer() {
    state_->ending = true;
    if (const int fd = state_->current; fd >= 0) ::shutdown(fd, SHUT_RDWR);
    state_->thread.join();
    ::close(state_->listener);
    SSL_CTX_free(state_->context);
}

int TlsServer::port() const {
    return state_->port;
}

}  // namespace shoujian

#include "tests/net/listener.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace shoujian {

Listener::Listener() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (bind(fd_, plain, size) != 0 || listen(fd_, 16) != 0 || getsockname(fd_, plain, &size) != 0)
        throw std::runtime_error("no port on loopback");
    port_ = ntohs(address.sin_port);
}

Listener::~Listener() {
    close(fd_);
}

int Listener::connections() const {
    int count = 0;
    for (int one = 0; (one = accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0; ++count)
        close(one);
    return count;
}

}  // namespace shoujian

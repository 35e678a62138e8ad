#include "tests/net/id_gate.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <sstream>

namespace shoujian {
namespace {

int connect_to(int port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
    ::close(fd);
    return -1;
}

void relay(TlsPeer& client, int server) {
    bool identified = false;
    std::array<char, 16384> bytes;
    for (;;) {
        if (!client.wait_readable(server)) {
            const auto count = ::recv(server, bytes.data(), bytes.size(), 0);
            if (count <= 0) return;
            client.write({bytes.data(), static_cast<std::size_t>(count)});
            continue;
        }
        const auto line = client.read_line();
        if (line.empty()) return;
        std::istringstream words(line);
        std::string tag, verb;
        words >> tag >> verb;
        identified = identified || verb == "ID";
        if ((verb == "SELECT" || verb == "EXAMINE") && !identified) {
            client.write(tag + " NO " + verb
                         + " Unsafe Login. Please contact kefu@188.com for help\r\n");
            continue;
        }
        const auto whole = line + "\r\n";
        ::send(server, whole.data(), whole.size(), MSG_NOSIGNAL);
    }
}

}  // namespace

std::unique_ptr<TlsServer> make_id_gate(const Certificates& certificates, int imap_port) {
    return std::make_unique<TlsServer>(certificates, [imap_port](TlsPeer& client) {
        const int server = connect_to(imap_port);
        if (server < 0) return;
        relay(client, server);
        ::close(server);
    });
}

}  // namespace shoujian

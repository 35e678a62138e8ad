#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace shoujian {

/// A CA of the test's own and a certificate for localhost and 127.0.0.1, made in `folder` by the
/// `openssl` command.
struct Certificates {
    std::filesystem::path ca, certificate, key;
};
Certificates make_certificates(const std::filesystem::path& folder);

/// A port of 127.0.0.1 that was free a moment ago.
int free_port();

/// The server's end of one TLS connection.
class TlsPeer {
public:
    virtual ~TlsPeer() = default;
    virtual void write(std::string_view bytes) = 0;
    virtual std::string read_line() = 0;  ///< without CRLF; "" at the end of the connection
    virtual std::string read_some() = 0;  ///< "" at the end
    virtual bool wait_readable(
        int other_fd) = 0;  ///< true: this peer has bytes; false: the other has
};

/// Accepts TLS connections on loopback, one after another, and lets `talk` speak; a return closes
/// the connection.
class TlsServer {
public:
    using Talk = std::function<void(TlsPeer&)>;
    TlsServer(const Certificates& certificates, Talk talk);
    ~TlsServer();
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;
    int port() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace shoujian

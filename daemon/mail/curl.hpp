#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/result.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace shoujian {

/// A mail server as the configuration names it. `section` is where a person mends it: "[mailbox]",
/// "[smtp]".
struct Server {
    std::string url;
    std::string ca_file;  ///< trusted in addition to the system's; empty: none
    std::string section;
};

struct UrlParts {
    std::string scheme, host, port,
        path;  ///< path without its first "/", percent-decoded; port may be empty
};
Result<UrlParts> split_url(const Server& server);

/// A verified TLS connection (TLS 1.2 or later, peer and host checked) to an IMAP server, past
/// greeting and STARTTLS. libcurl is the transport only (CONNECT_ONLY): it neither logs in nor
/// sends IMAP commands after its first CAPABILITY. For one thread.
class Connection {
public:
    using Stopping = std::function<bool()>;
    using Deadline = std::chrono::steady_clock::time_point;

    /// "imaps://host:port", or "imap://…", which must offer STARTTLS. Fault::network: try again
    /// later; Fault::refused, Fault::configuration: a person must act.
    static Result<Connection> open(const Server& server, Stopping stopping);

    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    Result<Done> send(std::string_view bytes, Deadline deadline);
    /// At least one byte, at most `buffer`. A closed connection, a passed deadline and a stop are
    /// Fault::network.
    Result<std::size_t> receive(std::span<std::byte> buffer, Deadline deadline);

private:
    struct State;
    explicit Connection(std::unique_ptr<State> state);
    Result<Done> wait(bool for_reading, Deadline deadline) const;
    std::unique_ptr<State> state_;
};

/// For the two files that speak to libcurl: a handle with our TLS rules, and what a CURLcode means
/// to a person. handle  a CURL*
void require_verified_tls(void* handle, const Server& server);
void start_curl();
Error connection_error(int curl_code, const std::string& detail, const Server& server);

}  // namespace shoujian

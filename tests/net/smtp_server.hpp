#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace shoujian {

/// A scripted SMTP server on loopback, in plain text, that keeps what it took by Message-ID. Takes
/// several connections at a time.
class SmtpServer {
public:
    /// What it answers at "greeting", "EHLO", "MAIL", "RCPT", "DATA", "dot", "QUIT": lines without
    /// the last CRLF; "": the usual answer; "drop": it hangs up. It may wait before it returns; it
    /// is asked in the connection's own thread.
    using Script = std::function<std::string(const std::string& stage)>;
    explicit SmtpServer(Script script = {});
    ~SmtpServer();
    SmtpServer(const SmtpServer&) = delete;
    SmtpServer& operator=(const SmtpServer&) = delete;

    std::string url() const;  ///< "smtp://127.0.0.1:PORT"
    /// Each mail whose final dot it did not refuse, also where it hung up then: Message-ID to
    /// bytes, one for each time it came.
    std::map<std::string, std::vector<std::string>> taken() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace shoujian

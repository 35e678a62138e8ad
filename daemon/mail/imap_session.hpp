#pragma once

#include "daemon/mail/curl.hpp"
#include "daemon/mail/imap_reader.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace shoujian {

/// One connection to an IMAP server: commands out, responses in. After any Error it must be thrown
/// away.
class ImapSession {
public:
    static Result<std::unique_ptr<ImapSession>> open(const Server& server,
                                                     Connection::Stopping stopping);

    /// Sends one command without its tag and reads up to its tagged answer, which is returned (OK,
    /// NO or BAD).
    ///
    /// untagged  is given every "*" response on the way, of whatever kind
    /// time      for the whole command; a server slower than that is Fault::network
    Result<ImapResponse> command(const std::string& text,
                                 const std::function<Result<Done>(const ImapResponse&)>& untagged,
                                 std::chrono::seconds time = std::chrono::seconds{60});
    Result<ImapResponse> command(const std::string& text);

    /// Where message bodies go during a command: see ImapEvents. Without them every literal is kept
    /// in its response.
    std::function<Result<bool>(std::string_view before, std::uint64_t size)> begin_literal;
    std::function<Result<Done>(ByteSpan)> literal;

private:
    explicit ImapSession(Connection connection);
    ImapEvents events();

    Connection connection_;
    ImapReader reader_;
    std::string tag_prefix_, tag_;
    int counter_ = 0;
    std::function<Result<Done>(const ImapResponse&)> untagged_;
    std::optional<ImapResponse> answer_;
};

}  // namespace shoujian

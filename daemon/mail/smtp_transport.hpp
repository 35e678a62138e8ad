#pragma once

#include "daemon/config.hpp"
#include "daemon/mail/ports.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace shoujian {

struct SmtpSetup {
    SmtpConfig config;
    std::function<Result<std::string>()> password;  ///< asked for at each new connection
    std::chrono::seconds response_time{
        600};  ///< RFC 5321 4.5.3.2.6: ten minutes for the answer to the final dot
    /// Asked about once a second. Until the final dot a wish to stop breaks the delivery off, which
    /// is an Error: nothing was sent. Behind the dot the answer is waited for all the same.
    std::function<bool()> stopping;
};

/// Delivery to an SMTP server over TLS: one recipient a mail, ten mails a connection. "smtp://"
/// must offer STARTTLS, except on a loopback address without a user. For one thread.
std::unique_ptr<Transport> make_smtp_transport(SmtpSetup setup);

/// What a server's answer (code and text, of RCPT, DATA or the final dot) means for the message and
/// for all others.
Delivered classify_smtp_answer(long code, std::string_view text);

}  // namespace shoujian

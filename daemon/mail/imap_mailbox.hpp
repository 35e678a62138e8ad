#pragma once

#include "daemon/config.hpp"
#include "daemon/mail/ports.hpp"

#include <functional>
#include <memory>
#include <string>

namespace shoujian {

/// What an IMAP mailbox needs from outside. The password is asked for at each login: people change
/// it while we run.
struct ImapSetup {
    MailboxConfig config;
    Limits limits;
    std::function<Result<std::string>()> password;
    std::function<Instant()> now;
};

/// A mailbox on an IMAP server (RFC 3501), over TLS. EXAMINE and BODY.PEEK only: nothing is marked,
/// moved or deleted. The connection is kept between rounds. What is new is told by UIDs against the
/// ledger, never by \Seen. ID (RFC 2971) is sent after LOGIN wherever it is offered: 163.com
/// refuses folders without it.
std::unique_ptr<Mailbox> make_imap_mailbox(ImapSetup setup);

}  // namespace shoujian

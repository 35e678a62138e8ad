#pragma once

#include "daemon/mail/ports.hpp"
#include "parsers/base/budget.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace shoujian {

/// A Maildir (https://cr.yp.to/proto/maildir.html) as a mailbox: cur/ and new/, nothing moved,
/// marked or deleted.
///
/// folders  UTF-8; "INBOX" is the root, any other the Maildir++ folder ".name" or its modified
/// UTF-7 form ("a/b" is ".a.b");
///          empty: the root alone. A folder that is not there is reported as skipped; a root that
///          is not there is an Error
/// limits   a file over message_bytes is announced as header_only
/// uid      the file's name without flags (":2,S") and sizes (",S=…"), the same while it moves from
/// new/ to cur/ received the ten digits of seconds that a Maildir name begins with, else the file's
/// time of change
std::unique_ptr<Mailbox> make_maildir_mailbox(std::filesystem::path root,
                                              std::vector<std::string> folders,
                                              const Limits& limits = {});

/// A Maildir as the place where mail goes: written in tmp/, synced, renamed into new/. Folders are
/// made where they lack. The file's name is a function of Message-ID and recipient, so a second
/// delivery of the same mail changes nothing.
std::unique_ptr<Transport> make_maildir_transport(std::filesystem::path root);

}  // namespace shoujian

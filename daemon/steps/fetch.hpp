#pragma once

#include "daemon/mail/ports.hpp"
#include "daemon/store/ledger.hpp"
#include "daemon/store/spool.hpp"

#include <functional>
#include <string>

namespace shoujian {

/// The first step: what is new in the mailbox goes into the spool, synced, and then into the
/// ledger. A message that was interrupted is still in the mailbox and comes again.
///
/// mailbox_name  ArrivalKey::mailbox of all that this mailbox brings
/// stopping      asked between messages
Result<Round> fetch_round(Mailbox& mailbox,
                          const std::string& mailbox_name,
                          Spool& spool,
                          Ledger& ledger,
                          const std::function<bool()>& stopping);

}  // namespace shoujian

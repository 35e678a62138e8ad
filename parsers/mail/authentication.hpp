#pragma once

#include "parsers/mail/message.hpp"
#include "parsers/mail/structure.hpp"

#include <vector>

namespace shoujian {

/// The Authentication-Results of a message (RFC 8601), topmost first, as they stand: whoever sent
/// it may have written any of them. `beside_receipt` marks one that the receiving Coremail server
/// (163, 126, …) wrote: it names that server and stands beside the X-CM-TRANSID that the topmost
/// Received bears, at the end of the header.
///
/// root  the message's own part
std::vector<AuthenticationResults> read_authentication(const Part& root);

}  // namespace shoujian

#pragma once

#include "parsers/mail/message.hpp"

#include <span>
#include <string>

namespace shoujian {

/// Whether the receiving server found that the From is true. unchecked: nobody whom we trust looked
/// (usual between two mailboxes of one provider); that is no doubt.
enum class SenderCheck { unchecked, passed, failed };

/// DMARC's word where it was given; else SPF and DKIM: failed where SPF fails and no signature of
/// the sender's domain holds.
///
/// trusted  names that our mail server gives itself in Authentication-Results; beside them counts
///          what the server wrote that took the message in (AuthenticationResults::beside_receipt)
SenderCheck check_sender(const Envelope& envelope, std::span<const std::string> trusted);

}  // namespace shoujian

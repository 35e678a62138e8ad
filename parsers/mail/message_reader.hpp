#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/mail/message.hpp"

namespace shoujian {

/// One raw message (RFC 5322, MIME) as people's mail programs and gateways really make it.
///
/// raw      the whole message; must outlive the Message, whose undecoded files are views into it
/// budget   parts, depth and decoded bytes are taken here; what is over is left out with
/// `material.limit` returns  always something: a mail that is no mail has an empty envelope and its
/// bytes as text
Message read_message(ByteSpan raw, Budget& budget);

/// The envelope alone: header block only, nothing decoded below it. For a message whose reader
/// died.
Envelope read_envelope(ByteSpan raw);

}  // namespace shoujian

#pragma once

#include "parsers/mail/message.hpp"
#include "parsers/mail/structure.hpp"

namespace shoujian {

/// Whether a machine wrote it (RFC 3834 2 and 5): bounces, lists, vacation notes, our own answers
/// coming back, mail that goes in a circle. What a header or the sender's address says is sure;
/// what the subject alone says is weak.
///
/// root      the message's own part
/// envelope  its addresses and subject, already read
Automatic read_automatic(const Part& root, const Envelope& envelope);

/// Whether a mail begins as those that a mailbox or an office's system writes by itself: 这是来自QQ
/// 邮箱的假期自动回复邮件. As weak as a subject.
bool is_machine_text(std::string_view text);

}  // namespace shoujian

#pragma once

#include "parsers/base/instant.hpp"

#include <string>
#include <utility>
#include <vector>

namespace shoujian {

/// A mail of ours before it is bytes. All text UTF-8; header values are encoded here (RFC 2047).
struct Draft {
    std::string from, to;  ///< "收件服务 <a@b>" / "a@b"
    std::string subject;
    std::string message_id, in_reply_to;  ///< with < >; in_reply_to may be empty
    std::vector<std::string> references;
    Instant date{};
    std::vector<std::pair<std::string, std::string>>
        headers;  ///< further ASCII fields: X-Shoujian-Case, Auto-Submitted, …
    std::string text, html;
    struct Attachment {
        std::string name, content_type, bytes;
    };
    std::vector<Attachment> attachments;
};

/// What tells other programs that no person wrote this answer, so that none answers it (RFC 3834 5,
/// and what programs older or other than it look at).
std::vector<std::pair<std::string, std::string>> answer_headers();

/// RFC 5322 with CRLF, multipart/alternative (in multipart/mixed where attachments are), boundaries
/// derived from the Message-ID: the same draft gives the same bytes.
std::string compose(const Draft& draft);

}  // namespace shoujian

#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/problem.hpp"

#include <optional>
#include <string>
#include <vector>

namespace shoujian {

/// A mailbox of RFC 5322 3.4: display name decoded to UTF-8, address as `local@domain`, domain in
/// lower case.
struct Address {
    std::string name;
    std::string address;
    bool operator==(const Address&) const = default;
};

/// Why a message must get no answer (RFC 3834); empty reason: a person wrote it.
/// `weak`: told by the subject or the text alone; never counts where material came.
struct Automatic {
    std::string reason;  ///< "own", "auto-submitted", "list", "list-sender", "suppressed",
                         ///< "bounce", "loop", "null-return-path", "no-reply-sender"; "subject": by
                         ///< that alone; "text": by what it begins with, whatever the subject
    bool weak = false;
    bool operator==(const Automatic&) const = default;
};

/// One method of an Authentication-Results field, in lower case: "spf", "fail".
struct MethodResult {
    std::string method, result;
    std::string domain;  ///< of a DKIM signature
    bool operator==(const MethodResult&) const = default;
};

/// What a server says of the sender (RFC 8601). Anybody can write one: see read_authentication.
struct AuthenticationResults {
    std::string server;  ///< authserv-id, lower case
    std::vector<MethodResult> methods;
    bool beside_receipt = false;  ///< written by the Coremail server that took the message in
    bool operator==(const AuthenticationResults&) const = default;
};

/// The header fields that matter.
struct Envelope {
    std::string message_id;  ///< with its < >; empty where the mail has none
    std::vector<std::string>
        references;  ///< References and In-Reply-To, oldest first, each with its < >, each once
    Address from;    ///< address is empty where no usable From stands
    std::optional<Address> reply_to;
    std::vector<Address> to;  ///< To and Cc
    std::string subject;      ///< decoded
    std::string date;         ///< the Date field as it stands; evidence only, never judged by
    Automatic automatic;
    std::vector<std::string> own_tokens;  ///< X-Shoujian-* fields of ours that came back
    std::vector<AuthenticationResults> authentication;  ///< topmost first
    std::vector<std::string> bounced;  ///< of automatic mail that says that ours could not be
                                       ///< delivered: Message-IDs of our answers in it
    bool operator==(const Envelope&) const = default;
};

/// Something that hangs on a message. `name` is the way in, outermost first
/// ("材料.zip/推荐表.docx"): clean UTF-8, never a path that may be opened. A part without a name is
/// called by its place ("附件2", "正文图片1").
struct File {
    std::string name;
    Bytes bytes;
    std::string content_type;  ///< as declared, lower case; a hint at most
    bool inline_part = false;  ///< declared inline or referred to by the HTML text (logos,
                               ///< signatures, pasted pictures)
    std::string from_message;  ///< the way to the attached mail or archive it lay in; empty: on the
                               ///< message itself
};

/// A file that was sent as a download link (超大附件) and so is not here.
struct CloudLink {
    std::string host;    ///< "mail.163.com"
    std::string name;    ///< the file's name, if the text says it
    std::string expiry;  ///< as the text says it, or empty
    bool operator==(const CloudLink&) const = default;
};

struct Message {
    Envelope envelope;
    std::string text;         ///< what the sender wrote, without quotations; plain, UTF-8
    std::vector<File> files;  ///< leaf parts that are no body text, in order; attached mails stay
                              ///< whole here (message/rfc822)
    std::vector<CloudLink> links;
    std::vector<Problem> problems;
};

}  // namespace shoujian

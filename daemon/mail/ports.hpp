#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/result.hpp"
#include "rules/cases/submission.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace shoujian {

/// A message as the server announces it, before its bytes.
struct Incoming {
    Arrival arrival;
    std::uint64_t size = 0;    ///< RFC822.SIZE
    bool header_only = false;  ///< larger than `[limits]`: only its header block will come
    bool operator==(const Incoming&) const = default;
};

/// What was known of a folder when it was last listed in full.
struct FolderMark {
    std::uint32_t uidvalidity = 0;
    std::string last_uid;     ///< highest UID seen, as in ArrivalKey
    std::uint64_t count = 0;  ///< messages on the server then
    Instant listed{};         ///< when it was last compared UID by UID
    bool operator==(const FolderMark&) const = default;
};

/// Where a Mailbox puts what it finds; filled by the fetch step out of spool and ledger. Every call
/// may fail (disk full): then the round ends with that error and nothing is lost, because the
/// message is still in the mailbox.
struct Receiver {
    std::function<Result<std::optional<FolderMark>>(const std::string& folder)> mark;
    std::function<Result<Done>(const std::string& folder, const FolderMark&)> set_mark;
    /// Those of `uids` that are not in the ledger, in the same order.
    std::function<Result<std::vector<std::string>>(
        const std::string& folder, std::uint32_t uidvalidity, const std::vector<std::string>& uids)>
        unknown;
    std::function<Result<Done>(const Incoming&)>
        begin;  ///< then write, write, …, then commit or abandon
    std::function<Result<Done>(ByteSpan)> write;
    std::function<Result<Done>()> commit;  ///< complete: when it returns, the message is in the
                                           ///< spool, synced, and in the ledger
    std::function<void()> abandon;
    std::function<bool()> stopping;  ///< asked between messages: SIGTERM came
};

/// What one round over all folders brought.
struct Round {
    std::uint64_t on_server = 0;  ///< messages in all folders
    std::uint64_t fetched = 0;
    std::vector<std::string> skipped_folders;  ///< configured, but the server lacks them
    bool operator==(const Round&) const = default;
};

/// Where mail comes from: IMAP, or a Maildir. Never changes anything there: no flag, no move, no
/// deletion.
class Mailbox {
public:
    virtual ~Mailbox() = default;
    virtual Result<Round> fetch_new(const Receiver& receiver) = 0;
};

/// A message of ours on its way: rendered once, sent byte for byte.
struct Outgoing {
    std::string message_id;  ///< with < >
    std::string from, to;    ///< bare addresses for the SMTP envelope
    Bytes mime;              ///< RFC 5322, CRLF
};

enum class Delivery {
    sent,     ///< the server took it (250 after the final dot)
    retry,    ///< definite, temporary refusal, or the connection broke before the dot
    failed,   ///< definite, permanent refusal: a person looks
    unknown,  ///< the dot went out and no answer came back
};

struct Delivered {
    Delivery outcome = Delivery::retry;
    std::string detail;  ///< the server's words, one line
    bool pause_all =
        false;  ///< the server asks for a rest (421, rate codes): stop sending for a while
    bool operator==(const Delivered&) const = default;
};

/// Where mail goes to: SMTP, or a Maildir.
class Transport {
public:
    virtual ~Transport() = default;
    /// An Error: nothing was sent, and not for the message's sake (unreachable, TLS, login, our
    /// sender refused, broken off by a stop). Anything about the message itself is a Delivered.
    virtual Result<Delivered> deliver(const Outgoing& message) = 0;
};

/// The time of day. Tests turn it by hand.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

}  // namespace shoujian

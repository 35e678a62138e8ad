#pragma once

#include "daemon/mail/header_block.hpp"
#include "daemon/mail/imap_session.hpp"
#include "daemon/mail/ports.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shoujian {

using Uid = std::uint32_t;

/// "7,9,12": ascending, as QQ refuses others.
std::string uid_set(const std::vector<Uid>& uids);

/// Brings message bodies of the selected folder to a Receiver, in few commands, streamed.
///
/// A message counts when its literal came whole, its response was closed, its UID is the one meant,
/// and the server went on properly after it (the next message, or the tagged OK). What was expunged
/// meanwhile is left out.
class ImapFetch {
public:
    struct Known {
        Incoming incoming;
        std::uint32_t sequence =
            0;  ///< as the metadata gave it: a guess at the UID where that comes after the body
    };

    ImapFetch(ImapSession& session, const Receiver& receiver);
    ~ImapFetch();
    ImapFetch(const ImapFetch&) = delete;
    ImapFetch& operator=(const ImapFetch&) = delete;

    /// All of `uids` by one command; header_only must be the same for all of them.
    Result<Done> fetch(const std::vector<Uid>& uids, std::map<Uid, Known>& known);

    std::uint64_t fetched() const { return fetched_; }

private:
    Result<bool> begin_literal(std::string_view before);
    Result<Done> take(ByteSpan bytes);
    Result<Done> response(const ImapResponse& response);
    Result<Done> begin(Uid uid);
    Result<Done> settle();
    void abandon();

    ImapSession& session_;
    const Receiver& receiver_;
    std::map<Uid, Known>* known_ = nullptr;
    std::optional<Uid> open_;  ///< begun at the receiver, neither committed nor abandoned
    bool whole_ = false;  ///< of open_: the response was closed properly; waits for what comes next
    bool ignoring_ = false;  ///< a literal that nobody asked for runs past
    bool header_only_ = false;
    HeaderBlock header_;
    std::uint64_t fetched_ = 0;
};

}  // namespace shoujian

#include "daemon/steps/fetch.hpp"

namespace shoujian {

Result<Round> fetch_round(Mailbox& mailbox,
                          const std::string& mailbox_name,
                          Spool& spool,
                          Ledger& ledger,
                          const std::function<bool()>& stopping) {
    Incoming coming;
    Receiver receiver;
    receiver.mark = [&](const std::string& folder) {
        return ledger.folder_mark(mailbox_name, folder);
    };
    receiver.set_mark = [&](const std::string& folder, const FolderMark& mark) {
        return ledger.set_folder_mark(mailbox_name, folder, mark);
    };
    receiver.unknown = [&](const std::string& folder, std::uint32_t uidvalidity,
                           const std::vector<std::string>& uids) {
        return ledger.unknown_uids(mailbox_name, folder, uidvalidity, uids);
    };
    receiver.begin = [&](const Incoming& one) {
        coming = one;
        return spool.begin(one.arrival, one.header_only);
    };
    receiver.write = [&](ByteSpan bytes) { return spool.write(bytes); };
    receiver.commit = [&]() -> Result<Done> {
        const auto stored = spool.commit();
        if (!stored) return stored.error();
        const auto id = ledger.record_arrival(coming.arrival, stored->id, hex(stored->digest),
                                              stored->length, coming.header_only);
        if (!id) return id.error();
        return Done{};
    };
    receiver.abandon = [&] { spool.abandon(); };
    receiver.stopping = stopping;
    return mailbox.fetch_new(receiver);
}

}  // namespace shoujian

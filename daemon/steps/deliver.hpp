#pragma once

#include "daemon/config.hpp"
#include "daemon/mail/ports.hpp"
#include "daemon/store/ledger.hpp"
#include "daemon/store/spool.hpp"

#include <functional>

namespace shoujian {

/// The third step: answers that are due go out, byte for byte as they were rendered, at the pace
/// that the provider bears.
class DeliverStep {
public:
    DeliverStep(const SmtpConfig& config,
                Transport& transport,
                Spool& spool,
                Ledger& ledger,
                const Clock& clock)
        : config_(config), transport_(transport), spool_(spool), ledger_(ledger), clock_(clock) {}

    struct Round {
        int sent = 0, failed = 0, waiting = 0;
    };

    /// Takes due answers until none is left. An Error: nothing could be delivered now (server
    /// unreachable, login refused); what was due stays due.
    ///
    /// pause  waits that long, or until the daemon stops: then true
    Result<Round> run(const std::function<bool(std::chrono::milliseconds)>& pause);

private:
    Result<Done> deliver_one(const OutboxRow& row, Round& round);
    Result<Done> record(const OutboxRow& row,
                        const std::string& state,
                        const std::string& detail,
                        std::chrono::seconds again);

    const SmtpConfig& config_;
    Transport& transport_;
    Spool& spool_;
    Ledger& ledger_;
    const Clock& clock_;
};

}  // namespace shoujian

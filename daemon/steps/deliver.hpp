#pragma once

#include "daemon/config.hpp"
#include "daemon/mail/ports.hpp"
#include "daemon/store/ledger.hpp"
#include "daemon/store/spool.hpp"

#include <functional>
#include <optional>
#include <string>

namespace shoujian {

/// The third step: answers that are due go out, byte for byte as they were rendered, at the pace
/// that the provider bears. An answer whose outcome is unknown is sent a second time, never a
/// third.
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

    /// Takes due answers until none is left, or the server asked for a rest: then it is left alone
    /// for a quarter of an hour. An Error: nothing could be delivered now (server unreachable,
    /// login refused), and what was due stays due; or an outcome could not be written, which the
    /// next round does before all else.
    ///
    /// pause  waits that long, or until the daemon stops: then true
    Result<Round> run(const std::function<bool(std::chrono::milliseconds)>& pause);

private:
    /// What became of a row, until spool and ledger have it.
    struct Outcome {
        OutboxRow row;  ///< without its mime
        std::string state, detail;
        Instant at{}, due{};
        bool tried = true;
        bool in_spool = false, in_ledger = false;
    };

    bool is_resting();
    Result<Done> deliver_one(const OutboxRow& row, Round& round);
    Result<Done> conclude(const OutboxRow& row, const Delivered& delivered, Round& round);
    Result<Done> record(const OutboxRow& row,
                        const std::string& state,
                        const std::string& detail,
                        std::chrono::seconds again);
    Result<Done> put_back(const OutboxRow& row, const std::string& detail);
    Result<Done> settle();
    bool may_double() const;

    const SmtpConfig& config_;
    Transport& transport_;
    Spool& spool_;
    Ledger& ledger_;
    const Clock& clock_;
    std::optional<Instant> rest_until_;
    std::optional<Outcome> unsettled_;
};

}  // namespace shoujian

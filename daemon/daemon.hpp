#pragma once

#include "daemon/backoff.hpp"
#include "daemon/config.hpp"
#include "daemon/mail/ports.hpp"
#include "daemon/service.hpp"
#include "daemon/steps/deliver.hpp"
#include "daemon/steps/judge.hpp"
#include "daemon/store/ledger.hpp"
#include "daemon/store/spool.hpp"
#include "daemon/store/state_folder.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace shoujian {

/// The steps over one state folder, once or until SIGTERM. Each step has a ledger session of its
/// own.
///
/// SIGTERM and SIGINT end it after what is under way; a delivery is broken off where that is
/// certain to send nothing, and else waited for: at most as long as the server may take to answer
/// (eleven minutes and a little for size).
class Daemon {
public:
    /// Takes the state folder and settles what the last run left half done. `config` must outlive
    /// it.
    static Result<std::unique_ptr<Daemon>> start(const Config& config);

    /// Fetch, judge, deliver, once: what one of them cannot do keeps no other from its work. 1: an
    /// answer failed or waits for another try; else 0, also where a signal ended it early.
    Result<int> once();
    /// Until a signal.
    void run();

private:
    Daemon(const Config& config,
           StateLock lock,
           Spool spool,
           std::vector<Ledger> sessions,
           std::vector<std::byte> key);

    Result<Done> fetch();
    Result<Done> judge();
    Result<int> deliver();  ///< how many could not be delivered for good, or wait for another try
    Result<int> all_steps();
    void repeat(const std::function<Result<Done>()>& step, std::chrono::seconds pause);

    const Config& config_;
    SystemClock clock_;
    Stop stop_;
    StateLock lock_;
    Spool spool_;
    std::vector<Ledger> sessions_;
    std::unique_ptr<Mailbox> mailbox_;
    std::unique_ptr<Transport> transport_;
    JudgeStep judge_;
    DeliverStep deliver_;
};

}  // namespace shoujian

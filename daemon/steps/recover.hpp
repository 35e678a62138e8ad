#pragma once

#include "daemon/store/ledger.hpp"
#include "daemon/store/spool.hpp"

namespace shoujian {

/// Once at start, before any step: the ledger is checked, and answers that were in flight when the
/// last run ended are settled. One whose outcome stands in the spool is what it says; of any other
/// the outcome is unknown.
Result<Done> recover(Spool& spool, Ledger& ledger);

}  // namespace shoujian

#pragma once

#include "daemon/config.hpp"
#include "daemon/options.hpp"
#include "daemon/store/ledger.hpp"
#include "rules/json.hpp"

namespace shoujian {

/// Configuration and ledger, for commands that look.
struct Records {
    Config config;
    Ledger ledger;
};

/// Makes nothing: Fault::storage where no daemon has run yet.
Result<Records> open_records(const Options& options);

/// A message as lists tell of it.
MessageLine line_of(const MessageRow& row);

}  // namespace shoujian

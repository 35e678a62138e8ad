#include "daemon/commands/records.hpp"

namespace shoujian {

Result<Records> open_records(const Options& options) {
    auto config = load_config(options.config());
    if (!config) return config.error();
    auto ledger = Ledger::open_existing(config->ledger, config->state_dir);
    if (!ledger) return ledger.error();
    return Records{std::move(*config), std::move(*ledger)};
}

MessageLine line_of(const MessageRow& row) {
    return {row.id,
            row.message_id,
            row.from,
            row.subject,
            row.arrival.received,
            std::string(outcome_name(row.outcome)),
            row.why,
            row.cases};
}

}  // namespace shoujian

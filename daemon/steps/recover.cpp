#include "daemon/steps/recover.hpp"

#include <map>

namespace shoujian {

namespace {

/// An outcome of this attempt: what was sent is sent; a failure may be of an attempt before a
/// person released the answer anew. `row.due` is when the attempt began.
bool speaks_of(const SpoolRecord& record, const OutboxRow& row) {
    return record.body.starts_with("sent\n") || record.at >= row.due;
}

Result<std::map<std::string, SpoolRecord>> outcomes_of(const std::vector<OutboxRow>& rows,
                                                       const Spool& spool) {
    std::map<std::string, SpoolRecord> out;
    for (const OutboxRow& row : rows) out[row.message_id] = {};
    auto done = spool.for_each_record([&](const SpoolRecord& record) {
        const auto one = out.find(record.key);
        if (record.kind == "outcome" && one != out.end()) one->second = record;
    });
    if (!done) return done.error();
    return out;
}

}  // namespace

Result<Done> recover(Spool& spool, Ledger& ledger) {
    if (auto whole = ledger.check(); !whole) return whole;
    const auto rows = ledger.in_flight();
    if (!rows) return rows.error();
    if (!rows->empty()) {
        const auto outcomes = outcomes_of(*rows, spool);
        if (!outcomes) return outcomes.error();
        for (const OutboxRow& row : *rows) {
            const SpoolRecord& outcome = outcomes->at(row.message_id);
            const auto line_end = outcome.body.find('\n');
            if (line_end == std::string::npos || !speaks_of(outcome, row)) continue;
            auto done = ledger.record_delivery(row.id, outcome.body.substr(0, line_end),
                                               outcome.body.substr(line_end + 1), outcome.at);
            if (!done) return done;
        }
    }
    return ledger.recover();
}

}  // namespace shoujian

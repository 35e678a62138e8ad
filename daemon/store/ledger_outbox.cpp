#include "daemon/store/ledger_session.hpp"

namespace shoujian {

namespace {

constexpr const char* columns =
    "id, message_id, message, sender, recipient, mime, state, attempts, due, detail, created, "
    "unknowns";

OutboxRow outbox_at(Rows& rows, std::size_t row) {
    return {number_at(rows, 0, row),   text_at(rows, 1, row),
            text_at(rows, 2, row),     text_at(rows, 3, row),
            text_at(rows, 4, row),     bytes_at(rows, 5, row),
            text_at(rows, 6, row),     static_cast<int>(number_at(rows, 7, row)),
            instant_at(rows, 8, row),  text_at(rows, 9, row),
            instant_at(rows, 10, row), static_cast<int>(number_at(rows, 11, row))};
}

std::vector<OutboxRow> all_rows(Rows rows) {
    std::vector<OutboxRow> out;
    for (std::size_t i = 0; i < rows.rowCount(); ++i) out.push_back(outbox_at(rows, i));
    return out;
}

/// How many rows were created after each of the three moments; `which` names the rows.
constexpr const char* counted =
    "SELECT COUNT(*), SUM(CASE WHEN created > $1 THEN 1 ELSE 0 END), SUM(CASE WHEN created > $2 "
    "THEN 1 ELSE 0 END) FROM outbox WHERE created > $3 AND material = $4";

AnswerCount count_at(Rows rows) {
    if (number_at(rows, 0, 0) == 0) return {};
    return {static_cast<int>(number_at(rows, 2, 0)), static_cast<int>(number_at(rows, 1, 0)),
            static_cast<int>(number_at(rows, 0, 0))};
}

constexpr const char* is_due = "state IN ('queued', 'retry', 'unknown')";

}  // namespace

Result<AnswerCounts> Ledger::answers_lately(const std::string& recipient,
                                            bool material,
                                            Instant now) {
    return guarded(Fault::storage, "查近来的答复", [&] {
        using namespace std::chrono_literals;
        const std::int64_t hour = seconds_of(now - 1h), minutes = seconds_of(now - 10min),
                           day = seconds_of(now - 24h), kind = material ? 1 : 0;
        return AnswerCounts{count_at(state_->query(std::string(counted) + " AND recipient = $5",
                                                   hour, minutes, day, kind, recipient)),
                            count_at(state_->query(counted, hour, minutes, day, kind))};
    });
}

Result<std::string> Ledger::record_bounce(const std::string& message_id, const std::string& why) {
    return state_->transaction("记退信", [&]() -> Result<std::string> {
        Rows rows = state_->query(
            "SELECT id, message FROM outbox WHERE message_id = $1 AND state IN ('sent', 'unknown')",
            message_id);
        if (rows.rowCount() == 0) return std::string{};
        const std::string message = text_at(rows, 1, 0);
        state_->run("UPDATE outbox SET state = 'bounced', detail = $1 WHERE id = $2", why,
                    number_at(rows, 0, 0));
        state_->run("UPDATE message SET outcome = 'failed', why = $1 WHERE id = $2", why,
                    message_number(message));
        return message;
    });
}

Result<std::optional<OutboxRow>> Ledger::next_due(Instant now) {
    return state_->transaction("查待发", [&]() -> Result<std::optional<OutboxRow>> {
        Rows rows = state_->query(std::string("SELECT ") + columns + " FROM outbox WHERE " + is_due
                                      + " AND due <= $1 ORDER BY due, id LIMIT 1",
                                  seconds_of(now));
        if (rows.rowCount() == 0) return std::optional<OutboxRow>{};
        OutboxRow out = outbox_at(rows, 0);
        // Rows of a ledger that did not count the age yet are as old as their next attempt.
        if (out.created == Instant{}) out.created = now;
        state_->run(
            "UPDATE outbox SET state = 'sending', attempts = attempts + 1, due = $1, created = $2 "
            "WHERE id = $3",
            seconds_of(now), seconds_of(out.created), out.id);
        ++out.attempts;
        return std::optional(std::move(out));
    });
}

Result<Done> Ledger::record_delivery(std::int64_t id,
                                     const std::string& state,
                                     const std::string& detail,
                                     Instant due) {
    return state_->transaction("记发送结果", [&]() -> Result<Done> {
        state_->run(
            "UPDATE outbox SET state = $1, detail = $2, due = $3, unknowns = unknowns + $4 WHERE "
            "id = $5",
            state, detail, seconds_of(due), static_cast<std::int64_t>(state == "unknown"), id);
        Rows rows = state_->query("SELECT message FROM outbox WHERE id = $1", id);
        const std::string message = rows.rowCount() == 0 ? "" : text_at(rows, 0, 0);
        if (state == "failed" || state == "held")
            state_->run("UPDATE message SET outcome = $1, why = $2 WHERE id = $3", state, detail,
                        message_number(message));
        return Done{};
    });
}

Result<Done> Ledger::put_back(const OutboxRow& row, const std::string& detail, Instant due) {
    return state_->transaction("放回待发", [&]() -> Result<Done> {
        state_->run(
            "UPDATE outbox SET state = $1, detail = $2, due = $3, attempts = attempts - 1 WHERE id "
            "= $4 AND state = 'sending'",
            row.state, detail, seconds_of(due), row.id);
        return Done{};
    });
}

Result<std::vector<OutboxRow>> Ledger::in_flight() {
    return guarded(Fault::storage, "查待发", [&] {
        return all_rows(state_->query(std::string("SELECT ") + columns
                                      + " FROM outbox WHERE state = 'sending' ORDER BY id"));
    });
}

Result<Done> Ledger::recover() {
    return state_->transaction("恢复待发", [&]() -> Result<Done> {
        state_->run(
            "UPDATE outbox SET state = 'unknown', due = 0, unknowns = unknowns + 1 WHERE state = "
            "'sending'");
        return Done{};
    });
}

Result<int> Ledger::release(const std::string& message_or_all, Instant now) {
    return state_->transaction("放行", [&]() -> Result<int> {
        const std::string which = message_or_all == "all"
                                      ? "state = 'held'"
                                      : "state IN ('held', 'failed', 'bounced') AND message = '"
                                            + message_name(message_number(message_or_all)) + "'";
        Rows rows = state_->query("SELECT message FROM outbox WHERE " + which);
        for (std::size_t i = 0; i < rows.rowCount(); ++i)
            state_->run("UPDATE message SET outcome = 'answered', why = '' WHERE id = $1",
                        message_number(text_at(rows, 0, i)));
        state_->run(
            "UPDATE outbox SET state = 'queued', detail = '', due = $1, created = $2, attempts = 0 "
            "WHERE "
                + which,
            seconds_of(now), seconds_of(now));
        return static_cast<int>(rows.rowCount());
    });
}

Result<std::optional<Instant>> Ledger::next_due_time() {
    return guarded(Fault::storage, "查待发", [&]() -> std::optional<Instant> {
        Rows rows = state_->query(std::string("SELECT due FROM outbox WHERE ") + is_due
                                  + " ORDER BY due LIMIT 1");
        if (rows.rowCount() == 0) return std::nullopt;
        return instant_at(rows, 0, 0);
    });
}

Result<std::vector<OutboxRow>> Ledger::replies_of(const std::string& message) {
    return guarded(Fault::storage, "查待发", [&] {
        return all_rows(state_->query(
            std::string("SELECT ") + columns + " FROM outbox WHERE message = $1 ORDER BY id",
            message));
    });
}

}  // namespace shoujian

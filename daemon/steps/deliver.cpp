#include "daemon/steps/deliver.hpp"

#include <algorithm>

namespace shoujian {

namespace {

using namespace std::chrono_literals;

/// RFC 5321 4.5.4.1: at least half an hour between tries is advised, four to five days in all; a
/// mail that a person waits for is tried a little sooner at first.
constexpr auto first_wait = 300s, longest_wait = 4000s,
               give_up_after = std::chrono::seconds(5 * 24h);

std::chrono::seconds wait_after(int attempts) {
    auto wait = first_wait;
    for (int i = 1; i < attempts && wait < longest_wait; ++i) wait *= 2;
    return std::min<std::chrono::seconds>(wait, longest_wait);
}

/// Attempts that fit into five days.
bool is_hopeless(int attempts) {
    return (attempts - 4) * longest_wait > give_up_after;
}

}  // namespace

Result<DeliverStep::Round> DeliverStep::run(
    const std::function<bool(std::chrono::milliseconds)>& pause) {
    Round round;
    const bool paced = !config_.url.starts_with("maildir:");
    const std::chrono::milliseconds gap(60'000 / config_.pace_per_minute);
    for (;;) {
        auto row = ledger_.next_due(clock_.now());
        if (!row) return row.error();
        if (!*row) return round;
        if (auto done = deliver_one(**row, round); !done) return done.error();
        if (paced && pause(gap)) return round;
    }
}

Result<Done> DeliverStep::deliver_one(const OutboxRow& row, Round& round) {
    // A row that was in flight when the power failed: the same bytes again bear the same
    // Message-ID, or a person decides.
    if (row.state == "unknown" && config_.on_unknown == OnUnknown::hold) {
        ++round.waiting;
        return record(row, "held", "上次发送的结果不明，请人工确认后放行", 0s);
    }
    const Outgoing message{row.message_id, row.from, row.to, Bytes::owned(row.mime)};
    auto delivered = transport_.deliver(message);
    if (!delivered) {
        if (auto done = record(row, "retry", "没有连上发信服务器", 60s); !done) return done;
        return delivered.error();
    }
    switch (delivered->outcome) {
        case Delivery::sent:
            ++round.sent;
            return record(row, "sent", "", 0s);
        case Delivery::failed:
            ++round.failed;
            return record(row, "failed", "发信服务器拒收：" + delivered->detail, 0s);
        case Delivery::unknown:
            ++round.waiting;
            return record(row, "unknown", delivered->detail, first_wait);
        case Delivery::retry:
            break;
    }
    if (is_hopeless(row.attempts)) {
        ++round.failed;
        return record(row, "failed", "五天内没有送达：" + delivered->detail, 0s);
    }
    ++round.waiting;
    return record(row, "retry", delivered->detail, wait_after(row.attempts));
}

Result<Done> DeliverStep::record(const OutboxRow& row,
                                 const std::string& state,
                                 const std::string& detail,
                                 std::chrono::seconds again) {
    const Instant now = clock_.now();
    if (state == "sent" || state == "failed") {
        if (auto done = spool_.append({"outcome", row.message_id, now, state + "\n" + detail});
            !done)
            return done;
    }
    return ledger_.record_delivery(row.id, state, detail, now + again);
}

}  // namespace shoujian

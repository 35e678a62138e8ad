#include "daemon/steps/deliver.hpp"

#include <algorithm>
#include <utility>

namespace shoujian {

namespace {

using namespace std::chrono_literals;

/// RFC 5321 4.5.4.1: at least half an hour between tries is advised, four to five days in all; a
/// mail that a person waits for is tried a little sooner at first.
constexpr std::chrono::seconds first_wait = 300s, longest_wait = 4000s, give_up_after = 5 * 24h;

/// What the provider counts, it counts in windows of this length (163: MI:SFQ).
constexpr std::chrono::seconds rest = 15min;

/// The first try and one more.
constexpr int most_unknown = 2;

std::chrono::seconds wait_after(int attempts) {
    auto wait = first_wait;
    for (int i = 1; i < attempts && wait < longest_wait; ++i) wait *= 2;
    return std::min<std::chrono::seconds>(wait, longest_wait);
}

}  // namespace

/// A Maildir knows what it has; a server would deliver a second copy.
bool DeliverStep::may_double() const {
    return !config_.url.starts_with("maildir:");
}

bool DeliverStep::is_resting() {
    const Instant now = clock_.now();
    // A clock that was set back must not make the rest longer.
    if (rest_until_ && now < *rest_until_ && *rest_until_ - now <= rest) return true;
    rest_until_.reset();
    return false;
}

Result<DeliverStep::Round> DeliverStep::run(
    const std::function<bool(std::chrono::milliseconds)>& pause) {
    Round round;
    const auto gap =
        may_double() ? std::chrono::milliseconds(60'000 / config_.pace_per_minute) : 0ms;
    if (auto done = settle(); !done) return done.error();
    while (!is_resting() && !pause(0ms)) {
        auto row = ledger_.next_due(clock_.now());
        if (!row) return row.error();
        if (!*row) return round;
        if (auto done = deliver_one(**row, round); !done) {
            const bool broken_off = done.error().fault == Fault::network && pause(0ms);
            if (broken_off) return round;
            return done.error();
        }
        if (pause(gap)) return round;
    }
    return round;
}

Result<Done> DeliverStep::deliver_one(const OutboxRow& row, Round& round) {
    // A row that was in flight when the power failed: the same bytes again bear the same
    // Message-ID, or a person decides.
    if (row.state == "unknown" && config_.on_unknown == OnUnknown::hold) {
        ++round.waiting;
        return record(row, "held", "上次发送的结果不明，请人工确认后放行", 0s);
    }
    if (row.state == "unknown" && row.unknowns >= most_unknown && may_double()) {
        ++round.waiting;
        return record(row, "held", "两次发送的结果都不明，对方可能已收到；请人工确认后放行", 0s);
    }
    const Outgoing message{row.message_id, row.from, row.to, Bytes::owned(row.mime)};
    auto delivered = transport_.deliver(message);
    if (!delivered) {
        if (auto done = put_back(row, delivered.error().text); !done) return done;
        return delivered.error();
    }
    if (delivered->pause_all) rest_until_ = clock_.now() + rest;
    return conclude(row, *delivered, round);
}

Result<Done> DeliverStep::conclude(const OutboxRow& row, const Delivered& delivered, Round& round) {
    switch (delivered.outcome) {
        case Delivery::sent:
            ++round.sent;
            return record(row, "sent", "", 0s);
        case Delivery::failed:
            ++round.failed;
            return record(row, "failed", "发信服务器拒收：" + delivered.detail, 0s);
        case Delivery::unknown:
            ++round.waiting;
            if (row.unknowns + 1 < most_unknown)
                return record(row, "unknown", delivered.detail, first_wait);
            return record(row, "held",
                          "两次发送的结果都不明，对方可能已收到；请人工确认后放行（"
                              + delivered.detail + "）",
                          0s);
        case Delivery::retry:
            break;
    }
    if (clock_.now() - row.created >= give_up_after) {
        ++round.failed;
        return record(row, "failed", "五天内没有送达：" + delivered.detail, 0s);
    }
    ++round.waiting;
    return record(row, "retry", delivered.detail, wait_after(row.attempts));
}

Result<Done> DeliverStep::record(const OutboxRow& row,
                                 const std::string& state,
                                 const std::string& detail,
                                 std::chrono::seconds again) {
    const Instant now = clock_.now();
    Outcome outcome{row, state, detail, now, now + again, true, false, false};
    outcome.row.mime.clear();
    outcome.in_spool = state != "sent" && state != "failed";
    unsettled_ = std::move(outcome);
    return settle();
}

/// Behind all others that are due, so that one row cannot keep them waiting.
Result<Done> DeliverStep::put_back(const OutboxRow& row, const std::string& detail) {
    const Instant now = clock_.now();
    Outcome outcome{row, row.state, detail, now, now, false, true, false};
    outcome.row.mime.clear();
    unsettled_ = std::move(outcome);
    return settle();
}

/// Each of the two gets what it can take: where the disk is full for the spool, the ledger knows,
/// and the other way round. Nothing else is sent before both have it.
Result<Done> DeliverStep::settle() {
    if (!unsettled_) return Done{};
    Outcome& o = *unsettled_;
    Result<Done> spooled = Done{}, recorded = Done{};
    if (!o.in_spool) {
        spooled = spool_.append({"outcome", o.row.message_id, o.at, o.state + "\n" + o.detail});
        o.in_spool = spooled.has_value();
    }
    if (!o.in_ledger) {
        recorded = o.tried ? ledger_.record_delivery(o.row.id, o.state, o.detail, o.due)
                           : ledger_.put_back(o.row, o.detail, o.due);
        o.in_ledger = recorded.has_value();
    }
    if (!spooled) return spooled;
    if (!recorded) return recorded;
    unsettled_.reset();
    return Done{};
}

}  // namespace shoujian

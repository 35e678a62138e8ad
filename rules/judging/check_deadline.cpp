#include "rules/judging/checks.hpp"

namespace shoujian {

void check_deadline(Judging& judging) {
    const Instant received = judging.standing.received;
    if (received == Instant{}) return;  // not told when it came
    const Call& call = judging.call;
    const Instant deadline = call.deadline_for(judging.who.unit);
    TextValues values{{"received", format_chinese(received)},
                      {"deadline", format_chinese(deadline)},
                      {"opens", format_chinese(call.opens)}};
    if (received > deadline) judging.say("deadline.passed", values);
    if (received < call.opens) judging.say("deadline.not_open", values);
}

}  // namespace shoujian

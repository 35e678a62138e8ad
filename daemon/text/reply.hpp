#pragma once

#include "daemon/text/template.hpp"
#include "parsers/base/result.hpp"
#include "rules/call/call.hpp"
#include "rules/cases/report.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// The texts of one answer.
struct ReplyText {
    std::string subject, text, html;
};

/// One message's report as the sender reads it: verdict first, then per candidate what was received
/// and each problem (where, what was expected, what was found, how to mend), then deadline and whom
/// to ask. Out of the call's messages/ templates (mustache).
ReplyText render_reply(const Call& call, const Report& report, ZoneOffset zone);

/// Everything that a text of messages/ may name, with one item in each list: for checking the
/// texts.
Values reply_sample();

/// A neutral receipt that says only what came: for held answers and messages nobody could read.
ReplyText render_receipt(const Call& call, const Report& report, ZoneOffset zone);

}  // namespace shoujian

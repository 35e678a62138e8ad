#include "parsers/base/text.hpp"
#include "rules/judging/checks.hpp"

#include <algorithm>

namespace shoujian {

void check_roster(Judging& judging) {
    const auto& roster = judging.call.roster;
    const Identity& who = judging.who;
    if (!roster || who.candidate.empty() || who.form.empty()) return;
    const std::string name = fold(who.candidate);
    const bool registered = std::any_of(
        roster->begin(), roster->end(),
        [&](const RosterEntry& one) { return one.form == who.form && fold(one.name) == name; });
    if (!registered) judging.say("roster.unregistered", {{"candidate", who.candidate}});
}

}  // namespace shoujian

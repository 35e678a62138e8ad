#include "rules/cases/units.hpp"
#include "rules/judging/checks.hpp"

namespace shoujian {

void check_unit(Judging& judging) {
    const Call& call = judging.call;
    if (judging.who.unit.empty() || call.units.empty()) return;
    if (find_unit(call, judging.who.unit, "")) return;
    Finding& finding = judging.say("unit.unknown", {{"unit", judging.who.unit}});
    if (judging.form.unit) finding.field = *judging.form.unit;
}

}  // namespace shoujian

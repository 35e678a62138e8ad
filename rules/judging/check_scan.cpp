#include "rules/cases/names.hpp"
#include "rules/judging/checks.hpp"

namespace shoujian {

void check_scan(Judging& judging) {
    if (!judging.standing.scan) return;
    const Piece& piece = *judging.standing.scan;
    const auto* scan = std::get_if<ScanFacts>(&piece.facts.content);
    if (!scan || !scan->looked) return;  // by the inventory alone nothing is held against anybody
    const auto say = [&](std::string_view code) {
        judging.say(code, {{"file", std::string(base_name(piece.file.name))}}).where =
            piece.file.name;
    };
    if (scan->is_scan == false) return say("scan.not_a_scan");
    if (!judging.form.scan.seal) return;
    if (scan->seal == Seen::no) say("scan.seal_missing");
    if (scan->seal == Seen::unsure) say("scan.seal_unsure");
}

}  // namespace shoujian

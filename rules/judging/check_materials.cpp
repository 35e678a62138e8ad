#include "rules/cases/names.hpp"
#include "rules/cases/pictures.hpp"
#include "rules/judging/checks.hpp"

#include <algorithm>

namespace shoujian {

namespace {

bool is_good_word(const Standing& standing) {
    return readable_form(standing) != nullptr;
}

bool is_good_scan(const Standing& standing) {
    return standing.scan && std::holds_alternative<ScanFacts>(standing.scan->facts.content);
}

bool enough_photos(const Judging& judging) {
    return good_photos(judging.form.photos, judging.standing.photos, word_facts(judging.standing))
           >= judging.form.photos.min;
}

/// Whether the set has good material in every slot that the closed file could have filled.
bool is_spare(const Judging& judging, const Problem& problem) {
    const Standing& standing = judging.standing;
    switch (slot_by_name(problem.where)) {
        case Slot::word:
            return is_good_word(standing);
        case Slot::scan:
            return is_good_scan(standing);
        case Slot::photo:
            return enough_photos(judging);
        case Slot::archive:
        case Slot::unknown:
            break;
    }
    const bool scan = is_good_scan(standing) || !judging.form.scan.required;
    return is_good_word(standing) && scan && enough_photos(judging);
}

void say_problem(Judging& judging, const Problem& problem, const std::string& file, bool spare) {
    const std::string way = problem.where.empty() ? file : problem.where;
    Finding& finding = judging.say(
        problem.code, {{"file", std::string(base_name(way))}, {"detail", problem.detail}});
    finding.where = way;
    if (spare) finding.severity = beside_good_material(finding.severity, problem);
}

/// Of a file that could be read what remains to be said weighs little: `material.active`, one
/// picture of several.
void say_problems(Judging& judging, const Piece& piece) {
    const bool readable = !std::holds_alternative<NoFacts>(piece.facts.content);
    for (const Problem& problem : piece.facts.problems) {
        Problem placed = problem;
        if (!problem.where.empty() && problem.where != piece.file.name)
            placed.where = piece.file.name + "/" + problem.where;
        say_problem(judging, placed, piece.file.name,
                    readable && problem.code != "material.active");
    }
}

void check_word(Judging& judging, const Hidden& hidden) {
    const auto& word = judging.standing.word;
    if (!word) {
        if (!hidden.word) judging.say("material.word.missing");
        return;
    }
    say_problems(judging, *word);
    const WordFacts* facts = word_facts(judging.standing);
    if (!facts) return;
    const TextValues values{{"file", std::string(base_name(word->file.name))},
                            {"detail", facts->heading}};
    if (facts->forms.empty())
        judging.say("form.unknown", values).where = word->file.name;
    else if (facts->forms.front().blank)
        judging.say("material.blank", values).where = word->file.name;
}

/// A Word file of another kind asks for nothing: whether it is for this call at all, a person must
/// see.
bool is_foreign(const Standing& standing) {
    const WordFacts* facts = word_facts(standing);
    return facts && facts->forms.empty();
}

}  // namespace

void check_materials(Judging& judging) {
    const Standing& standing = judging.standing;
    const Hidden hidden = hidden_by(standing);
    check_word(judging, hidden);
    if (standing.scan) say_problems(judging, *standing.scan);
    for (const Piece& page : standing.scan_pages) say_problems(judging, page);
    const bool asked = judging.form.scan.required && !is_foreign(standing);
    if (!standing.scan && asked && !hidden.scan) judging.say("material.scan.missing");
    for (const Problem& problem : standing.problems)
        say_problem(judging, problem, "", is_spare(judging, problem));
    if (standing.doubtful) judging.say("material.doubtful");
}

}  // namespace shoujian

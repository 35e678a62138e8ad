#include "rules/cases/cases.hpp"
#include "rules/cases/names.hpp"
#include "rules/judging/checks.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

constexpr std::array checks{check_materials, check_fields, check_rules,  check_photos,
                            check_scan,      check_unit,   check_roster, check_deadline};

/// What a person said stands above every rule; the findings stay, for those who look.
Verdict decided(const Decision& decision, Verdict judged) {
    if (decision.action == "accept") return Verdict::accepted;
    if (decision.action == "return") return Verdict::incomplete;
    if (decision.action == "reject") return Verdict::rejected;
    if (decision.action == "withdraw") return Verdict::withdrawn;
    return judged;
}

/// A closed file with this problem may hold what is lacking.
/// A drawing, a film, a stray part of an archive, one of a kind that nobody uses for it.
bool is_no_material(const Problem& problem) {
    return problem.code == "material.unsupported" && !extension(problem.where).empty()
           && slot_by_name(problem.where) == Slot::unknown;
}

void hide(Hidden& hidden, const Problem& problem) {
    if (!problem.code.starts_with("material.")) return;
    if (problem.code == "material.active" || problem.code == "material.blank"
        || problem.code == "material.empty" || is_no_material(problem))
        return;
    const Slot slot = slot_by_name(problem.where);
    const bool any = slot == Slot::archive || slot == Slot::unknown;
    hidden.word = hidden.word || any || slot == Slot::word;
    hidden.scan = hidden.scan || any || slot == Slot::scan;
    hidden.photos = hidden.photos || any || slot == Slot::word || slot == Slot::photo;
}

}  // namespace

Finding& Judging::say(std::string_view code, const TextValues& values) {
    findings.push_back(make_finding(call, code, values));
    return findings.back();
}

const WordFacts* word_facts(const Standing& standing) {
    return standing.word ? std::get_if<WordFacts>(&standing.word->facts.content) : nullptr;
}

const FormFacts* readable_form(const Standing& standing) {
    const WordFacts* word = word_facts(standing);
    if (!word || word->forms.empty() || word->forms.front().blank) return nullptr;
    return &word->forms.front();
}

Hidden hidden_by(const Standing& standing) {
    Hidden out;
    for (const Problem& problem : standing.problems) hide(out, problem);
    const WordFacts* word = word_facts(standing);
    const bool blank = word && !word->forms.empty() && word->forms.front().blank;
    if (standing.word && (!word || blank)) out.photos = true;  // the filled form may hold them
    return out;
}

Severity beside_good_material(Severity severity, const Problem& problem) {
    constexpr std::array codes{"material.unreadable", "material.empty", "material.blank",
                               "material.temporary", "material.cloud_link"};
    const bool spare =
        std::ranges::find(codes, problem.code) != codes.end() || is_no_material(problem);
    return std::min(severity, spare ? Severity::note : Severity::review);
}

Form common_form(const Call& call) {
    Form out;
    if (call.forms.empty()) return out;
    out.photos = call.forms.front().photos;
    out.scan = call.forms.front().scan;
    for (const Form& form : call.forms) {
        if (form.photos.min < out.photos.min) out.photos = form.photos;
        out.scan.required = out.scan.required && form.scan.required;
        out.scan.seal = out.scan.seal && form.scan.seal;
    }
    return out;
}

Assessment assess(const Call& call, const Identity& who, const Standing& standing) {
    const Form common = common_form(call);
    const Form* form = call.form(who.form);
    Judging judging{call, form ? *form : common, who, standing, {}, {}, {}};
    for (const auto& check : checks) check(judging);
    return {std::move(judging.fields), std::move(judging.findings), std::move(judging.scan)};
}

Judged judge(const Call& call, const Case& all) {
    Judged out;
    out.standing = fold(call, all);
    Assessment assessment = assess(call, all.who, out.standing);
    out.fields = std::move(assessment.fields);
    out.findings = std::move(assessment.findings);
    out.scan = std::move(assessment.scan);
    out.verdict = verdict_of(out.findings);
    if (out.standing.decision) out.verdict = decided(*out.standing.decision, out.verdict);
    return out;
}

}  // namespace shoujian

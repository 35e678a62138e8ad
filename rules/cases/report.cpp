#include "rules/cases/report.hpp"

#include "rules/cases/names.hpp"
#include "rules/cases/pictures.hpp"
#include "rules/judging/checks.hpp"

#include <algorithm>

namespace shoujian {

namespace {

Material material_of(std::string role, const View& view, const std::string& name) {
    return {std::move(role), name, view.length, hex(view.digest)};
}

std::string_view seal_word(Seen seal) {
    if (seal == Seen::yes) return "found";
    return seal == Seen::no ? "absent" : "unsure";
}

std::vector<Material> materials_of(const Form& form, const Standing& standing) {
    std::vector<Material> out;
    if (standing.word)
        out.push_back(material_of("word", standing.word->file, standing.word->file.name));
    if (standing.scan)
        out.push_back(material_of("scan", standing.scan->file, standing.scan->file.name));
    for (const Piece& page : standing.scan_pages)
        out.push_back(material_of("scan", page.file, page.file.name));
    std::vector<View> counted;
    const auto add = [&](const View& view, const std::string& name) {
        const bool twin = std::any_of(counted.begin(), counted.end(),
                                      [&](const View& other) { return same_bytes(view, other); });
        if (twin) return;
        counted.push_back(view);
        out.push_back(material_of("photo", view, name));
    };
    for (const Piece& photo : standing.photos) add(photo.file, photo.file.name);
    const WordFacts* word = word_facts(standing);
    // Originals attached replace their shrunken copies in Word.
    if (!word
        || (form.photos.min > 0
            && good_photos(form.photos, standing.photos, nullptr) >= form.photos.min))
        return out;
    for (const PictureFacts& picture : pictures_in(*word))
        add(picture.view, standing.word->file.name + "/" + picture.view.name);
    return out;
}

std::string kind_word(PageKind kind) {
    switch (kind) {
        case PageKind::scanned:
            return "scanned";
        case PageKind::exported:
            return "exported";
        case PageKind::blank:
            return "blank";
        case PageKind::unknown:
            break;
    }
    return "unknown";
}

PageReport page_report(const std::string& file, int number, const PageFacts& page) {
    PageReport out;
    out.file = file;
    out.page = number;
    out.kind = kind_word(page.structure.kind);
    out.dpi = page.structure.dpi;
    out.colour = page.look.colour;
    out.read = page.recognised;
    out.skew = page.skew_degrees;
    out.turned = page.turned * 90;
    out.seals = page.seals;
    return out;
}

void add_pages(const Piece& piece, ScanReport& out) {
    const auto* scan = std::get_if<ScanFacts>(&piece.facts.content);
    if (!scan) return;
    int number = 0;
    for (const PageFacts& page : scan->looks)
        out.looks.push_back(page_report(piece.file.name, ++number, page));
}

std::string yes_no(Seen seen) {
    return seen == Seen::yes ? "yes" : seen == Seen::no ? "no" : "unsure";
}

std::optional<ScanReport> scan_report(const Judged& judged) {
    const Standing& standing = judged.standing;
    if (!standing.scan) return std::nullopt;
    ScanReport out;
    out.seal = "unsure";
    out.matches_word = "unsure";
    const auto* scan = std::get_if<ScanFacts>(&standing.scan->facts.content);
    if (!scan) return out;
    out.pages = scan->pages;
    add_pages(*standing.scan, out);
    for (const Piece& piece : standing.scan_pages) {
        if (const auto* more = std::get_if<ScanFacts>(&piece.facts.content))
            out.pages += more->pages;
        add_pages(piece, out);
    }
    out.is_scan = scan->is_scan;
    out.dpi = scan->dpi;
    if (!judged.scan) return out;
    out.seal = seal_word(judged.scan->seal.seen);
    out.matches_word = yes_no(judged.scan->match.matches);
    out.why = judged.scan->seal.why;
    if (!judged.scan->match.why.empty())
        out.why += (out.why.empty() ? "" : "；") + judged.scan->match.why;
    out.fields = judged.scan->match.fields;
    return out;
}

}  // namespace

SubmissionReport report_of(const Call& call, const Case& one, const Judged& judged) {
    const Form* form = call.form(one.who.form);
    SubmissionReport out;
    out.who = one.who;
    if (!one.number.empty()) out.number = one.number;
    out.verdict = judged.verdict;
    out.fields = judged.fields;
    out.materials = materials_of(form ? *form : common_form(call), judged.standing);
    out.scan = scan_report(judged);
    out.findings = judged.findings;
    return out;
}

SubmissionReport only_own(SubmissionReport whole, const Submission& sent) {
    const auto is_own = [&](const Material& material) {
        return std::ranges::any_of(sent.pieces, [&](const Piece& piece) {
            return hex(piece.file.digest) == material.sha256;
        });
    };
    std::erase_if(whole.materials, [&](const Material& one) { return !is_own(one); });
    std::erase_if(whole.findings, [](const Finding& one) { return one.code != "sender.outside"; });
    whole.who.candidate = sent.who.candidate;
    whole.who.unit = sent.who.unit;
    whole.fields.clear();
    whole.scan.reset();
    whole.verdict = Verdict::review;
    return whole;
}

std::vector<Finding> message_findings(const Call& call, const Intake& intake) {
    std::vector<Finding> out;
    for (const Problem& problem : intake.problems) {
        Finding finding = make_finding(
            call, problem.code,
            {{"file", std::string(base_name(problem.where))}, {"detail", problem.detail}});
        finding.where = problem.where;
        if (!intake.submissions.empty())
            finding.severity = beside_good_material(finding.severity, problem);
        out.push_back(std::move(finding));
    }
    return out;
}

Verdict overall(const Report& report) {
    Verdict out = Verdict::unrelated;
    for (const SubmissionReport& one : report.submissions) out = worst(out, one.verdict);
    if (!report.findings.empty()) {
        const Verdict own = verdict_of(report.findings);
        const bool says_something = own != Verdict::accepted;
        if (says_something) out = worst(out, own);
    }
    return out;
}

}  // namespace shoujian

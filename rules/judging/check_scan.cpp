#include "parsers/base/text.hpp"
#include "rules/cases/names.hpp"
#include "rules/judging/checks.hpp"
#include "rules/scans/label_places.hpp"
#include "rules/scans/seal_unit.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// Of the labels that a form prints fewer are read by chance.
constexpr double no_form = 0.3;

/// A page below is hard to read for a person too.
constexpr int coarse_dpi = 90;
constexpr double blurred = 0.12;

std::vector<const ScanFacts*> files_of(const Standing& standing) {
    std::vector<const ScanFacts*> out;
    if (standing.scan) out.push_back(std::get_if<ScanFacts>(&standing.scan->facts.content));
    for (const Piece& piece : standing.scan_pages)
        out.push_back(std::get_if<ScanFacts>(&piece.facts.content));
    std::erase(out, nullptr);
    return out;
}

std::vector<const PageFacts*> pages_of(const std::vector<const ScanFacts*>& files) {
    std::vector<const PageFacts*> out;
    for (const ScanFacts* file : files)
        for (const PageFacts& page : file->looks) out.push_back(&page);
    return out;
}

class ScanCheck {
public:
    ScanCheck(Judging& judging, std::vector<const PageFacts*> pages, std::optional<bool> is_scan)
        : judging_(judging), pages_(std::move(pages)), is_scan_(is_scan) {}

    void run() {
        ScanAssessment& scan = judging_.scan.emplace();
        scan.seal = seal_verdict(pages_);
        if (readable_form(judging_.standing))
            scan.match = match_scan(judging_.call, judging_.form, judging_.fields, pages_);
        if (scan.seal.seen == Seen::no && !is_legible(scan.match))
            scan.seal = {Seen::unsure, "未见印章，但文字没有完全看清"};
        const bool seen = std::ranges::any_of(pages_, [](const PageFacts* p) { return p->seen; });
        if (!seen) return;  // by the inventory alone nothing is held against anybody
        if (is_scan_ == false) return say("scan.not_a_scan", what_was_seen());
        if (judging_.form.scan.seal) say_seal(scan.seal);
        say_match(scan.match);
        if (const Unit* other = other_unit_on_seal(judging_.call, judging_.who.unit, pages_);
            other != nullptr && scan.match.other != Difference::unit)
            say("scan.unit_differs", "印文像是“" + other->name + "”");
        say_legibility(scan.match);
    }

private:
    void say(std::string_view code, const std::string& detail) {
        const Piece& piece = *judging_.standing.scan;
        judging_.say(code, {{"file", std::string(base_name(piece.file.name))}, {"detail", detail}})
            .where = piece.file.name;
    }

    /// Nothing is called absent on a page that cannot be read. Without a Word form any of the
    /// call's forms may be the one.
    bool is_legible(const ScanMatch& match) const {
        if (match.labels >= legible_labels) return true;
        return !readable_form(judging_.standing)
               && std::ranges::any_of(judging_.call.forms, [&](const Form& form) {
                      return labels_read(printed_fields(form, pages_)) >= legible_labels;
                  });
    }

    std::string what_was_seen() const {
        const bool stamped = judging_.scan->seal.seen == Seen::yes;
        return stamped ? "文字不是扫描的图像，印章是插入的图片" : "文字不是扫描的图像";
    }

    void say_seal(const SealVerdict& seal) {
        if (seal.seen == Seen::no) say("scan.seal_missing", "");
        if (seal.seen == Seen::unsure) say("scan.seal_unsure", seal.why);
    }

    void say_match(const ScanMatch& match) {
        if (match.matches == Seen::no)
            say(match.other == Difference::unit ? "scan.unit_differs" : "scan.mismatch", match.why);
        if (match.matches == Seen::no) return;
        for (const FieldMatch& field : match.fields)
            if (field.seen == Seen::no) say_field(field);
    }

    void say_field(const FieldMatch& field) {
        const Field* known = judging_.form.field(field.id);
        const auto value = judging_.fields.find(field.id);
        if (known == nullptr || value == judging_.fields.end()) return;
        say("scan.field_differs", known->labels.front() + "：WORD版是“"
                                      + shorten(value->second.value, 30) + "”，扫描件上是“"
                                      + shorten(field.on_scan, 30) + "”");
        judging_.findings.back().field = field.id;
    }

    /// A page of which the form's own print was not read: too coarse, blurred, or no such form.
    void say_legibility(const ScanMatch& match) {
        if (match.matches != Seen::unsure || match.labels >= no_form) return;
        if (!readable_form(judging_.standing)) return;
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            const PageFacts& page = *pages_[i];
            if (!page.recognised || !page.complete || !is_form_page(page)) continue;
            const int dpi = page.structure.dpi;
            std::string why = "没有认出推荐表的栏目";
            if (page.look.sharpness < blurred) why = "图像模糊";
            if (dpi > 0 && dpi < coarse_dpi) why = "分辨率只有约" + std::to_string(dpi) + "dpi";
            return say("scan.illegible", "第" + std::to_string(i + 1) + "页" + why);
        }
    }

    Judging& judging_;
    std::vector<const PageFacts*> pages_;
    std::optional<bool> is_scan_;
};

}  // namespace

void check_scan(Judging& judging) {
    const std::vector<const ScanFacts*> files = files_of(judging.standing);
    if (files.empty()) return;
    ScanCheck(judging, pages_of(files), files.front()->is_scan).run();
}

}  // namespace shoujian

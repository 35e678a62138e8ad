#include "parsers/base/text.hpp"
#include "rules/cases/cases.hpp"
#include "rules/cases/pairing.hpp"
#include "rules/cases/pictures.hpp"
#include "rules/cases/units.hpp"
#include "rules/forms/field_types.hpp"
#include "rules/scans/is_scan.hpp"
#include "rules/scans/scan_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

const FormFacts& form_facts(const Piece& piece) {
    return std::get<WordFacts>(piece.facts.content).forms.front();
}

const Call* call_by_id(std::span<const Call> calls, std::string_view id) {
    const auto at =
        std::find_if(calls.begin(), calls.end(), [&](const Call& c) { return c.id == id; });
    return at == calls.end() ? nullptr : &*at;
}

std::string value_of(const FormFacts& facts, std::string_view id) {
    for (const RawField& field : facts.fields) {
        if (field.id != id) continue;
        std::string value(trim(field.value));
        std::replace(value.begin(), value.end(), '\n', ' ');
        return value;
    }
    return {};
}

/// The name as its type writes it: "张　三" is 张三.
std::string candidate_of(const Form& form, const FormFacts& facts) {
    const std::string written = value_of(facts, form.candidate);
    const Field* field = form.field(form.candidate);
    constexpr std::size_t longest = 100;  // what is longer names nobody
    if (!field || written.empty()) return shorten(written, longest);
    return shorten(normalize(*field, written).text.value_or(written), longest);
}

std::size_t filled_fields(const Piece& piece) {
    const auto& fields = form_facts(piece).fields;
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(),
                      [](const RawField& one) { return !trim(one.value).empty(); }));
}

class Assembler {
public:
    Assembler(const MessageFacts& facts, std::span<const Call> calls, Instant received)
        : facts_(facts),
          calls_(calls),
          received_(received),
          titles_(all_titles(calls)),
          sorting_(sort_files(facts, calls, received)) {}

    Intake run() {
        take_forms();
        if (baskets_.empty()) take_blanks_and_foreign();
        take_named_words();
        take_named_scans();
        if (baskets_.empty() && brings_material()) baskets_.push_back(basket_without_form());
        if (baskets_.empty()) {
            for (const Piece& one : sorting_.pictures) ignore(one, "邮件正文中的图片");
        } else {
            fill_baskets(baskets_, sorting_, titles_);
        }
        give_out_problems();
        for (Basket& basket : baskets_) out_.submissions.push_back(finish(basket));
        out_.ignored = std::move(sorting_.ignored);
        return std::move(out_);
    }

private:
    void ignore(const Piece& piece, std::string why) {
        sorting_.ignored.push_back({piece.file.name, std::move(why)});
    }

    Basket basket_of(const Piece& piece) {
        const FormFacts& facts = form_facts(piece);
        Basket out;
        out.who.call = facts.call;
        out.who.form = facts.form;
        const Call* call = call_by_id(calls_, facts.call);
        out.form = call ? call->form(facts.form) : nullptr;
        if (out.form) {
            out.who.candidate = candidate_of(*out.form, facts);
            const std::string written = out.form->unit ? value_of(facts, *out.form->unit) : "";
            out.who.unit = unit_name(*call, written, facts_.envelope.from.address);
        }
        out.words.push_back(piece);
        return out;
    }

    static bool same_candidate(const Basket& a, const Basket& b) {
        if (a.who.call != b.who.call || a.who.form != b.who.form) return false;
        if (a.who.candidate.empty() || b.who.candidate.empty())
            return same_bytes(a.words.front().file, b.words.front().file);
        return fold(a.who.candidate) == fold(b.who.candidate) && same_unit(a.who.unit, b.who.unit);
    }

    /// The same candidate twice: the fuller form counts, of equals the last.
    void take_forms() {
        for (const Piece& piece : sorting_.forms) {
            Basket fresh = basket_of(piece);
            const auto known =
                std::find_if(baskets_.begin(), baskets_.end(),
                             [&](const Basket& one) { return same_candidate(one, fresh); });
            if (known == baskets_.end()) {
                baskets_.push_back(std::move(fresh));
                continue;
            }
            if (filled_fields(piece) >= filled_fields(known->words.front()))
                std::swap(*known, fresh);
            ignore(fresh.words.front(),
                   "同一候选人的推荐表重复，以“" + known->words.front().file.name + "”为准");
        }
        if (baskets_.empty()) return;
        for (const Piece& blank : sorting_.blanks)
            sorting_.problems.push_back({"material.blank", blank.file.name, ""});
        for (const Piece& piece : sorting_.foreign) ignore(piece, "WORD文件，但不是本次的推荐表");
    }

    void take_blanks_and_foreign() {
        const bool blank = !sorting_.blanks.empty();
        const auto& pieces = blank ? sorting_.blanks : sorting_.foreign;
        if (pieces.empty()) return;
        baskets_.push_back(blank ? basket_of(pieces.front()) : basket_without_form());
        if (!blank) {
            baskets_.back().words.push_back(pieces.front());
            baskets_.back().form = nullptr;
            baskets_.back().who.form.clear();
        }
        for (auto one = pieces.begin() + 1; one != pieces.end(); ++one)
            ignore(*one, blank ? "空白的推荐表" : "WORD文件，但不是本次的推荐表");
        if (!blank) return;
        for (const Piece& one : sorting_.foreign) ignore(one, "WORD文件，但不是本次的推荐表");
    }

    bool is_known(const std::string& candidate) const {
        return std::any_of(baskets_.begin(), baskets_.end(), [&](const Basket& one) {
            return mentions(one.who.candidate, candidate) || mentions(candidate, one.who.candidate);
        });
    }

    /// "江苏" of "江苏扫描件.pdf" is no person.
    bool is_of_unit(const std::string& name) const {
        const auto holds = [&](const std::string& text) { return mentions(text, name); };
        return std::ranges::any_of(calls_, [&](const Call& call) {
            return std::ranges::any_of(call.units, [&](const Unit& unit) {
                return holds(unit.name) || std::ranges::any_of(unit.aliases, holds);
            });
        });
    }

    std::optional<std::string> named_in(const Piece& piece) const {
        auto name = candidate_in_name(piece.file.name, titles_);
        return name && is_of_unit(*name) ? std::nullopt : name;
    }

    void add_named(const std::string& candidate) {
        Basket fresh = basket_without_form();
        fresh.who.candidate = candidate;
        baskets_.push_back(std::move(fresh));
    }

    /// "李四.docx" that cannot be opened is 李四's, though only 张三's form could be read.
    void take_named_words() {
        for (const Piece& piece : sorting_.broken) {
            const bool lock =
                base_name(piece.file.name).starts_with("~$");  // its name lacks two characters
            if (slot_of(piece) != Slot::word || lock) continue;
            const auto name = named_in(piece);
            if (name && !is_known(*name)) add_named(*name);
        }
    }

    /// Scans of people whose Word form came, or will come, in another mail.
    void take_named_scans() {
        std::vector<Piece> scans = sorting_.scans;
        for (const Piece& one : sorting_.broken) {
            if (slot_of(one) == Slot::scan) scans.push_back(one);
        }
        scans.insert(scans.end(), sorting_.pages.begin(), sorting_.pages.end());
        // One form and one scan are one submission, whatever the scan is called.
        std::size_t unclaimed = scans.size();
        for (const Piece& one : scans) {
            const auto name = named_in(one);
            if (unclaimed <= baskets_.size() || !name || is_known(*name)) continue;
            add_named(*name);
        }
    }

    bool brings_material() const {
        if (!sorting_.scans.empty() || !sorting_.pages.empty() || !sorting_.broken.empty())
            return true;
        const bool answers =
            !facts_.envelope.references.empty()
            || !case_numbers_in(facts_.envelope.subject + "\n" + facts_.text).empty();
        return std::any_of(
            sorting_.pictures.begin(), sorting_.pictures.end(), [&](const Piece& one) {
                return answers || !one.inline_part;  // pictures of an advertisement are inline
            });
    }

    /// The call by the time, the form by its title in a name or a text, if anything says it.
    Basket basket_without_form() const {
        Basket out;
        const Call* call = call_open_at(calls_, received_);
        if (!call) return out;
        out.who.call = call->id;
        out.who.unit = unit_name(*call, "", facts_.envelope.from.address);
        for (const Form& form : call->forms) {
            if (call->forms.size() > 1 && !is_spoken_of(form)) continue;
            out.form = &form;
            out.who.form = form.id;
            break;
        }
        return out;
    }

    bool is_spoken_of(const Form& form) const {
        return std::any_of(form.titles.begin(), form.titles.end(), [&](const std::string& title) {
            const std::string wanted = fold(title);
            const auto speaks = [&](const Piece& piece) {
                const auto* scan = std::get_if<ScanFacts>(&piece.facts.content);
                return fold(piece.file.name).find(wanted) != std::string::npos
                       || (scan && fold(plain_text(scan->looks)).find(wanted) != std::string::npos);
            };
            return std::any_of(facts_.pieces.begin(), facts_.pieces.end(), speaks);
        });
    }

    /// What a closed container holds may be anybody's who still lacks something.
    void give_out_problems() {
        for (const Problem& problem : sorting_.problems) {
            bool given = false;
            for (Basket& basket : baskets_) {
                if (baskets_.size() > 1 && !lacks_material(basket)) continue;
                basket.problems.push_back(problem);
                given = true;
            }
            if (!given) out_.problems.push_back(problem);
        }
    }

    Submission finish(Basket& basket) {
        if (basket.scans.empty() && basket.pages.empty()) use_page_as_scan(basket);
        if (!basket.scans.empty()) set_pages_aside(basket);
        Submission out;
        out.who = basket.who;
        out.problems = std::move(basket.problems);
        out.doubtful = basket.doubtful;
        for (Piece& piece : basket.pages) piece = as_scan(piece);
        for (auto* pieces : {&basket.words, &basket.scans, &basket.pages, &basket.pictures})
            out.pieces.insert(out.pieces.end(), pieces->begin(), pieces->end());
        return out;
    }

    /// A photographed sheet, where no PDF came and the photos are enough without it.
    static void use_page_as_scan(Basket& basket) {
        for (auto at = basket.pictures.begin(); at != basket.pictures.end(); ++at) {
            const auto* picture = std::get_if<PictureFacts>(&at->facts.content);
            if (!picture || !is_page(*picture) || !basket.form) continue;
            Basket without = basket;
            without.pictures.erase(without.pictures.begin() + (at - basket.pictures.begin()));
            if (lacking_photos(without) > 0) continue;
            without.pages.push_back(*at);
            basket = std::move(without);
            return;
        }
    }

    /// Beside a PDF a picture called 推荐表 is a photo if one lacks, else a spare.
    void set_pages_aside(Basket& basket) {
        for (const Piece& page : basket.pages) {
            const auto* picture = std::get_if<PictureFacts>(&page.facts.content);
            if (picture && !is_page(*picture) && lacking_photos(basket) > 0)
                basket.pictures.push_back(page);
            else
                ignore(page, "已收到PDF扫描件，图片不再计入");
        }
        basket.pages.clear();
    }

    /// What a picture of a whole A4 sheet has.
    static int dpi_of_sheet(const PageLook& look) {
        constexpr double short_side_inches = 8.27;
        return static_cast<int>(std::min(look.width_px, look.height_px) / short_side_inches);
    }

    /// A picture of the form is its scan from here on.
    static Piece as_scan(const Piece& piece) {
        Piece out = piece;
        ScanFacts scan;
        if (const auto* picture = std::get_if<PictureFacts>(&piece.facts.content)) {
            scan.looks = picture->looks;
            scan.recogniser = picture->recogniser;
        }
        scan.pages = std::max(static_cast<int>(scan.looks.size()), 1);
        for (PageFacts& page : scan.looks) {
            page.structure.kind = PageKind::scanned;
            page.structure.dpi = dpi_of_sheet(page.look);
        }
        conclude(scan);
        out.facts.content = std::move(scan);
        return out;
    }

    const MessageFacts& facts_;
    std::span<const Call> calls_;
    Instant received_;
    std::vector<std::string> titles_;
    Sorting sorting_;
    std::vector<Basket> baskets_;
    Intake out_;
};

}  // namespace

Intake assemble(const MessageFacts& facts, std::span<const Call> calls, Instant received) {
    return Assembler(facts, calls, received).run();
}

}  // namespace shoujian

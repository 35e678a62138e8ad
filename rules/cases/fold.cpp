#include "rules/cases/cases.hpp"
#include "rules/cases/names.hpp"
#include "rules/cases/pictures.hpp"
#include "rules/judging/checks.hpp"

#include <algorithm>
#include <tuple>

namespace shoujian {

namespace {

/// What one message brought, by slots.
struct Delivery {
    Instant received{};
    std::vector<Piece> words, scans, photos;
    std::vector<Problem> problems;
    bool doubtful = false;
};

bool is_good_word(const Piece& piece) {
    const auto* word = std::get_if<WordFacts>(&piece.facts.content);
    return word && !word->forms.empty() && !word->forms.front().blank;
}

bool is_good_scan(const Piece& piece) {
    return std::holds_alternative<ScanFacts>(piece.facts.content);
}

Delivery delivery_of(const Entry& entry, const Submission& submission) {
    Delivery out;
    out.received = entry.received;
    out.problems = submission.problems;
    out.doubtful = submission.doubtful;
    for (const Piece& piece : submission.pieces) {
        const Slot slot = slot_of(piece);
        if (slot == Slot::word) out.words.push_back(piece);
        if (slot == Slot::scan) out.scans.push_back(piece);
        if (slot == Slot::photo) out.photos.push_back(piece);
    }
    return out;
}

/// Of several scans in one message the one that says most for itself: a scan before an export, a
/// seal before none.
int scan_rank(const Piece& piece) {
    const auto* scan = std::get_if<ScanFacts>(&piece.facts.content);
    if (!scan) return 0;
    const int kind = scan->is_scan ? (*scan->is_scan ? 6 : 1) : 3;
    std::vector<const PageFacts*> pages;
    for (const PageFacts& page : scan->looks) pages.push_back(&page);
    const Seen seal = seal_verdict(pages).seen;
    return kind + (seal == Seen::yes ? 2 : seal == Seen::unsure ? 1 : 0);
}

class Folding {
public:
    Folding(const Form& form, std::vector<Delivery> deliveries)
        : form_(form), deliveries_(std::move(deliveries)) {}

    Standing run() {
        take_word();
        take_scan();
        take_photos();
        take_problems();
        return std::move(out_);
    }

private:
    void count(const Delivery& delivery) {
        out_.received = std::max(out_.received, delivery.received);
        out_.doubtful = out_.doubtful || delivery.doubtful;
    }

    /// The newest delivery with a piece that `is_good`, else the newest with any.
    const Delivery* newest(const std::vector<Piece> Delivery::*slot,
                           bool (*is_good)(const Piece&)) const {
        const Delivery* any = nullptr;
        for (auto one = deliveries_.rbegin(); one != deliveries_.rend(); ++one) {
            const auto& pieces = (*one).*slot;
            if (std::any_of(pieces.begin(), pieces.end(), is_good)) return &*one;
            if (!any && !pieces.empty()) any = &*one;
        }
        return any;
    }

    void take_word() {
        const Delivery* from = newest(&Delivery::words, is_good_word);
        if (!from) return;
        const auto good = std::find_if(from->words.begin(), from->words.end(), is_good_word);
        out_.word = good == from->words.end() ? from->words.front() : *good;
        count(*from);
    }

    void take_scan() {
        const Delivery* from = newest(&Delivery::scans, is_good_scan);
        if (!from) return;
        const auto& scans = from->scans;
        const auto best = std::max_element(
            scans.begin(), scans.end(),
            [](const Piece& a, const Piece& b) { return scan_rank(a) < scan_rank(b); });
        out_.scan = *best;
        for (auto one = scans.begin(); one != scans.end(); ++one) {
            const bool twin = same_bytes(one->file, best->file);
            if (one != best && !twin && is_good_scan(*one)) out_.scan_pages.push_back(*one);
        }
        count(*from);
    }

    bool is_good_photo(const Piece& piece) const {
        return std::holds_alternative<PictureFacts>(piece.facts.content)
               && fits(form_.photos, piece.file.length);
    }

    bool stands(const View& view) const {
        return std::any_of(out_.photos.begin(), out_.photos.end(),
                           [&](const Piece& one) { return same_bytes(one.file, view); });
    }

    int distinct_photos() const {
        int count = 0;
        for (auto one = out_.photos.begin(); one != out_.photos.end(); ++one) {
            const bool twin = std::any_of(out_.photos.begin(), one, [&](const Piece& other) {
                return same_bytes(one->file, other.file);
            });
            count += twin ? 0 : 1;
        }
        return count;
    }

    /// From the newest message back until there are enough: good ones alone where they suffice,
    /// else whatever came.
    void take_photos() {
        const bool enough = good_photos(form_.photos, all_photos(), nullptr) >= form_.photos.min;
        for (auto one = deliveries_.rbegin(); one != deliveries_.rend(); ++one) {
            const bool settled = !out_.photos.empty() && distinct_photos() >= form_.photos.min;
            if (!settled) take_photos(*one, enough);
        }
    }

    void take_photos(const Delivery& delivery, bool only_good) {
        std::vector<Piece> taken;
        const bool has_good = std::any_of(delivery.photos.begin(), delivery.photos.end(),
                                          [&](const Piece& piece) { return is_good_photo(piece); });
        if (only_good && !has_good) return;
        for (const Piece& piece : delivery.photos) {
            if (!stands(piece.file)) taken.push_back(piece);
        }
        if (taken.empty()) return;
        out_.photos.insert(out_.photos.end(), taken.begin(), taken.end());
        count(delivery);
    }

    std::vector<Piece> all_photos() const {
        std::vector<Piece> out;
        for (const Delivery& one : deliveries_)
            out.insert(out.end(), one.photos.begin(), one.photos.end());
        return out;
    }

    /// What could not be opened counts while nothing newer answered it; what is broken beside a
    /// good file is mentioned.
    void take_problems() {
        if (deliveries_.empty()) return;
        const Delivery& last = deliveries_.back();
        out_.problems = last.problems;
        const auto add = [&](const std::vector<Piece>& pieces,
                             const std::optional<Piece>& standing) {
            for (const Piece& piece : pieces) {
                const bool closed = std::holds_alternative<NoFacts>(piece.facts.content);
                if (!closed || (standing && standing->file == piece.file)) continue;
                for (Problem problem : piece.facts.problems) {
                    problem.where = piece.file.name;
                    out_.problems.push_back(std::move(problem));
                }
            }
        };
        add(last.words, out_.word);
        add(last.scans, out_.scan);
        if (out_.received == Instant{}) out_.received = last.received;  // nothing else came
    }

    const Form& form_;
    std::vector<Delivery> deliveries_;
    Standing out_;
};

std::vector<Entry> sorted(std::vector<Entry> entries) {
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.received, a.arrival) < std::tie(b.received, b.arrival);
    });
    return entries;
}

/// `return` and `withdraw` last until something new comes; `accept` and `reject` until a person
/// reopens.
std::optional<Decision> last_decision(const std::vector<Entry>& entries) {
    std::optional<Decision> out;
    for (const Entry& entry : entries) {
        if (const auto* decision = std::get_if<Decision>(&entry.what)) {
            out = *decision;
            if (decision->action == "reopen") out.reset();
        } else if (out && (out->action == "return" || out->action == "withdraw")) {
            out.reset();
        }
    }
    return out;
}

bool has_error(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& one) { return one.severity == Severity::error; });
}

}  // namespace

Standing fold(const Call& call, const Case& all) {
    const std::vector<Entry> entries = sorted(all.entries);
    const Instant deadline = call.deadline_for(all.who.unit);
    std::vector<Delivery> on_time, every;
    for (const Entry& entry : entries) {
        const auto* submission = std::get_if<Submission>(&entry.what);
        if (!submission) continue;
        every.push_back(delivery_of(entry, *submission));
        if (entry.received <= deadline) on_time.push_back(every.back());
    }
    const Form common = common_form(call);
    const Form* own = call.form(all.who.form);
    const Form& form = own ? *own : common;
    Standing out;
    const bool some_late = on_time.size() < every.size();
    if (some_late && !on_time.empty()) out = Folding(form, on_time).run();
    // What came late cannot disturb what was good on time; where something was wrong, it is all
    // there is.
    const bool good_on_time =
        some_late && !on_time.empty() && !has_error(assess(call, all.who, out).findings);
    if (!good_on_time) out = Folding(form, every).run();
    out.decision = last_decision(entries);
    return out;
}

}  // namespace shoujian

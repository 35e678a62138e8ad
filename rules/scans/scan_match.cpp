#include "rules/scans/scan_match.hpp"

#include "parsers/base/text.hpp"
#include "rules/cases/submission.hpp"
#include "rules/forms/field_types.hpp"
#include "rules/scans/label_places.hpp"
#include "rules/scans/scan_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// Longer values are stories: the short ones tell forms apart, and are read first.
constexpr std::size_t longest_value = 30;

/// Of the agreeing fields; own forms have 0.83 and more, another person's 0.33 and less.
constexpr double own_share = 0.6, foreign_share = 0.35;

/// Of a name's characters that may be misread in one's own, and that differ in another's. A team's
/// long name shares most of them with its neighbour's.
constexpr double own_name = 0.25, own_long_name = 0.12, foreign_name = 0.34;
constexpr std::size_t long_name = 5;

/// Fields in which one person's forms seldom differ all at once, though unit, team and address be
/// the same.
constexpr int many_differences = 3;

/// A value read there that differs is only believed where the recogniser was sure.
constexpr double sure = 0.9;

/// Errors that a field of this type may have and still stand there.
double tolerance(FieldType type, std::size_t length) {
    switch (type) {
        case FieldType::name:
        case FieldType::gender:
        case FieldType::integer:
        case FieldType::hours:
        case FieldType::choice:
        case FieldType::politics:
            return 0.0;
        case FieldType::phone:
            return 0.1;
        case FieldType::year_month:
        case FieldType::date:
            return 0.12;
        case FieldType::text:
        case FieldType::unit:
            break;
    }
    return length <= 6 ? 0.17 : 0.2;
}

double own_errors(std::size_t length) {
    return length >= long_name ? own_long_name : own_name;
}

/// Too short to be found by chance nowhere else: 男 stands in every form.
bool is_telling(FieldType type, std::size_t length) {
    if (type == FieldType::gender) return false;
    return type == FieldType::name ? length >= 2 : length >= 3;
}

std::u32string digits_of(std::u32string_view text) {
    std::u32string out;
    for (const char32_t c : text)
        if (c >= '0' && c <= '9') out += c;
    return out;
}

/// Both as their type understands them, where both are understood.
bool differs_as_typed(const Field& field, const FieldValue& value, const std::string& read) {
    const Normalized there = normalize(field, read);
    return value.normalized && there.text && *value.normalized != *there.text;
}

bool is_typed(FieldType type) {
    return type == FieldType::year_month || type == FieldType::date || type == FieldType::integer
           || type == FieldType::hours || type == FieldType::phone || type == FieldType::gender
           || type == FieldType::politics || type == FieldType::choice;
}

class Matching {
public:
    Matching(const Call& call,
             const Form& form,
             const std::map<std::string, FieldValue>& fields,
             std::span<const PageFacts* const> pages)
        : call_(call),
          form_(form),
          fields_(fields),
          pages_(pages),
          text_(searchable(pages)),
          printed_(printed_fields(form, pages)) {
        out_.labels = labels_read(printed_);
    }

    ScanMatch run() {
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const auto value = fields_.find(form_.fields[i].id);
            if (value != fields_.end()) compare(form_.fields[i], value->second, printed_[i]);
        }
        conclude();
        return std::move(out_);
    }

private:
    void compare(const Field& field, const FieldValue& value, const PrintedField& printed) {
        const std::u32string wanted = for_comparing(value.value);
        if (wanted.empty() || wanted.size() > longest_value) return;
        FieldMatch match;
        match.id = field.id;
        if (field.type == FieldType::unit) {
            compare_unit(value, printed, match);
        } else {
            match.errors = find_approximately(wanted, text_).share;
            const bool names = field.id == form_.candidate;
            const double allowed =
                names ? own_errors(wanted.size()) : tolerance(field.type, wanted.size());
            const bool differs = is_clearly_other(field, value, wanted, printed);
            // One character stands in every story: only beside its label it says anything.
            if (wanted.size() == 1
                && for_comparing(printed.value).find(wanted) == std::u32string::npos)
                match.errors = 1.0;
            const bool there = match.errors <= allowed;
            if (differs) match.seen = Seen::no;
            if (there && !differs) match.seen = Seen::yes;
            if (match.seen != Seen::yes) match.on_scan = std::string(trim(printed.value));
        }
        if (is_telling(field.type, wanted.size())) {
            ++told_;
            if (match.seen == Seen::yes) ++agreed_;
        }
        if (field.id == form_.candidate) {
            name_errors_ = match.errors;
            named_ = match.errors <= own_errors(wanted.size());
        }
        out_.fields.push_back(std::move(match));
    }

    /// At the printed label something else stands, and was read surely.
    bool is_clearly_other(const Field& field,
                          const FieldValue& value,
                          std::u32string_view wanted,
                          const PrintedField& printed) const {
        const std::u32string there = for_comparing(printed.value);
        if (there.empty() || printed.confidence < sure) return false;
        // A part of a value that is broken over lines says nothing against the rest.
        if (find_approximately(wanted, there).errors == 0
            || find_approximately(there, wanted).errors == 0)
            return false;
        if (is_typed(field.type)) {
            if (field.type == FieldType::phone
                && digits_of(there).size() != digits_of(wanted).size())
                return false;
            return differs_as_typed(field, value, printed.value);
        }
        const bool alike_in_length =
            there.size() * 2 >= wanted.size() && there.size() <= wanted.size() * 2;
        if (field.type == FieldType::name)
            return alike_in_length && there.size() <= wanted.size() + 1
                   && find_approximately(wanted, there).errors >= 1;
        // Teams' names have most characters in common.
        const double clear = field.id == form_.candidate ? 0.2 : 0.34;
        return alike_in_length && find_approximately(wanted, there).share > clear;
    }

    /// The seal lies on the unit's name: of the units that are known the nearest counts.
    void compare_unit(const FieldValue& value, const PrintedField& printed, FieldMatch& match) {
        const auto errors_of = [&](const std::string& name, std::u32string_view text) {
            return find_approximately(for_comparing(name), text);
        };
        const Unit* const own = call_.unit(value.normalized.value_or(value.value));
        Approximation best = errors_of(value.value, text_);
        if (own) {
            best = std::min(best, errors_of(own->name, text_), fewer);
            for (const std::string& alias : own->aliases)
                best = std::min(best, errors_of(alias, text_), fewer);
        }
        match.errors = best.share;
        if (best.share <= tolerance(FieldType::unit, value.value.size())) match.seen = Seen::yes;
        const std::u32string there = for_comparing(printed.value);
        if (there.empty() || match.seen == Seen::yes) return;
        match.on_scan = std::string(trim(printed.value));
        for (const Unit& other : call_.units) {
            const Approximation as_other = errors_of(other.name, there);
            const bool clear =
                &other != own && as_other.share <= 0.12
                && as_other.errors + 2 <= errors_of(own ? own->name : value.value, there).errors;
            if (clear) match.seen = Seen::no;
        }
    }

    static bool fewer(const Approximation& a, const Approximation& b) { return a.share < b.share; }

    /// The form whose title the scan bears, if another is clearly nearer than the Word form's.
    const Form* other_form() const {
        const auto nearest_title = [&](const Form& form) {
            double out = 1.0;
            for (const std::string& title : form.titles)
                out = std::min(out, find_approximately(for_comparing(title), text_).share);
            return out;
        };
        // A team's name stands in its members' forms too: title and labels tell the form.
        const double own = nearest_title(form_);
        for (const Form& other : call_.forms) {
            const bool bears_title =
                other.id != form_.id && nearest_title(other) <= 0.05 && own >= 0.15;
            if (bears_title && labels_read(printed_fields(other, pages_)) > out_.labels)
                return &other;
        }
        return nullptr;
    }

    const FieldMatch* field(const std::string& id) const {
        const auto found = std::ranges::find(out_.fields, id, &FieldMatch::id);
        return found == out_.fields.end() ? nullptr : &*found;
    }

    bool differs(const std::optional<std::string>& id) const {
        const FieldMatch* one = id ? field(*id) : nullptr;
        return one != nullptr && one->seen == Seen::no;
    }

    /// A hand that a recogniser cannot read is no other person: something else must stand there
    /// clearly.
    bool is_another_person(double share) const {
        const auto others = std::ranges::count(out_.fields, Seen::no, &FieldMatch::seen);
        const bool other_name = differs(form_.candidate) && !named_;
        if (other_name && others >= many_differences) return true;
        return share <= foreign_share
               && (other_name || (name_errors_ > foreign_name && others >= 2));
    }

    void conclude() {
        const double share = told_ == 0 ? 0 : static_cast<double>(agreed_) / told_;
        const bool legible = out_.labels >= legible_labels && told_ >= 2;
        const bool any_differs = std::ranges::count(out_.fields, Seen::no, &FieldMatch::seen) > 0;
        if (const Form* other = other_form()) {
            out_.matches = Seen::no;
            out_.other = Difference::form;
            out_.why = "扫描件是“" + other->titles.front() + "”";
        } else if (legible && is_another_person(share)) {
            out_.matches = Seen::no;
            out_.other = Difference::candidate;
            if (differs(form_.candidate))
                out_.why = "扫描件上是“" + field(form_.candidate)->on_scan + "”";
        } else if (legible && differs(form_.unit)) {
            out_.matches = Seen::no;
            out_.other = Difference::unit;
            out_.why = "扫描件上是“" + field(*form_.unit)->on_scan + "”";
        } else if (share >= own_share && named_ && !any_differs && told_ >= 2) {
            out_.matches = Seen::yes;
        } else {
            out_.why = any_differs ? "个别栏目与扫描件不一致" : "文字没有完全看清";
        }
    }

    const Call& call_;
    const Form& form_;
    const std::map<std::string, FieldValue>& fields_;
    std::span<const PageFacts* const> pages_;
    std::u32string text_;
    std::vector<PrintedField> printed_;
    ScanMatch out_;
    int told_ = 0, agreed_ = 0;
    double name_errors_ = 1.0;
    bool named_ = false;
};

}  // namespace

ScanMatch match_scan(const Call& call,
                     const Form& form,
                     const std::map<std::string, FieldValue>& fields,
                     std::span<const PageFacts* const> pages) {
    std::vector<const PageFacts*> read;
    for (const PageFacts* page : pages)
        if (page->recognised) read.push_back(page);
    ScanMatch none;
    none.why = "没有识别扫描件的文字";
    if (read.empty()) return none;
    return Matching(call, form, fields, read).run();
}

}  // namespace shoujian

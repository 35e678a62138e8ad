#include "parsers/base/text.hpp"
#include "rules/cases/cases.hpp"
#include "rules/cases/pictures.hpp"
#include "rules/cases/units.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace shoujian {

namespace {

using Test = std::function<bool(const KnownCase&)>;

const KnownCase* only_one(std::span<const KnownCase> known, const Test& holds) {
    const KnownCase* found = nullptr;
    for (const KnownCase& one : known) {
        if (!holds(one)) continue;
        if (found) return nullptr;
        found = &one;
    }
    return found;
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& one) {
        return std::find(b.begin(), b.end(), one) != b.end();
    });
}

bool same_or_unknown(std::string_view a, std::string_view b) {
    return a.empty() || b.empty() || a == b;
}

bool same_candidate(const Identity& a, const Identity& b) {
    return !a.candidate.empty() && fold(a.candidate) == fold(b.candidate)
           && same_or_unknown(a.call, b.call) && same_or_unknown(a.form, b.form)
           && same_unit(a.unit, b.unit);
}

bool has_slot(const Submission& one, Slot wanted) {
    return std::any_of(one.pieces.begin(), one.pieces.end(),
                       [&](const Piece& piece) { return slot_of(piece) == wanted; });
}

bool has_form(const Submission& one) {
    return std::any_of(one.pieces.begin(), one.pieces.end(), [](const Piece& piece) {
        const auto* word = std::get_if<WordFacts>(&piece.facts.content);
        return word && !word->forms.empty() && !word->forms.front().blank;
    });
}

bool wrote(const KnownCase& one, const std::string& sender) {
    const std::string address = lower_ascii(sender);
    return std::any_of(one.senders.begin(), one.senders.end(), [&](const std::string& known) {
        return !address.empty() && lower_ascii(known) == address;
    });
}

/// Where anybody can get an address, it says nothing of a unit.
bool is_public(std::string_view domain) {
    constexpr std::array<std::string_view, 20> domains{
        "163.com",    "126.com",     "yeah.net",    "188.com",     "qq.com",
        "vip.qq.com", "foxmail.com", "sina.com",    "sina.cn",     "sohu.com",
        "139.com",    "189.cn",      "wo.cn",       "21cn.com",    "aliyun.com",
        "tom.com",    "gmail.com",   "hotmail.com", "outlook.com", "icloud.com"};
    return std::ranges::find(domains, domain) != domains.end();
}

/// The sender wrote to the case before, or shares a domain of his own with one who did, or is
/// registered for the unit, or names candidate and unit himself.
bool belongs(const Submission& one, const KnownCase& c, const std::string& sender) {
    const std::string address = lower_ascii(sender);
    const std::string domain = address.substr(address.find('@') + 1);
    const auto same_house = [&](const std::string& known) {
        const std::string other = lower_ascii(known);
        return !is_public(domain) && other.ends_with("@" + domain);
    };
    const bool of_unit = !one.who.unit.empty() && fold(one.who.unit) == fold(c.who.unit);
    return wrote(c, sender) || std::ranges::any_of(c.senders, same_house) || of_unit;
}

/// The name of a file says another candidate: only where no form says more.
bool names_another(const Submission& one, const KnownCase& c) {
    if (has_form(one) || one.who.candidate.empty() || c.who.candidate.empty()) return false;
    const std::string written = fold(one.who.candidate), known = fold(c.who.candidate);
    if (written.find(known) != std::string::npos || known.find(written) != std::string::npos)
        return false;
    const bool mistyped = length(written) >= 3 && edit_distance(written, known) <= 1;
    return !mistyped;
}

struct Witness {
    std::string reason;
    Test names;  ///< the mail points at this case
};

/// The case that the mail points at, if the submission can be its candidate's: the same one, or one
/// that it does not name, or a corrected name (王小明 for 王晓明).
const KnownCase* pointed_at(const Submission& one,
                            std::span<const KnownCase> known,
                            const Test& names,
                            bool alone) {
    const auto same = [&](const KnownCase& c) {
        return names(c) && same_candidate(one.who, c.who);
    };
    if (const KnownCase* found = only_one(known, same)) return found;
    const KnownCase* named = only_one(known, names);
    if (!named || !alone || !same_or_unknown(one.who.form, named->who.form)
        || names_another(one, *named))
        return nullptr;
    if (!has_form(one) || one.who.candidate.empty() || named->who.candidate.empty()) return named;
    const bool corrected =
        same_unit(one.who.unit, named->who.unit)
        && edit_distance(fold(one.who.candidate), fold(named->who.candidate)) <= 1
        && length(fold(one.who.candidate)) >= 3;
    return corrected ? named : nullptr;
}

/// The rest of a set in a further mail: the sender's only case that lacks it.
const KnownCase* awaited(const Submission& one,
                         std::span<const KnownCase> known,
                         const std::string& sender) {
    const bool form = has_form(one), scan = has_slot(one, Slot::scan),
               photo = has_slot(one, Slot::photo);
    const auto open = [&](const KnownCase& c) {
        return wrote(c, sender) && same_or_unknown(one.who.form, c.who.form)
               && !names_another(one, c);
    };
    if (form) {
        return only_one(known, [&](const KnownCase& c) {
            return open(c) && c.lacks_word && c.who.candidate.empty();
        });
    }
    const auto lacks = [&](const KnownCase& c) {
        return open(c) && ((scan && c.lacks_scan) || (has_slot(one, Slot::word) && c.lacks_word));
    };
    if (const KnownCase* found = only_one(known, lacks)) return found;
    return scan || photo ? only_one(known, open) : nullptr;
}

}  // namespace

std::vector<CaseNumber> case_numbers_in(std::string_view text) {
    const std::string folded = lower_ascii(fold_width(text));
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_letter = [&](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); };
    // Other dashes than ASCII come from phones and input methods.
    std::string plain = folded;
    for (const std::string_view dash : {"–", "—", "―", "−", "‐", "‑"}) {
        for (std::size_t at; (at = plain.find(dash)) != std::string::npos;)
            plain.replace(at, dash.size(), "-");
    }
    std::vector<CaseNumber> out;
    for (std::size_t at = plain.find("sj-"); at != std::string::npos;
         at = plain.find("sj-", at + 1)) {
        std::size_t end = at + 3;
        while (end < plain.size() && is_digit(plain[end])) ++end;
        const std::size_t digits = end - at - 3;
        const bool begins = at == 0 || !is_letter(plain[at - 1]);
        if (!begins || digits < 4 || digits > 10 || end + 3 >= plain.size() || plain[end] != '-')
            continue;
        const std::string check = plain.substr(end + 1, 3);
        const bool ends = end + 4 >= plain.size() || !is_letter(plain[end + 4]);
        if (check.size() < 3 || !ends || !std::all_of(check.begin(), check.end(), is_letter))
            continue;
        std::string number = plain.substr(at, end + 4 - at);
        std::transform(number.begin(), number.end(), number.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
        });
        if (std::find(out.begin(), out.end(), number) == out.end()) out.push_back(number);
    }
    return out;
}

std::vector<Placement> place(const Intake& intake,
                             const Envelope& envelope,
                             std::string_view text,
                             std::span<const KnownCase> known) {
    const auto numbers = case_numbers_in(envelope.subject + "\n" + std::string(text));
    const auto tokens = case_numbers_in([&] {
        std::string all;
        for (const std::string& token : envelope.own_tokens) all += token + "\n";
        return all;
    }());
    const auto is_in = [](const std::vector<CaseNumber>& list, const KnownCase& one) {
        return std::find(list.begin(), list.end(), one.number) != list.end();
    };
    const std::vector<Witness> witnesses{
        {"reference",
         [&](const KnownCase& one) {
             return share(envelope.references, one.message_ids) || is_in(tokens, one);
         }},
        {"number", [&](const KnownCase& one) { return is_in(numbers, one); }},
    };
    const bool alone = intake.submissions.size() == 1;
    std::vector<Placement> out;
    for (std::size_t i = 0; i < intake.submissions.size(); ++i) {
        const Submission& one = intake.submissions[i];
        Placement placement{i, "", "new"};
        const auto put = [&](const KnownCase* found, const std::string& reason) {
            if (!found || !placement.number.empty()) return;
            placement.number = found->number;
            placement.reason = reason;
            placement.outside = !belongs(one, *found, envelope.from.address);
        };
        for (const Witness& witness : witnesses)
            put(pointed_at(one, known, witness.names, alone), witness.reason);
        put(only_one(known, [&](const KnownCase& c) { return same_candidate(one.who, c.who); }),
            "identity");
        put(awaited(one, known, envelope.from.address), "sender");
        out.push_back(std::move(placement));
    }
    return out;
}

}  // namespace shoujian

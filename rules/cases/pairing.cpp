#include "rules/cases/pairing.hpp"

#include "parsers/base/text.hpp"
#include "rules/cases/pictures.hpp"
#include "rules/scans/scan_text.hpp"

#include <algorithm>
#include <functional>

namespace shoujian {

namespace {

using Pieces = std::vector<Piece>;
using Slotted = Pieces Basket::*;

std::string text_of(const Piece& piece) {
    const auto* scan = std::get_if<ScanFacts>(&piece.facts.content);
    const auto* picture = std::get_if<PictureFacts>(&piece.facts.content);
    return scan ? plain_text(scan->looks) : picture ? plain_text(picture->looks) : std::string();
}

/// The one basket whose candidate `text` names; the longest name wins (张三 stands in 张三丰 too).
/// A list of several candidates is no witness for one.
std::optional<std::size_t> named_in(std::string_view text, std::span<const Basket> baskets) {
    std::vector<std::size_t> named;
    for (std::size_t i = 0; i < baskets.size(); ++i) {
        if (mentions(text, baskets[i].who.candidate)) named.push_back(i);
    }
    std::optional<std::size_t> best;
    for (const std::size_t one : named) {
        const bool holds_all = std::all_of(named.begin(), named.end(), [&](std::size_t other) {
            return mentions(baskets[one].who.candidate, baskets[other].who.candidate);
        });
        if (!holds_all) continue;
        if (best) return std::nullopt;  // two of one name, from two units
        best = one;
    }
    return best;
}

std::optional<std::size_t> only_one(std::span<const Basket> baskets,
                                    const std::function<bool(const Basket&)>& fits_it) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < baskets.size(); ++i) {
        if (!fits_it(baskets[i])) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

bool has_word_in(const Basket& basket, std::string_view folder) {
    return std::any_of(basket.words.begin(), basket.words.end(), [&](const Piece& word) {
        const std::string_view own = folder_name(word.file.name);
        return own == folder || (own.starts_with(folder) && own[folder.size()] == '/');
    });
}

/// "1/表.docx" and "1/扫描/1.pdf": the innermost folder that holds the Word form of one candidate
/// alone.
std::optional<std::size_t> beside(std::string_view way, std::span<const Basket> baskets) {
    for (std::string_view folder = folder_name(way); !folder.empty();
         folder = folder_name(folder)) {
        const auto holds = [&](const Basket& basket) { return has_word_in(basket, folder); };
        if (std::any_of(baskets.begin(), baskets.end(), holds)) return only_one(baskets, holds);
    }
    return std::nullopt;
}

/// "推荐表1.docx" and "扫描件1.pdf".
std::optional<std::size_t> called_alike(std::string_view way,
                                        std::span<const Basket> baskets,
                                        const std::vector<std::string>& titles) {
    const std::string wanted = distinctive(way, titles);
    if (wanted.empty()) return std::nullopt;
    return only_one(baskets, [&](const Basket& basket) {
        return std::any_of(basket.words.begin(), basket.words.end(), [&](const Piece& word) {
            return distinctive(word.file.name, titles) == wanted;
        });
    });
}

/// What nobody's name or folder claims, given by order: `share` of each goes to each taker.
void deal_out(std::vector<Basket>& baskets,
              const std::vector<std::size_t>& takers,
              Pieces& left,
              Slotted slot) {
    const std::size_t share = left.size() / takers.size();
    const bool sure = takers.size() == 1;  // all others have theirs
    auto next = left.begin();
    for (const std::size_t taker : takers) {
        Basket& basket = baskets[taker];
        const bool last = taker == takers.back();
        const std::size_t rest = static_cast<std::size_t>(left.end() - next);
        const std::size_t count = last ? rest : std::min(std::max<std::size_t>(share, 1), rest);
        const auto until = next + static_cast<std::ptrdiff_t>(count);
        (basket.*slot).insert((basket.*slot).end(), next, until);
        next = until;
        if (!sure && count > 0) basket.doubtful = true;
    }
    left.clear();
}

std::vector<std::size_t> takers_of(const std::vector<Basket>& baskets,
                                   const std::function<bool(const Basket&)>& needs) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < baskets.size(); ++i) {
        if (needs(baskets[i])) out.push_back(i);
    }
    return out;
}

struct Round {
    std::vector<Basket>& baskets;
    const std::vector<std::string>& titles;
    std::vector<Ignored>& ignored;

    /// The sure ones; gives what is left.
    Pieces by_name(const Pieces& pieces, Slotted slot) {
        Pieces left;
        for (const Piece& piece : pieces) {
            const auto owner = owner_of(piece, text_of(piece), baskets, titles);
            if (owner)
                (baskets[*owner].*slot).push_back(piece);
            else
                left.push_back(piece);
        }
        return left;
    }

    void by_need(Pieces left, Slotted slot, const std::function<bool(const Basket&)>& needs) {
        if (left.empty()) return;
        const auto takers = takers_of(baskets, needs);
        if (!takers.empty()) return deal_out(baskets, takers, left, slot);
        for (const Piece& piece : left)
            ignored.push_back({piece.file.name, "多出的文件，各候选人的材料已齐"});
    }
};

bool has_word(const Basket& basket) {
    return !basket.words.empty();
}

/// Several forms in one Word file and one scan that nobody's name claims: it may well show them
/// all.
void share_scan(std::vector<Basket>& baskets) {
    const auto file_of = [](const Basket& basket) { return basket.words.front().file.name; };
    for (const Basket& owner : baskets) {
        if (!owner.doubtful || !has_word(owner) || owner.scans.size() != 1) continue;
        for (Basket& other : baskets) {
            if (!has_word(other) || !lacks_scan(other) || file_of(other) != file_of(owner))
                continue;
            other.scans = owner.scans;
            other.doubtful = true;
        }
    }
}

}  // namespace

bool lacks_scan(const Basket& basket) {
    return basket.scans.empty() && basket.pages.empty();
}

int lacking_photos(const Basket& basket) {
    if (!basket.form) return basket.pictures.empty() ? 1 : 0;
    const auto* word = basket.words.empty()
                           ? nullptr
                           : std::get_if<WordFacts>(&basket.words.front().facts.content);
    return std::max(
        0, basket.form->photos.min - good_photos(basket.form->photos, basket.pictures, word));
}

bool lacks_material(const Basket& basket) {
    const bool needs_scan = !basket.form || basket.form->scan.required;
    return !has_word(basket) || (needs_scan && lacks_scan(basket)) || lacking_photos(basket) > 0;
}

std::optional<std::size_t> owner_of(const Piece& piece,
                                    std::string_view text,
                                    std::span<const Basket> baskets,
                                    const std::vector<std::string>& titles) {
    if (baskets.size() == 1) return 0;
    const std::string_view way = piece.file.name;
    if (const auto owner = named_in(stem(way), baskets)) return owner;
    for (std::string_view folder = folder_name(way); !folder.empty();
         folder = folder_name(folder)) {
        if (const auto owner = named_in(base_name(folder), baskets)) return owner;
    }
    if (const auto owner = beside(way, baskets)) return owner;
    if (const auto owner = called_alike(way, baskets, titles)) return owner;
    return named_in(text, baskets);
}

void fill_baskets(std::vector<Basket>& baskets,
                  Sorting& sorting,
                  const std::vector<std::string>& titles) {
    Pieces broken_words, broken_scans, broken_photos;
    for (const Piece& piece : sorting.broken) {
        const Slot slot = slot_of(piece);
        (slot == Slot::word   ? broken_words
         : slot == Slot::scan ? broken_scans
                              : broken_photos)
            .push_back(piece);
    }
    // A good file claims its candidate before a broken one of the same kind is dealt out.
    Round round{baskets, titles, sorting.ignored};
    Pieces words = round.by_name(broken_words, &Basket::words);
    Pieces scans = round.by_name(sorting.scans, &Basket::scans);
    Pieces bad_scans = round.by_name(broken_scans, &Basket::scans);
    Pieces pages = round.by_name(sorting.pages, &Basket::pages);
    scans.insert(scans.end(), bad_scans.begin(), bad_scans.end());
    round.by_need(std::move(words), &Basket::words, [](const Basket& b) { return !has_word(b); });
    round.by_need(std::move(scans), &Basket::scans, lacks_scan);
    share_scan(baskets);
    round.by_need(std::move(pages), &Basket::pages, lacks_scan);

    Pieces pictures = round.by_name(sorting.pictures, &Basket::pictures);
    Pieces bad_photos = round.by_name(broken_photos, &Basket::pictures);
    pictures.insert(pictures.end(), bad_photos.begin(), bad_photos.end());
    round.by_need(std::move(pictures), &Basket::pictures,
                  [](const Basket& b) { return lacking_photos(b) > 0; });
}

}  // namespace shoujian

#pragma once

#include "rules/cases/sorting.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// What has been found for one candidate of a message.
struct Basket {
    Identity who;
    const Form* form = nullptr;  ///< nullptr: not known from this message
    std::vector<Piece> words;    ///< the form that counts first
    std::vector<Piece> scans, pages, pictures;
    std::vector<Problem> problems;
    bool doubtful = false;
};

/// The basket that a file belongs to by its name, its folders, or `text` read inside it; nothing
/// where none or several fit.
std::optional<std::size_t> owner_of(const Piece& piece,
                                    std::string_view text,
                                    std::span<const Basket> baskets,
                                    const std::vector<std::string>& titles);

/// Every file of `sorting` into a basket: by owner_of, else by what is lacking, and by order as a
/// last resort (then the basket is `doubtful`). What is left over is set aside with the reason.
/// There is at least one basket.
void fill_baskets(std::vector<Basket>& baskets,
                  Sorting& sorting,
                  const std::vector<std::string>& titles);

/// Whether something that the form asks for is not in the basket.
bool lacks_material(const Basket& basket);
bool lacks_scan(const Basket& basket);
int lacking_photos(const Basket& basket);

}  // namespace shoujian

#pragma once

#include "parsers/documents/document.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// A picture where it is shown: the relationship's id → its index in Document::images; nothing
/// where it is not in the file.
using PlacePicture =
    std::function<std::optional<std::size_t>(std::string_view relation, bool cropped)>;

struct DocxBody {
    enum class State { ok, broken, too_large } state = State::broken;
    std::vector<Block> blocks;
    bool hidden_text = false, tracked = false;
    std::vector<std::string> programs;  ///< ProgIDs of embedded objects; "" where none is given
};

/// The visible text of a main part (ECMA-376 part 1, 17.2 to 17.4), as a reader of the printed page
/// sees it: deletions, instructions of fields, hidden text and placeholders left out, tables as a
/// grid.
///
/// hidden_styles  ids of styles whose text is hidden
DocxBody read_docx_body(ByteSpan xml,
                        const std::set<std::string>& hidden_styles,
                        const PlacePicture& place);

}  // namespace shoujian

#pragma once

#include "parsers/documents/doc_file.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace shoujian {

/// Where a text box's text lies, in positions of the whole text.
struct DocBox {
    std::uint32_t first, limit;
};

/// The text boxes of the main part (PlcftxbxTxt, [MS-DOC] 2.8.32), and where shapes are anchored in
/// it (PlcfSpa, 2.8.37). Each box is given once.
class DocBoxes {
public:
    explicit DocBoxes(const DocFile& doc);

    /// The id of the shape that is anchored at a position of the main part.
    std::optional<std::uint32_t> anchor_at(std::uint32_t cp) const;

    /// The text of a shape by its id; nothing where it has none, or was given.
    std::optional<DocBox> take(std::uint32_t shape);
    /// The first that was not given yet.
    std::optional<DocBox> take_any();

private:
    struct Entry {
        DocBox box;
        bool given = false;
    };
    std::map<std::uint32_t, std::uint32_t> anchors_;
    std::vector<Entry> boxes_;
    std::map<std::uint32_t, std::size_t> box_of_;
    std::size_t next_ = 0;
};

}  // namespace shoujian

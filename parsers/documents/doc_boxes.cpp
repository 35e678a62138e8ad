#include "parsers/documents/doc_boxes.hpp"

#include "parsers/documents/doc_plc.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::size_t spa_bytes = 26, ftxbxs_bytes = 22;
constexpr std::size_t most = 65'535;

}  // namespace

DocBoxes::DocBoxes(const DocFile& doc) {
    const Plc spa(doc.structure(FcLcb::plc_spa_mom), spa_bytes);
    for (std::size_t i = 0; i < std::min(spa.size(), most); ++i)
        anchors_.emplace(spa.position(i), spa.element(i).u32(0));

    const DocLengths& n = doc.lengths;
    const std::uint64_t start =
        std::uint64_t{n.main} + n.footnotes + n.headers + n.comments + n.endnotes;
    const Plc texts(doc.structure(FcLcb::plcf_txbx_txt), ftxbxs_bytes);
    for (std::size_t i = 0; i < std::min(texts.size(), most); ++i) {
        const std::uint32_t first = texts.position(i), limit = texts.position(i + 1);
        const LittleEndian ftxbxs = texts.element(i);
        const std::uint32_t shape = ftxbxs.u32(14);
        const bool reusable = ftxbxs.u16(8) != 0;  // a place without a box (2.9.100)
        // The last one stands for no box.
        if (shape == 0 || reusable || limit <= first || limit > n.boxes
            || start + limit > UINT32_MAX)
            continue;
        box_of_.emplace(shape, boxes_.size());
        boxes_.push_back({{static_cast<std::uint32_t>(start + first),
                           static_cast<std::uint32_t>(start + limit)}});
    }
}

std::optional<std::uint32_t> DocBoxes::anchor_at(std::uint32_t cp) const {
    const auto found = anchors_.find(cp);
    if (found == anchors_.end()) return std::nullopt;
    return found->second;
}

std::optional<DocBox> DocBoxes::take(std::uint32_t shape) {
    const auto found = box_of_.find(shape);
    if (found == box_of_.end() || boxes_[found->second].given) return std::nullopt;
    boxes_[found->second].given = true;
    return boxes_[found->second].box;
}

std::optional<DocBox> DocBoxes::take_any() {
    while (next_ < boxes_.size() && boxes_[next_].given) ++next_;
    if (next_ == boxes_.size()) return std::nullopt;
    boxes_[next_].given = true;
    return boxes_[next_].box;
}

}  // namespace shoujian

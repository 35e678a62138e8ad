#include "rules/forms/near_label.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/cell_map.hpp"
#include "rules/forms/line_shape.hpp"
#include "rules/forms/value_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

constexpr std::size_t longest_label = 14;  // characters
constexpr double asked = 0.6;

/// One begins like the other, holds it, or is spelled with one error. Two characters alone say too
/// little: 姓名 stands in 指导教师姓名.
bool are_near(const std::u32string& a, const std::u32string& b) {
    const auto& [small, great] = a.size() < b.size() ? std::tie(a, b) : std::tie(b, a);
    if (small.size() < 3 || great.size() > longest_label) return false;
    if (great.find(small) != great.npos) return great.size() - small.size() <= 3;
    const std::size_t gap = great.size() - small.size();
    if (gap <= 1 && small.starts_with(great.substr(0, 2))) return true;
    return gap <= 1 && edit_distance(to_utf8(a), to_utf8(b)) <= 1;
}

class Seeker {
public:
    Seeker(const LabelBook& labels, int field)
        : labels_(labels),
          field_(labels.form().fields[static_cast<std::size_t>(field)]),
          index_(field) {
        for (const std::string& label : field_.labels)
            wanted_.push_back(without_groups(label_key(label)));
    }

    std::optional<Found> in_table(const Table& table, const std::string& name) const {
        const CellMap grid(table);
        if (!grid.usable()) return std::nullopt;
        for (const Cell& cell : table.cells) {
            const std::string text = cell.text();
            if (!is_meant(text)) continue;
            const int right = grid.right_of(cell), below = grid.below(cell);
            for (const int index : {right, below}) {
                if (index < 0 || labels_.whole(grid.cell(index).paragraphs)) continue;
                if (auto found = found_in(grid.cell(index).text(), place_of(name, cell)))
                    return found;
            }
        }
        return std::nullopt;
    }

    std::optional<Found> in_line(const std::string& text, const std::string& place) const {
        if (!begins_with_label(text)) return std::nullopt;
        const std::size_t full = text.find("："), plain = text.find(':');
        const std::size_t colon = std::min(full, plain);
        if (colon == std::string::npos || !is_meant(text.substr(0, colon))) return std::nullopt;
        return found_in(text.substr(colon + (colon == full ? std::string_view("：").size() : 1)),
                        place);
    }

private:
    bool is_meant(const std::string& text) const {
        const bool own = labels_.whole(text).value_or(-1) >= 0;  // another field's
        if (text.empty() || length(text) > 2 * longest_label || own) return false;
        const std::u32string key = without_groups(label_key(text));
        return std::ranges::any_of(wanted_, [&](const auto& one) { return are_near(key, one); });
    }

    std::optional<Found> found_in(std::string_view raw, const std::string& place) const {
        std::string value = clean_value(field_, raw);
        if (value.empty()) return std::nullopt;
        return Found{index_, std::move(value), place, "R0 near label", asked, false};
    }

    const LabelBook& labels_;
    const FieldSpec& field_;
    int index_;
    std::vector<std::u32string> wanted_;
};

}  // namespace

std::optional<Found> near_label(const Document& document,
                                BlockRange blocks,
                                const LabelBook& labels,
                                int field) {
    const Seeker seeker(labels, field);
    int tables = 0;
    for (std::size_t i = 0; i < std::min(blocks.end, document.blocks.size()); ++i) {
        const auto* table = std::get_if<Table>(&document.blocks[i]);
        if (table) ++tables;
        if (i < blocks.begin) continue;
        auto found = table ? seeker.in_table(*table, "表" + std::to_string(tables))
                           : seeker.in_line(std::get<Paragraph>(document.blocks[i]).text,
                                            "第" + std::to_string(i + 1) + "段");
        if (found) return found;
    }
    return std::nullopt;
}

}  // namespace shoujian

#include "rules/forms/option_cells.hpp"

#include "parsers/base/text.hpp"
#include "rules/forms/options_text.hpp"

namespace shoujian {

namespace {

constexpr std::size_t longest_option = 12;  // characters; what is longer is text beside the label

/// Options met one by one.
class Options {
public:
    void take(std::string_view option, bool ticked, int cell) {
        if (ticked) out_.options += (out_.options.empty() ? "" : "、") + std::string(trim(option));
        out_.last = cell;
        ++count_;
    }
    std::optional<TickedCells> result() const {
        return count_ >= 2 ? std::optional(out_) : std::nullopt;
    }

private:
    TickedCells out_;
    int count_ = 0;
};

}  // namespace

std::optional<TickedCells> ticked_columns(const CellMap& grid,
                                          const Cell& label,
                                          const IsLabel& is_label) {
    if (label.rows < 2) return std::nullopt;
    Options options;
    for (int at = grid.right_of(label); at >= 0; at = grid.right_of(grid.cell(at))) {
        const Cell& option = grid.cell(at);
        const int below = grid.below(option);
        if (is_label(at) || option.row != label.row || below < 0
            || grid.cell(below).row >= label.row + label.rows)
            break;
        const auto tick = tick_alone(grid.cell(below).text());
        if (!tick || length(option.text()) > longest_option) return std::nullopt;
        options.take(option.text(), *tick, below);
    }
    return options.result();
}

std::optional<TickedCells> ticked_row(const CellMap& grid,
                                      const Cell& label,
                                      const IsLabel& is_label) {
    Options options;
    for (int at = grid.right_of(label); at >= 0;) {
        const Cell& option = grid.cell(at);
        const int box = grid.right_of(option);
        const auto tick = box >= 0 ? tick_alone(grid.cell(box).text()) : std::nullopt;
        if (is_label(at) || !tick || trim(option.text()).empty()) return std::nullopt;
        options.take(option.text(), *tick, box);
        at = grid.right_of(grid.cell(box));
    }
    return options.result();
}

std::optional<TickedCells> ticked_rows(const CellMap& grid,
                                       const Cell& label,
                                       const IsLabel& is_label) {
    if (label.rows < 2) return std::nullopt;
    Options options;
    for (int row = label.row; row < label.row + label.rows; ++row) {
        int option = grid.at(row, label.column + label.columns);
        if (option < 0) return std::nullopt;
        int box = grid.at(row, grid.cell(option).column + grid.cell(option).columns);
        while (box >= 0 && !tick_alone(grid.cell(box).text())) {
            option = box;
            box = grid.at(row, grid.cell(box).column + grid.cell(box).columns);
        }
        const bool unused = box >= 0 && trim(grid.cell(option).text()).empty()
                            && trim(grid.cell(box).text()).empty();
        if (unused) continue;
        const bool fits = box >= 0 && !is_label(option) && grid.cell(option).row == row
                          && grid.cell(box).row == row && !trim(grid.cell(option).text()).empty()
                          && length(grid.cell(option).text()) <= longest_option;
        if (!fits) return std::nullopt;
        options.take(grid.cell(option).text(), *tick_alone(grid.cell(box).text()), box);
    }
    return options.result();
}

std::optional<TickedCells> ticked_under_heads(const CellMap& grid, const Cell& label) {
    Options options;
    for (int at = grid.right_of(label); at >= 0; at = grid.right_of(grid.cell(at))) {
        const auto tick = tick_alone(grid.cell(at).text());
        if (!tick) return std::nullopt;
        int head = grid.above(grid.cell(at));
        while (head >= 0 && tick_alone(grid.cell(head).text())) head = grid.above(grid.cell(head));
        if (head < 0 || length(grid.cell(head).text()) > longest_option
            || grid.cell(head).columns != grid.cell(at).columns)
            return std::nullopt;
        options.take(grid.cell(head).text(), *tick, at);
    }
    const auto out = options.result();
    return out && !out->options.empty() ? out : std::nullopt;
}

}  // namespace shoujian

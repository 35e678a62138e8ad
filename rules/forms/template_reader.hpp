#pragma once

#include "rules/forms/cell_map.hpp"
#include "rules/forms/found.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// A table that was laid over one of the blank form: the values at the places that are empty there.
struct TemplateReading {
    std::vector<Found> found;  ///< rule "R0 template"
    std::set<int>
        blank;  ///< cells of the filled table whose label has, by the blank form, no value
};

/// The tables of a blank form. What is printed in one is static: a label, a heading; a cell that is
/// empty, or shows only boxes to tick, a hint or a skeleton of a date, is where a value goes. So
/// the blank form settles what no rule on labels can: where a label's value stands, and which text
/// is nobody's value.
class FormTemplate {
public:
    /// blank   looked at: must outlive this
    /// labels  the form's
    FormTemplate(const Document& blank, const LabelBook& labels);

    /// Reads a filled table by the blank one that it fits best: rows aligned by their static cells
    /// (people add rows, and split cells), at least four in five of them found. Nothing where none
    /// fits.
    TemplateReading read(const CellMap& filled,
                         std::string_view name,
                         const FormContext& context) const;

private:
    struct Static {
        int cell, row;
        std::u32string key;
    };
    struct Slot {
        std::size_t label;  ///< index into statics
        int field;
        bool beside;  ///< right of its label; else below
    };
    struct Sheet {
        std::vector<Static> statics;  ///< by row, then column
        std::vector<Slot> slots;
    };

    static std::vector<int> matched(const Sheet& sheet, const CellMap& filled);

    std::vector<Sheet> sheets_;
};

}  // namespace shoujian

#pragma once

#include "parsers/documents/document.hpp"
#include "rules/forms/cell_map.hpp"
#include "rules/forms/form_match.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// A label that was found, with the value that its place holds.
struct Found {
    int field = 0;
    std::string value;  ///< cleaned; "" where nothing is filled in
    std::string place;  ///< "表1 第3行 第2列", "第5段"
    std::string rule;   ///< "R1 right", …: a row of the table in form_reader.cpp
    double confidence = 1.0;
    bool listed = false;  ///< from a column of a list: counts where nothing else names the field
};

/// Where a cell stands, for a person: "表1 第3行 第2列".
std::string place_of(std::string_view table, const Cell& cell);

/// A line of running text and where it stands.
struct Line {
    std::string text, place;
    std::size_t paragraph = 0;  ///< lines of one paragraph have the same number
};

/// A cell's text line by line.
std::vector<Line> lines_of(const Cell& cell, const std::string& place);

/// What reading one part of a form needs: its labels, and the texts printed in the blank form that
/// are no values.
struct FormContext {
    const LabelBook& labels;
    const std::set<std::u32string>& printed;
    bool has_blank = false;  ///< the blank form is known: labels that it does not print are the
                             ///< submitter's words

    std::string value(int field, std::string_view raw) const;
};

/// "label：value" lines; a value goes on over the lines that follow until a line begins with a
/// label. Labels may be broken over two lines. Nothing below 填表说明 is read.
void read_lines(std::span<const Line> lines,
                const FormContext& context,
                std::string_view rule,
                std::vector<Found>& out);

/// A table: value right of its label, below it, in its cell.
///
/// blank  cells whose label is known to have no value (template_reader)
void read_table(const CellMap& grid,
                std::string_view name,
                const FormContext& context,
                const std::set<int>& blank,
                std::vector<Found>& out);

}  // namespace shoujian

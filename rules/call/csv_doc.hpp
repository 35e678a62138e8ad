#pragma once

#include "parsers/base/bytes.hpp"
#include "rules/call/config_errors.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// One cell, trimmed, and where it begins.
struct CsvCell {
    std::string text;
    Place at;
};
using CsvRow = std::vector<CsvCell>;

/// The rows of a CSV file in whatever encoding a spreadsheet gave it; rows of blank cells are left
/// out. A quote that is never closed goes to `errors`; what stands before it is returned.
std::vector<CsvRow> parse_csv(const std::string& file, ByteSpan bytes, ConfigErrors& errors);

}  // namespace shoujian

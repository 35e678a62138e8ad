#pragma once

#include "rules/call/call.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// A value's typed form, or why it has none.
struct Normalized {
    std::optional<std::string> text;  ///< canonical: "1985-03", "2020-05-15", "男", "中共党员",
                                      ///< "13812345678", "300", "12.5"
    std::optional<double> number;    ///< integer and hours: for bounds and rules
    std::optional<YearMonth> month;  ///< year_month and date: for bounds
    bool doubtful =
        false;  ///< readable in two ways (85.3): asked, not guessed; `text` is empty then
};

/// The name of a type in call.toml ("year-month"), and back.
std::string_view type_name(FieldType type);
std::optional<FieldType> type_by_name(std::string_view name);
std::vector<std::string> type_names();

/// `value` as the type understands it; type `unit` and `text` give the trimmed value itself.
Normalized normalize(const Field& field, std::string_view value);

/// What the type expects, for people: "例如 1985年3月" (used in hints).
std::string_view expectation(FieldType type);

/// 字数 as Word counts: a Chinese character or punctuation mark is 1, a run of Latin letters or
/// digits is 1, blanks 0.
int word_count(std::string_view text);

}  // namespace shoujian

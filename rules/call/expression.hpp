#pragma once

#include "rules/call/call.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// Values of fields by field id: what `integer` and `hours` made of what was written.
using FieldNumbers = std::map<std::string, double>;

/// What is to be known of an expression before it is used.
struct CheckedExpression {
    std::vector<std::string> names;  ///< the field ids that it names, each once, sorted
    std::string error;               ///< empty: it is sound
    std::size_t position = 0;        ///< of the error, in characters from 0
};

/// Syntax and names of an expression: + - * /, comparisons, parentheses, abs, min, max, and or not
/// (&& || !). names: the field ids that may stand in it.
CheckedExpression check_expression(std::string_view expression, std::span<const std::string> names);

/// The value of a sound expression (a comparison gives 1 or 0). Nothing where it names a field that
/// has no value, or where no number comes out (a division by zero).
std::optional<double> evaluate(std::string_view expression, const FieldNumbers& values);

/// Whether the rule is broken. Nothing: it cannot be told, as a field that it names has no value.
std::optional<bool> is_broken(const Rule& rule, const FieldNumbers& values);

/// Words that are part of the language and so cannot be field ids.
bool is_reserved_word(std::string_view word);

}  // namespace shoujian

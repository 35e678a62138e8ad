#pragma once

#include "rules/call/call.hpp"
#include "rules/call/toml_table.hpp"

#include <optional>
#include <string_view>

namespace shoujian {

/// One `[[form.field]]`.
Field read_field(TomlTable& table);

/// One `[[form.rule]]` of a form whose fields are known. source: the text of the file, for columns
/// inside an expression.
Rule read_rule(TomlTable& table, const Form& form, std::string_view source);

/// "error", "review", "warning" or "note" under `key`; anything else is an error and nothing.
std::optional<Severity> read_severity(TomlTable& table, std::string_view key);

/// Letters, digits, - and _: what may be an id in file names, JSON and subjects.
bool is_id(std::string_view text);

}  // namespace shoujian

#pragma once

#include "parsers/base/instant.hpp"
#include "rules/call/config_errors.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace shoujian {

struct TomlValue;
struct TomlEntry;
using TomlArray = std::vector<TomlValue>;
using TomlMembers = std::vector<TomlEntry>;

/// A date as TOML writes it; no instant where the time of day or the distance from UTC is lacking.
struct TomlDate {
    std::optional<Instant> instant;
};

/// One value of a TOML file and where it begins.
struct TomlValue {
    Place at;
    std::variant<std::string, std::int64_t, double, bool, TomlDate, TomlArray, TomlMembers> what;
};

struct TomlEntry {
    std::string key;
    Place at;
    TomlValue value;
};

/// A TOML 1.0 file as plain values, members in the order of the file. A syntax error (the first
/// one; a parser sees no further) goes to `errors`, and nothing is returned.
std::optional<TomlValue> parse_toml(const std::string& file,
                                    std::string_view text,
                                    ConfigErrors& errors);

}  // namespace shoujian

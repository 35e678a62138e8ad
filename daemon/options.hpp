#pragma once

#include "parsers/base/result.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace shoujian {

/// The command line, checked: only options that the command knows (CONTRACT.md §1).
struct Options {
    std::string command;  ///< "run", "config check", …; "help", "version"
    std::map<std::string, std::string>
        values;                   ///< by long name: "config", "call", "received-at", "verdict", …
    std::set<std::string> flags;  ///< "json", "once", "messages", "all"
    std::vector<std::string> arguments;

    bool has(const std::string& flag) const { return flags.contains(flag); }
    std::optional<std::string> value(const std::string& name) const;
    std::string config() const;  ///< --config, else /etc/shoujian/shoujian.toml
};

/// Fault::usage with one line that says what was not understood and what would be.
Result<Options> parse_options(const std::vector<std::string>& arguments);

/// What `help` and `help COMMAND` print.
std::string help_text(const std::string& command);

}  // namespace shoujian

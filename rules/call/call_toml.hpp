#pragma once

#include "rules/call/call.hpp"
#include "rules/call/config_errors.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// A call.toml as read. Its Call lacks what stands in other files: blank forms, units, roster,
/// messages, rule_set.
struct ParsedCall {
    Call call;
    bool sound = false;         ///< no error in it: its forms are all that there are
    std::vector<Place> blanks;  ///< form by form, where its `blank` stands: for complaining that
                                ///< the file is not there
};

/// The text of a call.toml (CONTRACT.md §2), checked as far as it can be without other files.
///
/// file    its name, for errors
/// codes   the finding codes that `[severity]` may name, beside rule.ID of the call's own rules
/// errors  gets everything that is wrong; what is returned is complete only if nothing came
ParsedCall parse_call(const std::string& file,
                      std::string_view text,
                      std::span<const std::string> codes,
                      ConfigErrors& errors);

}  // namespace shoujian

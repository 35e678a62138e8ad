#pragma once

#include "parsers/base/result.hpp"
#include "rules/call/call.hpp"
#include "rules/call/config_errors.hpp"

#include <filesystem>

namespace shoujian {

/// A call folder (CONTRACT.md §2): call.toml, the blank forms it names, units.csv, roster.csv,
/// messages/. A text that the folder does not have is taken from the shipped call.
///
/// call_toml  as people wrote it; errors name files by it
/// errors     gets everything that is wrong in any of the files; what is returned is complete only
/// if nothing came
Call load_call(const std::filesystem::path& call_toml, ConfigErrors& errors);

/// The same; all errors at once, one a line; Fault::configuration.
Result<Call> load_call(const std::filesystem::path& call_toml);

/// The call.toml of the call that is shipped with the program: in the source tree that it was built
/// in, else beside the installed program, else in /usr/share/shoujian. Empty where there is none.
std::filesystem::path shipped_call();

}  // namespace shoujian

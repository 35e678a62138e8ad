#pragma once

#include "daemon/options.hpp"
#include "parsers/base/result.hpp"

namespace shoujian {

// Each command of CONTRACT.md §1: results to stdout. What is returned is the exit code, 0 or 1; an
// Error becomes one line on stderr and the exit code of its Fault.

Result<int> run_command(const Options& options);
Result<int> check_command(const Options& options);
Result<int> config_check_command(const Options& options);
Result<int> list_command(const Options& options);
Result<int> show_command(const Options& options);
Result<int> explain_command(const Options& options);
Result<int> release_command(const Options& options);

}  // namespace shoujian

#pragma once

#include "parsers/base/result.hpp"

#include <functional>

namespace shoujian {

/// What happens to a system call that no rule names.
enum class OtherCalls { kill, refuse };

/// Puts up a seccomp filter, for ever, for this process and what it becomes.
///
/// add_rules  gets libseccomp's filter (scmp_filter_ctx), and gives 0 where every rule was taken
/// returns    Fault::sandbox where it could not be put up
Result<Done> filter_calls(OtherCalls others, const std::function<int(void* filter)>& add_rules);

}  // namespace shoujian

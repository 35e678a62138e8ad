#pragma once

#include <functional>
#include <string_view>

namespace shoujian {

/// The reader's whole life: the request from descriptor 0, the input at 3, the arena at 4, frames
/// to descriptor 1 (rules/wire.hpp). The process is confined before the first byte of the input is
/// touched.
///
/// before_file  called with the name of each file before it is read; for tests
/// returns      the exit code: 0 done, 70 the request or the descriptors are not as agreed, 78 it
/// cannot be confined
int run_reader(const std::function<void(std::string_view name)>& before_file = {});

}  // namespace shoujian

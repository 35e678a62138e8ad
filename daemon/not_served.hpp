#pragma once

#include "daemon/config.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// What the config asks for and this version does not do yet, one line each: no error, but nobody
/// shall wait for it.
std::vector<std::string> not_served(const Config& config);

}  // namespace shoujian

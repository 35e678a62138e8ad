#pragma once

#include "parsers/base/result.hpp"

#include <chrono>

namespace shoujian {

/// How long a step rests after it failed, longer each time until it succeeds. Where a person must
/// act (login, configuration) it asks rarely: providers lock an account that fails to log in often.
class Backoff {
public:
    std::chrono::seconds after(Fault fault);
    void reset() { *this = {}; }

private:
    std::chrono::seconds ordinary_{0}, refused_{0};  ///< the last rests; 0: none since a success
};

}  // namespace shoujian

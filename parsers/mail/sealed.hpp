#pragma once

#include "parsers/base/problem.hpp"
#include "parsers/mail/structure.hpp"

#include <optional>

namespace shoujian {

/// Why a part stays closed that only the receiver's key opens, or only the other pieces of the
/// mail: encrypted mail (RFC 8551, RFC 3156), an opaque signature (RFC 8551 3.5.2), a piece of a
/// mail (RFC 2046 5.2.2). Nothing for all others.
std::optional<Problem> sealed(const Part& part);

}  // namespace shoujian

#pragma once

#include "rules/call/call.hpp"
#include "rules/forms/form_reader.hpp"

#include <span>
#include <vector>

namespace shoujian {

/// What the reader must know of the calls: forms, labels, blank forms.
std::vector<FormSpec> form_specs(std::span<const Call> calls);

}  // namespace shoujian

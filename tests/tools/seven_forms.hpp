#pragma once

#include "rules/call/call.hpp"
#include "rules/forms/form_reader.hpp"
#include "tests/build/form_families.hpp"

#include <span>
#include <vector>

namespace shoujian {

/// The shipped call with its two forms, and one of five other forms that nothing but a call.toml
/// describes.
std::vector<Call> two_calls();

/// The form with sound answers; another number, other answers.
Sample sample_of(const Form& form, int number);

/// The forms of calls as a reader has them, the blank ones read.
std::vector<PreparedForm> prepared(std::span<const Call> calls);

}  // namespace shoujian

#pragma once

#include "rules/forms/form_reader.hpp"

#include <string>
#include <string_view>

namespace shoujian {

/// Of what stands in the place of a unit (推荐单位意见, a seal's place) its name alone, as written:
/// without opinion words, repeated label, （盖章）, signatures and dates.
std::string unit_in(const FieldSpec& field, std::string_view raw);

}  // namespace shoujian

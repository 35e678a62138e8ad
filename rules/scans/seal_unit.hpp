#pragma once

#include "rules/call/call.hpp"
#include "rules/facts.hpp"

#include <span>
#include <string_view>

namespace shoujian {

/// The unit of units.csv that a seal's lettering names, where that clearly is not the candidate's
/// own: a hint for a person, as lettering is read with errors.
///
/// own      the candidate's unit, canonical or as written; "" is not known
/// returns  nullptr where the seals name the own unit, no unit, or cannot be read
const Unit* other_unit_on_seal(const Call& call,
                               std::string_view own,
                               std::span<const PageFacts* const> pages);

}  // namespace shoujian

#pragma once

#include "rules/call/call.hpp"

#include <string>
#include <string_view>

namespace shoujian {

/// The unit that a form names, else the one that the sender's address belongs to. Names and aliases
/// are compared folded, and an organ behind one (江苏省科协科普部) does not make another unit of
/// it.
///
/// returns the canonical name of units.csv, or nullptr
const Unit* find_unit(const Call& call, std::string_view written, std::string_view sender);

/// The canonical name, or as written where the unit is unknown.
std::string unit_name(const Call& call, std::string_view written, std::string_view sender);

/// Whether two names of units may mean the same one: equal when folded, or one of them is not
/// known.
bool same_unit(std::string_view a, std::string_view b);

}  // namespace shoujian

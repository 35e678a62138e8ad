#pragma once

#include <string>
#include <string_view>

namespace shoujian {

/// The same page with bounds on what makes a tree of it dear: open elements in one another,
/// attributes of one element.
///
/// An element that would lie too deep stands empty in its place, and its content behind it.
/// Comments, scripts, styles, framesets are left out. Every tag is written anew, so that whoever
/// reads the result finds no other tags than were counted here.
std::string flat_html(std::string_view html);

}  // namespace shoujian

#pragma once

#include <string>
#include <string_view>

namespace shoujian {

/// "a@b": one @, something on both sides, and nothing in it that a mail header would take apart.
bool is_address(std::string_view text);

/// The address of "收件服务 <a@b>" or "a@b"; empty where there is none, or where a line break would
/// make a second header of it.
std::string address_in(std::string_view from);

}  // namespace shoujian

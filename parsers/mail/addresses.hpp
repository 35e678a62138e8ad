#pragma once

#include "parsers/mail/message.hpp"

#include <string_view>
#include <vector>

namespace shoujian {

/// An address list (RFC 5322 3.4) with groups, comments, obsolete routes; `;` counts as `,`.
/// Unusable entries are left out, and such as would be another address without their quotes.
std::vector<Address> parse_addresses(std::string_view raw);

}  // namespace shoujian

#pragma once

#include <span>
#include <string>
#include <vector>

#include "parsers/base/bytes.hpp"
#include "rules/call/call.hpp"
#include "rules/call/config_errors.hpp"

namespace shoujian {

// CSV (RFC 4180) as spreadsheets save it: UTF-8 with or without a mark, GBK, UTF-16; commas or tabs; LF or CRLF. The first row
// names the columns; rows of blank cells are passed over. What is wrong goes to `errors` with line and column.

/// units.csv: unit,aliases,senders,quota_FORM…,deadline. Several aliases or senders are parted by |.
///
/// call  its forms (for quota_FORM) and its deadline, which a unit's own may not precede
std::vector<Unit> parse_units(const std::string& file,
                              ByteSpan bytes,
                              const Call& call,
                              ConfigErrors& errors);

/// roster.csv: form,name,org,phone,activities.
std::vector<RosterEntry> parse_roster(const std::string& file,
                                      ByteSpan bytes,
                                      const Call& call,
                                      ConfigErrors& errors);

}  // namespace shoujian

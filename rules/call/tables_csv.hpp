#pragma once

#include "parsers/base/bytes.hpp"
#include "rules/call/call.hpp"
#include "rules/call/config_errors.hpp"

#include <span>
#include <string>
#include <vector>

namespace shoujian {

// CSV (RFC 4180) as spreadsheets save it: UTF-8 with or without a mark, GBK, UTF-16; commas or
// tabs; LF or CRLF. The first row names the columns; rows of blank cells are passed over. What is
// wrong goes to `errors` with line and column.

/// The call that the tables belong to, as far as it is known. Where its call.toml has errors its
/// forms may not be all there are: then a form that is not known is no error of the table.
struct CallSoFar {
    const Call& call;
    bool sound = true;
};

/// units.csv: unit,aliases,senders,quota_FORM…,deadline. Several aliases or senders are parted by
/// |.
///
/// known  its forms (for quota_FORM) and its deadline, which a unit's own may not precede
std::vector<Unit> parse_units(const std::string& file,
                              ByteSpan bytes,
                              CallSoFar known,
                              ConfigErrors& errors);

/// roster.csv: form,name,org,phone,activities.
std::vector<RosterEntry> parse_roster(const std::string& file,
                                      ByteSpan bytes,
                                      CallSoFar known,
                                      ConfigErrors& errors);

}  // namespace shoujian

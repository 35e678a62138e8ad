#pragma once

#include "parsers/base/bytes.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// The names in the directory of a compound file (MS-CFB), ASCII only (others become ?), in the
/// file's order. Every position is checked against the file's end and every chain against its
/// length; a damaged directory gives the names up to there.
std::vector<std::string> compound_names(ByteSpan file);

}  // namespace shoujian

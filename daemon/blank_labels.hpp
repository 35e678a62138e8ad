#pragma once

#include "daemon/reader_process.hpp"
#include "rules/call/call.hpp"

#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// What an admin should know of the blank forms of the calls: a field none of whose labels is
/// printed in its form's blank would be `field.missing` for everybody. One line each, Chinese;
/// empty: all is well, or the forms have no blank. The blanks are read by the reader process, as
/// any other Word file; where it cannot run, one line says so.
std::vector<std::string> labels_not_printed(const ReaderSettings& settings,
                                            std::span<const Call> calls);

}  // namespace shoujian

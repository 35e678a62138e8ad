#pragma once

#include <string>

namespace shoujian {

/// A mail of 60 MB as a unit sends it that never made its pictures smaller: a team's form with two
/// photos of 10 MB, a stamped scan of 15 MB and the photo of 10 MB once more as a file. Complete
/// but for its photos, which are too large.
std::string large_mail(const std::string& from, const std::string& to);

}  // namespace shoujian

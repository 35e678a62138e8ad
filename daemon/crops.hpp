#pragma once

#include "daemon/reader_process.hpp"

#include <filesystem>

namespace shoujian {

/// Writes the surroundings of each seal that the viewer saw into `folder` as
/// "scan1-page1-seal1.jpg", for a person to look at, and notes that name in the seal's facts.
/// Nothing is written under a name from a mail. Fault::storage where the folder cannot be written.
Result<Done> write_crops(const std::filesystem::path& folder, ReadOutcome& outcome);

}  // namespace shoujian

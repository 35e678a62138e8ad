#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace shoujian {

// Bytes that must survive a power cut. Each function returns after the disk has them; errors are
// Fault::storage.

/// All of it, whatever write(2) takes at once.
Result<Done> write_all(int fd, ByteSpan bytes, const std::filesystem::path& file);
Result<Done> sync_file(int fd, const std::filesystem::path& file);
Result<Done> sync_folder(const std::filesystem::path& folder);
/// Made with 0700, its parents too; an existing one is left as it is.
Result<Done> make_folder(const std::filesystem::path& folder);
/// A whole small file: written beside, synced, renamed, folder synced.
Result<Done> write_file(const std::filesystem::path& file, std::string_view bytes);

Error disk_error(const std::string& doing, const std::filesystem::path& file);

}  // namespace shoujian

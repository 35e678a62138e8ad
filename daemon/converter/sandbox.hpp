#pragma once

#include "parsers/base/result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace shoujian {

/// What the office program may use.
struct OfficeConfinement {
    std::filesystem::path job;     ///< the one folder it may write in
    std::filesystem::path office;  ///< the one program it may start: itself
    std::uint64_t file_bytes = 0;  ///< the largest file it may write
    std::chrono::seconds cpu{60};
};

/// Confines this process, and the program that it becomes by exec, for ever: files of the job's
/// folder, and for reading those of /usr and what fonts, locale and LibreOffice's own settings
/// need; no socket of any family but pairs inside the process, no other program or process, no
/// signals to others, no memory both writable and executable, 2 GB of addresses. What is forbidden
/// fails and does not kill: LibreOffice tries much that it can do without (a network, a pipe for a
/// second instance, paper sizes by a shell).
///
/// returns  Fault::sandbox where a part could not be put up, also where the kernel has no Landlock:
/// the caller must end at once
Result<Done> confine_office(const OfficeConfinement& confinement);

}  // namespace shoujian

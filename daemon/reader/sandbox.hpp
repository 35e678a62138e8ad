#pragma once

#include "parsers/base/result.hpp"

#include <chrono>
#include <cstdint>

namespace shoujian {

/// What of the file system a confined process may still read.
enum class FilesInSight {
    none,
    fonts,  ///< fonts, their configuration and the tables of /usr/share/poppler: texts whose fonts
            ///< are not in the file cannot be drawn otherwise. Only where the kernel has Landlock
};

/// What a confined process may still use.
struct Confinement {
    std::uint64_t address_space_bytes = 0;  ///< all of it, mappings that exist included
    std::chrono::seconds cpu{120};
    FilesInSight files = FilesInSight::none;
};

/// Gives up for ever, for this process: opening files (but those in sight, for reading), sockets,
/// starting programs or processes, signals to others, executable memory, and growth over the
/// bounds. What stays: memory, reading from and closing open descriptors, writing to descriptor 1,
/// clocks, and to end. The process dies with its parent.
///
/// A forbidden look at the file system fails with EACCES, as libraries try that and go on; anything
/// else forbidden kills with SIGSYS. Landlock (kernel 5.13) is a second lock on the file system
/// where the kernel has it; the filter alone suffices.
///
/// returns  Fault::sandbox where a part could not be put up: the caller must end at once
Result<Done> confine(const Confinement& confinement);

/// Makes `confine` fail from here on, as a service manager's filter without `seccomp` does. For
/// tests.
void forbid_confining();

}  // namespace shoujian

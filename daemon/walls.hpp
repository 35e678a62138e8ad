#pragma once

#include "parsers/base/result.hpp"

#include <sys/resource.h>

#include <cstdint>
#include <span>
#include <string>

namespace shoujian {

/// The parts of a sandbox that reader and converter share; what system calls each may make is its
/// own file's. All of them hold for ever, for this process and what it becomes by exec. Errors are
/// Fault::sandbox: the caller must end at once.

/// What one resource may be used up to; a hard limit that is lower already stays.
struct Bound {
    __rlimit_resource_t resource;
    const char* name;
    rlim_t soft, hard;
};
Result<Done> set_bounds(std::span<const Bound> bounds);

/// A bound on addresses that the sanitizers' shadow fits in too.
rlim_t address_bound(std::uint64_t bytes);

/// No new privileges, no core, and death with the parent (the thread that started this process).
Result<Done> set_process_flags();

/// Where memory runs out, this process goes and the daemon stays.
void offer_to_the_kernel();

/// A file, or a folder with all below it, that stays open to this process. One that is not there is
/// passed over.
struct Grant {
    enum Rights { read, read_write, execute } rights = read;
    std::string path;
};

/// Landlock (kernel 5.13): no file but those granted, no TCP port, no signals to others, by any
/// right that the kernel's version knows. False where the kernel has no Landlock.
Result<bool> lock_files(std::span<const Grant> grants);

/// An error of confining: what failed, and errno's text.
Error not_confined(const std::string& what, int number);

}  // namespace shoujian

#pragma once

#include "parsers/base/result.hpp"

#include <cstdint>

namespace shoujian {

/// All that the recogniser may take; the engine takes 150 to 250 MB for a page, and addresses for
/// libraries beside it.
inline constexpr std::uint64_t recogniser_address_space = 1'200'000'000;

/// Gives up for ever, for this process: files, sockets, programs, processes and threads, signals to
/// others, executable memory, and growth over the bound. What stays: memory, reading from
/// descriptor 0, writing to descriptor 1, clocks, and to end. The process dies with the thread of
/// the daemon that started it.
///
/// A look at the file system fails with EACCES, as libraries try that and go on; anything else
/// forbidden kills with SIGSYS.
///
/// returns  Fault::sandbox where a part could not be put up, or another thread runs, which none of
/// it
///          would bind: the caller must end at once
Result<Done> confine_recogniser();

}  // namespace shoujian

#pragma once

#include "parsers/base/bytes.hpp"
#include "rules/wire.hpp"

#include <cstdint>
#include <optional>

namespace shoujian {

/// The sandboxed side of the pipe (rules/wire.hpp): the request from descriptor 0, frames to 1, the
/// input at 3, the arena at 4. Reader and viewer share it.
std::optional<ReadRequest> read_request();

/// Ends the process where the daemon has gone.
void send(const Frame& frame);

/// The memory that the daemon hashes and reads out of: what is put lies in it one after another.
class ArenaWriter {
public:
    ArenaWriter(std::byte* start, std::uint64_t size) : start_(start), size_(size) {}

    /// Fills in where it lies; false where it does not fit.
    bool put(ByteSpan bytes, View& view);

private:
    std::byte* start_;
    std::uint64_t size_, used_ = 0;
};

/// Where one file of a request lies in its input; cut to what is there.
ByteSpan run_of(const InputFile& one, ByteSpan input);

/// What a file is said to be on which an earlier process died.
Problem unjudged(const std::string& where);

/// Input and arena, once mapped.
struct Mapped {
    ByteSpan input;
    ArenaWriter arena;
};

struct Confinement;

/// Confines the process, with what the input and the arena need over `confinement`, and maps both;
/// else the code to end with.
struct Opened {
    std::optional<Mapped> mapped;
    int exit_code = 0;
};
Opened open_confined(const ReadRequest& request, Confinement confinement);

inline constexpr int exit_bad_request = 70, exit_unconfined = 78;

}  // namespace shoujian

#include "daemon/reader/pipe.hpp"

#include "daemon/reader/sandbox.hpp"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

namespace shoujian {

namespace {

constexpr int request_fd = 0, answer_fd = 1, input_fd = 3, arena_fd = 4;

void* map(int fd, std::uint64_t size, int protection, int flags) {
    void* const at = mmap(nullptr, size, protection, flags, fd, 0);
    return at == MAP_FAILED ? nullptr : at;
}

}  // namespace

std::optional<ReadRequest> read_request() {
    std::string text;
    char buffer[65536];
    for (;;) {
        const ssize_t got = read(request_fd, buffer, sizeof buffer);
        if (got < 0) return std::nullopt;
        if (got == 0) return decode_request(as_bytes(text));
        text.append(buffer, static_cast<std::size_t>(got));
    }
}

void send(const Frame& frame) {
    const std::string body = encode(frame);
    const auto size = static_cast<std::uint32_t>(body.size());
    std::string bytes(4, '\0');
    for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<char>(size >> (8 * i) & 0xff);
    bytes += body;
    std::string_view rest = bytes;
    while (!rest.empty()) {
        const ssize_t done = write(answer_fd, rest.data(), rest.size());
        if (done <= 0) std::_Exit(exit_bad_request);  // the daemon has gone
        rest.remove_prefix(static_cast<std::size_t>(done));
    }
}

bool ArenaWriter::put(ByteSpan bytes, View& view) {
    if (bytes.size() > size_ - used_) return false;
    if (!bytes.empty()) std::memcpy(start_ + used_, bytes.data(), bytes.size());
    view.offset = used_;
    view.length = bytes.size();
    used_ += bytes.size();
    return true;
}

ByteSpan run_of(const InputFile& one, ByteSpan input) {
    const std::uint64_t offset = std::min<std::uint64_t>(one.offset, input.size());
    return input.subspan(offset, std::min<std::uint64_t>(one.length, input.size() - offset));
}

Problem unjudged(const std::string& where) {
    return {"material.unjudged", where, "读取程序在这个文件上中断"};
}

Opened open_confined(const ReadRequest& request, Confinement confinement) {
    struct stat input {};
    if (fstat(input_fd, &input) != 0) return {std::nullopt, exit_bad_request};
    const auto size = static_cast<std::uint64_t>(input.st_size);
    confinement.address_space_bytes += size + request.arena_bytes;
    if (!confine(confinement)) return {std::nullopt, exit_unconfined};
    const void* const bytes = size == 0 ? nullptr : map(input_fd, size, PROT_READ, MAP_PRIVATE);
    void* const arena = map(arena_fd, request.arena_bytes, PROT_READ | PROT_WRITE, MAP_SHARED);
    if ((size != 0 && bytes == nullptr) || arena == nullptr)
        return {std::nullopt, exit_bad_request};
    return {Mapped{ByteSpan(static_cast<const std::byte*>(bytes), size),
                   ArenaWriter(static_cast<std::byte*>(arena), request.arena_bytes)},
            0};
}

}  // namespace shoujian

#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace shoujian {

/// An open file descriptor, closed with this object.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        reset();
        fd_ = std::exchange(other.fd_, -1);
        return *this;
    }
    void reset() {
        if (fd_ >= 0) close(fd_);
        fd_ = -1;
    }
    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_ = -1;
};

/// The same descriptor above those that a child's are laid on.
inline Descriptor above(int fd) {
    return Descriptor(fcntl(fd, F_DUPFD_CLOEXEC, 10));
}

}  // namespace shoujian

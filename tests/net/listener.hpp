#pragma once

namespace shoujian {

/// A port on loopback that nobody should come to; whoever did is counted, not answered.
class Listener {
public:
    Listener();
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    int port() const { return port_; }
    int connections() const;  ///< since the last question

private:
    int fd_ = -1, port_ = 0;
};

}  // namespace shoujian

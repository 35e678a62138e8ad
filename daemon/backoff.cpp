#include "daemon/backoff.hpp"

#include <algorithm>

namespace shoujian {

namespace {

using namespace std::chrono_literals;

std::chrono::seconds longer(std::chrono::seconds last,
                            std::chrono::seconds least,
                            std::chrono::seconds most) {
    return std::clamp(2 * last, least, most);
}

}  // namespace

std::chrono::seconds Backoff::after(Fault fault) {
    if (fault == Fault::refused || fault == Fault::configuration)
        return refused_ = longer(refused_, 5min, 15min);
    return ordinary_ = longer(ordinary_, 30s, 5min);
}

}  // namespace shoujian

#pragma once

#include "daemon/mail/ports.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

namespace shoujian {

/// The wall clock.
class SystemClock : public Clock {
public:
    Instant now() const override {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

/// The wish to end, for all threads: set by SIGTERM or SIGINT.
class Stop {
public:
    bool wished() const { return wished_; }
    void wish() {
        const std::lock_guard lock(mutex_);
        wished_ = true;
        changed_.notify_all();
    }
    /// True where the wish came meanwhile.
    bool wait(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, time, [this] { return wished_.load(); });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::atomic<bool> wished_{false};
};

/// SIGTERM and SIGINT are taken by `wait_for_signal` alone; to be called before any thread starts.
/// SIGPIPE is nobody's end.
void take_signals();
/// Until one comes or the time is over; true: one came.
bool wait_for_signal(std::chrono::milliseconds time);

/// "READY=1", "STOPPING=1" to systemd (sd_notify(3)), where it started us.
void tell_service_manager(const char* state);

/// stderr, one line an event, by level ("debug" … "error").
void start_log(const std::string& level);
void log_info(const std::string& text);
void log_warning(const std::string& text);
void log_error(const std::string& text);

}  // namespace shoujian

#include "daemon/service.hpp"

#include <pthread.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>

#include <csignal>
#include <ctime>

namespace shoujian {

namespace {

sigset_t ending_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

}  // namespace

void take_signals() {
    const sigset_t set = ending_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

bool wait_for_signal(std::chrono::milliseconds time) {
    const sigset_t set = ending_signals();
    const timespec left{time.count() / 1000, time.count() % 1000 * 1'000'000};
    return sigtimedwait(&set, nullptr, &left) > 0;
}

void tell_service_manager(const char* state) {
    sd_notify(0, state);
}

void start_log(const std::string& level) {
    auto logger = std::make_shared<spdlog::logger>(
        "shoujian", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%Y-%m-%dT%H:%M:%S%z %l %v");
    logger->set_level(spdlog::level::from_str(level));
    spdlog::set_default_logger(std::move(logger));
}

void log_info(const std::string& text) {
    spdlog::info("{}", text);
}
void log_warning(const std::string& text) {
    spdlog::warn("{}", text);
}
void log_error(const std::string& text) {
    spdlog::error("{}", text);
}

}  // namespace shoujian

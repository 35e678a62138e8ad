#include "daemon/commands/commands.hpp"
#include "daemon/config.hpp"
#include "daemon/intake.hpp"
#include "daemon/mail/imap_mailbox.hpp"
#include "daemon/mail/maildir.hpp"
#include "daemon/mail/smtp_transport.hpp"
#include "daemon/not_served.hpp"
#include "daemon/secrets.hpp"
#include "daemon/service.hpp"
#include "daemon/steps/deliver.hpp"
#include "daemon/steps/fetch.hpp"
#include "daemon/steps/judge.hpp"
#include "daemon/store/state_folder.hpp"

#include <cstdlib>
#include <thread>

namespace shoujian {

namespace {

using namespace std::chrono_literals;

/// A thread that is at its work when SIGTERM comes has this long; what it leaves undone is done
/// again at the next start.
constexpr auto patience = 10s;

/// Between tries where the network, the disk or the ledger fails.
constexpr auto rest_after_fault = 30s;

bool is_maildir(const std::string& url) {
    return url.starts_with("maildir:");
}

std::unique_ptr<Mailbox> make_mailbox(const Config& config, const Clock& clock) {
    const MailboxConfig& box = config.mailbox;
    if (is_maildir(box.url))
        return make_maildir_mailbox(box.url.substr(8), box.folders, config.limits);
    return make_imap_mailbox({box, config.limits,
                              [&box] { return read_password(box.password_file, box.password_env); },
                              [&clock] { return clock.now(); }});
}

std::unique_ptr<Transport> make_transport(const Config& config) {
    const SmtpConfig& smtp = config.smtp;
    if (is_maildir(smtp.url)) return make_maildir_transport(smtp.url.substr(8));
    return make_smtp_transport({smtp, [&smtp]() -> Result<std::string> {
                                    if (smtp.user.empty()) return std::string();
                                    return read_password(smtp.password_file, smtp.password_env);
                                }});
}

/// Everything that one daemon holds. Each step has a ledger session of its own.
class Daemon {
public:
    static Result<std::unique_ptr<Daemon>> start(const Config& config) {
        auto lock = StateLock::take(config.state_dir);
        if (!lock) return lock.error();
        auto spool = Spool::open(config.state_dir);
        if (!spool) return spool.error();
        auto key = load_key(config.state_dir);
        if (!key) return key.error();
        std::vector<Ledger> sessions;
        for (int i = 0; i < 3; ++i) {
            auto session = Ledger::open(config.ledger, config.state_dir);
            if (!session) return session.error();
            sessions.push_back(std::move(*session));
        }
        if (auto done = sessions[0].recover(); !done) return done.error();
        return std::unique_ptr<Daemon>(new Daemon(config, std::move(*lock), std::move(*spool),
                                                  std::move(sessions), std::move(*key)));
    }

    Result<Done> fetch() {
        auto round = fetch_round(*mailbox_, mailbox_name(config_.mailbox), spool_, sessions_[0],
                                 [this] { return stop_.wished(); });
        if (!round) return round.error();
        for (const std::string& folder : round->skipped_folders)
            log_info("邮箱里没有文件夹 " + folder + "，跳过");
        if (round->fetched > 0) log_info("收到 " + std::to_string(round->fetched) + " 封新邮件");
        return Done{};
    }

    Result<Done> judge() {
        for (;;) {
            const auto more = judge_.run_one();
            if (!more) return more.error();
            if (!*more || stop_.wished()) return Done{};
        }
    }

    /// How many answers could not be delivered for good, or wait for another try.
    Result<int> deliver() {
        auto round =
            deliver_.run([this](std::chrono::milliseconds time) { return stop_.wait(time); });
        if (!round) return round.error();
        if (round->sent > 0) log_info("发出 " + std::to_string(round->sent) + " 封答复");
        return round->failed + round->waiting;
    }

    /// Fetch, judge, deliver, once: what one of them cannot do keeps no other from its work.
    Result<int> once() {
        const auto fetched = fetch();
        const auto judged = judge();
        const auto delivered = deliver();
        if (!fetched) return fetched.error();
        if (!judged) return judged.error();
        if (!delivered) return delivered.error();
        return *delivered > 0 ? 1 : 0;
    }

    void run() {
        std::vector<std::thread> threads;
        threads.emplace_back([this] { repeat([this] { return fetch(); }, config_.mailbox.poll); });
        threads.emplace_back([this] { repeat([this] { return judge(); }, 1s); });
        threads.emplace_back([this] { repeat([this] { return deliver(); }, 1s); });
        tell_service_manager("READY=1");
        log_info("开始运行");
        while (!wait_for_signal(1h)) {
        }
        tell_service_manager("STOPPING=1");
        stop_.wish();
        std::thread(
            [] {  // whatever is under way can be broken off: every step begins again where it was
                std::this_thread::sleep_for(patience);
                std::_Exit(0);
            })
            .detach();
        for (std::thread& thread : threads) thread.join();
        log_info("已停止");
    }

private:
    Daemon(const Config& config,
           StateLock lock,
           Spool spool,
           std::vector<Ledger> sessions,
           std::vector<std::byte> key)
        : config_(config),
          lock_(std::move(lock)),
          spool_(std::move(spool)),
          sessions_(std::move(sessions)),
          mailbox_(make_mailbox(config_, clock_)),
          transport_(make_transport(config_)),
          judge_(config_,
                 {reader_executable(), config_.limits},
                 spool_,
                 sessions_[1],
                 clock_,
                 std::move(key),
                 log_info),
          deliver_(config_.smtp, *transport_, spool_, sessions_[2], clock_) {}

    template <class Step>
    void repeat(Step step, std::chrono::seconds pause) {
        while (!stop_.wished()) {
            const auto done = step();
            if (!done) log_error(done.error().text);
            if (stop_.wait(done ? std::chrono::milliseconds(pause)
                                : std::chrono::milliseconds(rest_after_fault)))
                return;
        }
    }

    const Config& config_;
    SystemClock clock_;
    Stop stop_;
    StateLock lock_;
    Spool spool_;
    std::vector<Ledger> sessions_;
    std::unique_ptr<Mailbox> mailbox_;
    std::unique_ptr<Transport> transport_;
    JudgeStep judge_;
    DeliverStep deliver_;
};

}  // namespace

Result<int> run_command(const Options& options) {
    auto config = load_config(options.config(), ConfigFor::running);
    if (!config) return config.error();
    start_log(config->log_level);
    for (const std::string& line : not_served(*config)) log_warning(line);
    take_signals();
    auto daemon = Daemon::start(*config);
    if (!daemon) return daemon.error();
    if (options.has("once")) return (*daemon)->once();
    (*daemon)->run();
    return 0;
}

}  // namespace shoujian

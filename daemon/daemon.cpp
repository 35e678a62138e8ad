#include "daemon/daemon.hpp"

#include "daemon/intake.hpp"
#include "daemon/mail/imap_mailbox.hpp"
#include "daemon/mail/maildir.hpp"
#include "daemon/mail/smtp_transport.hpp"
#include "daemon/secrets.hpp"
#include "daemon/steps/fetch.hpp"
#include "daemon/steps/recover.hpp"

#include <cstdlib>
#include <thread>
#include <utility>

namespace shoujian {

namespace {

using namespace std::chrono_literals;

/// A thread that fetches or judges when SIGTERM comes has this long; what it leaves undone is done
/// again at the next start.
constexpr auto patience = 10s;

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

std::unique_ptr<Transport> make_transport(const Config& config, const Stop& stop) {
    const SmtpConfig& smtp = config.smtp;
    if (is_maildir(smtp.url)) return make_maildir_transport(smtp.url.substr(8));
    SmtpSetup setup;
    setup.config = smtp;
    setup.password = [&smtp]() -> Result<std::string> {
        if (smtp.user.empty()) return std::string();
        return read_password(smtp.password_file, smtp.password_env);
    };
    setup.stopping = [&stop] { return stop.wished(); };
    return make_smtp_transport(std::move(setup));
}

}  // namespace

Result<std::unique_ptr<Daemon>> Daemon::start(const Config& config) {
    auto lock = StateLock::take(config.state_dir);
    if (!lock) return lock.error();
    auto spool = Spool::open(config.state_dir);
    if (!spool) return spool.error();
    if (const std::string mended = spool->mended(); !mended.empty()) log_error(mended);
    auto key = load_key(config.state_dir);
    if (!key) return key.error();
    std::vector<Ledger> sessions;
    for (int i = 0; i < 3; ++i) {
        auto session = Ledger::open(config.ledger, config.state_dir);
        if (!session) return session.error();
        sessions.push_back(std::move(*session));
    }
    if (auto done = recover(*spool, sessions[0]); !done) return done.error();
    return std::unique_ptr<Daemon>(new Daemon(config, std::move(*lock), std::move(*spool),
                                              std::move(sessions), std::move(*key)));
}

Daemon::Daemon(const Config& config,
               StateLock lock,
               Spool spool,
               std::vector<Ledger> sessions,
               std::vector<std::byte> key)
    : config_(config),
      lock_(std::move(lock)),
      spool_(std::move(spool)),
      sessions_(std::move(sessions)),
      mailbox_(make_mailbox(config_, clock_)),
      transport_(make_transport(config_, stop_)),
      judge_(config_,
             material_settings(config_.limits, config_.ocr_dir),
             spool_,
             sessions_[1],
             clock_,
             std::move(key),
             log_info),
      deliver_(config_.smtp, *transport_, spool_, sessions_[2], clock_) {}

Result<Done> Daemon::fetch() {
    auto round = fetch_round(*mailbox_, mailbox_name(config_.mailbox), spool_, sessions_[0],
                             [this] { return stop_.wished(); });
    if (!round) {
        const bool broken_off = stop_.wished() && round.error().fault == Fault::network;
        if (broken_off) return Done{};
        return round.error();
    }
    for (const std::string& folder : round->skipped_folders)
        log_info("邮箱里没有文件夹 " + folder + "，跳过");
    if (round->fetched > 0) log_info("收到 " + std::to_string(round->fetched) + " 封新邮件");
    return Done{};
}

Result<Done> Daemon::judge() {
    while (!stop_.wished()) {
        const auto more = judge_.run_one();
        if (!more) return more.error();
        if (!*more) break;
    }
    return Done{};
}

Result<int> Daemon::deliver() {
    auto round = deliver_.run([this](std::chrono::milliseconds time) { return stop_.wait(time); });
    if (!round) return round.error();
    if (round->sent > 0) log_info("发出 " + std::to_string(round->sent) + " 封答复");
    return round->failed + round->waiting;
}

Result<int> Daemon::all_steps() {
    const auto fetched = fetch();
    const auto judged = judge();
    const auto delivered = deliver();
    if (!fetched) return fetched.error();
    if (!judged) return judged.error();
    if (!delivered) return delivered.error();
    return *delivered > 0 ? 1 : 0;
}

Result<int> Daemon::once() {
    std::jthread watch([this](const std::stop_token& over) {
        while (!over.stop_requested() && !stop_.wished())
            if (wait_for_signal(20ms)) stop_.wish();
    });
    return all_steps();
}

void Daemon::run() {
    std::thread fetching([this] { repeat([this] { return fetch(); }, config_.mailbox.poll); });
    std::thread judging([this] { repeat([this] { return judge(); }, 1s); });
    std::thread delivering([this] {
        repeat(
            [this]() -> Result<Done> {
                const auto done = deliver();
                if (!done) return done.error();
                return Done{};
            },
            1s);
    });
    tell_service_manager("READY=1");
    log_info("开始运行");
    while (!wait_for_signal(1h)) {
    }
    tell_service_manager("STOPPING=1");
    log_info("正在停止");
    stop_.wish();
    // First the mail whose last dot went out: the server's answer must not be lost.
    delivering.join();
    std::thread([] {  // all else can be broken off: it begins again where it was
        std::this_thread::sleep_for(patience);
        std::_Exit(0);
    })
        .detach();
    fetching.join();
    judging.join();
    log_info("已停止");
}

void Daemon::repeat(const std::function<Result<Done>()>& step, std::chrono::seconds pause) {
    Backoff backoff;
    while (!stop_.wished()) {
        const auto done = step();
        if (!done) log_error(done.error().text);
        if (done) backoff.reset();
        if (stop_.wait(done ? pause : backoff.after(done.error().fault))) return;
    }
}

}  // namespace shoujian

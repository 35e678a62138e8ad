#include "tests/net/mail_servers.hpp"

#include "daemon/mail/smtp_transport.hpp"
#include "tests/net/id_gate.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace shoujian {
namespace {

namespace fs = std::filesystem;

constexpr auto dovecot_program = "/usr/sbin/dovecot";
constexpr auto postfix_program = "/usr/lib/postfix/sbin/master";
constexpr auto nobody = "65534";

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A server in the foreground, ended by its own process id.
class Program {
public:
    Program(std::vector<std::string> words, const fs::path& log) {
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                         0600);
        posix_spawn_file_actions_adddup2(&files, 1, 2);
        std::vector<char*> argv;
        for (auto& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        if (posix_spawn(&pid_, argv[0], &files, nullptr, argv.data(), environ) != 0) pid_ = -1;
        posix_spawn_file_actions_destroy(&files);
        if (pid_ < 0) throw std::runtime_error("cannot start " + words[0]);
    }
    ~Program() {
        ::kill(pid_, SIGTERM);
        ::waitpid(pid_, nullptr, 0);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

private:
    pid_t pid_ = -1;
};

std::string dovecot_conf(const std::string& folder, int imap_port, int lmtp_port) {
    return "protocols = imap lmtp\nlisten = 127.0.0.1\nbase_dir = " + folder
           + "/run\nstate_dir = " + folder + "/state\nlog_path = " + folder
           + "/dovecot.log\nssl = no\ndisable_plaintext_auth = no\n" + "mail_location = maildir:"
           + folder + "/mail/%u\nfirst_valid_uid = 1\nfirst_valid_gid = 1\n"
           + "passdb {\n  driver = passwd-file\n  args = scheme=PLAIN " + folder + "/users\n}\n"
           + "userdb {\n  driver = passwd-file\n  args = " + folder + "/users\n}\n"
           + "service imap-login {\n  inet_listener imap {\n    port = " + std::to_string(imap_port)
           + "\n  }\n  inet_listener imaps {\n    port = 0\n  }\n}\n"
           + "service lmtp {\n  inet_listener lmtp {\n    address = 127.0.0.1\n    port = "
           + std::to_string(lmtp_port) + "\n  }\n}\n" + "service auth {\n  unix_listener " + folder
           + "/auth.sock {\n    mode = 0666\n  }\n}\n";
}

/// Postfix of its own: queue, data and log in the folder, one TLS port with AUTH by Dovecot,
/// everything for test.cn to LMTP.
std::string main_cf(const std::string& folder, int lmtp_port) {
    return "compatibility_level = 3.6\nqueue_directory = " + folder + "/queue\ndata_directory = " + folder
           + "/data\ncommand_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\n"
             "mail_owner = postfix\nsetgid_group = postdrop\nmyhostname = localhost\nmydestination =\n"
             "inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nalias_maps =\nalias_database =\n"
             "virtual_mailbox_domains = test.cn\nvirtual_mailbox_maps = static:all\nvirtual_transport = lmtp:inet:127.0.0.1:"
           + std::to_string(lmtp_port) + "\nsmtpd_tls_cert_file = " + folder + "/server.pem\nsmtpd_tls_key_file = " + folder
           + "/server.key\nsmtpd_tls_security_level = encrypt\nsmtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\n"
             "smtpd_sasl_path = " + folder + "/auth.sock\nsmtpd_relay_restrictions =\n"
             "smtpd_recipient_restrictions = permit_auth_destination, reject\nsmtpd_sender_restrictions = permit_sasl_authenticated, reject\n"
             "smtpd_tls_session_cache_database =\nsmtp_tls_session_cache_database =\nmessage_size_limit = 0\n"
             "virtual_mailbox_limit = 0\nmailbox_size_limit = 0\nmaillog_file = " + folder + "/postfix.log\n"
             "maillog_file_prefixes = " + folder + "\nsmtpd_client_connection_rate_limit = 0\n";
}

std::string master_cf(int smtp_port) {
    std::string out =
        std::to_string(smtp_port) + " inet n - n - - smtpd\n  -o smtpd_tls_wrappermode=yes\n";
    for (const char* service :
         {"cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr",
          "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce",
          "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce",
          "verify unix - - n - 1 verify", "proxymap unix - - n - - proxymap",
          "error unix - - n - - error", "retry unix - - n - - error", "lmtp unix - - n - - lmtp",
          "anvil unix - - n - 1 anvil", "scache unix - - n - 1 scache",
          "tlsmgr unix - - n 1000? 1 tlsmgr", "postlog unix-dgram n - n - 1 postlogd"})
        out += std::string(service) + "\n";
    return out;
}

/// The queue's folders with their owners, as `postfix start` would make them.
void make_queue(const fs::path& folder, const std::string& conf) {
    fs::create_directories(folder / "queue");
    fs::create_directories(folder / "data");
    const std::string folder_text = folder.string();
    const std::string command = "chown postfix " + folder_text + "/data && postfix -c " + conf
                                + " check >/dev/null 2>&1; true";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("postfix check");
}

}  // namespace

struct MailServers::State {
    fs::path folder;
    int lock = -1, imap_port = 0, lmtp_port = 0, smtp_port = 0;
    Certificates certificates;
    std::unique_ptr<Program> dovecot, postfix;
    std::unique_ptr<TlsServer> gate;
};

std::string MailServers::missing() {
    if (::geteuid() != 0) return "Dovecot and Postfix need root here";
    for (const auto* program : {dovecot_program, postfix_program, "/usr/lib/dovecot/lmtp"}) {
        if (::access(program, X_OK) != 0) return std::string(program) + " is not installed";
    }
    return {};
}

std::string MailServers::password(const std::string& user) {
    return "secret-" + user.substr(0, user.find('@'));
}

MailServers::MailServers(const std::vector<std::string>& users)
    : state_(std::make_unique<State>()) {
    state_->lock = ::open("/tmp/shoujian-test-servers.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ::flock(state_->lock, LOCK_EX);
    std::string name = "/tmp/shoujian-net-XXXXXX";
    state_->folder = ::mkdtemp(name.data());
    ::chmod(name.c_str(), 0755);
    state_->certificates = make_certificates(state_->folder);
    state_->imap_port = free_port();
    state_->lmtp_port = free_port();
    state_->smtp_port = free_port();

    fs::create_directories(state_->folder / "mail");
    if (::chown((state_->folder / "mail").c_str(), 65534, 65534) != 0)
        throw std::runtime_error("chown");
    std::ofstream accounts(state_->folder / "users");
    for (const auto& user : users) {
        accounts << user << ":" << password(user) << ":" << nobody << ":" << nobody << "::" << name
                 << "/mail/" << user << "::\n";
    }
    accounts.close();
    std::ofstream(state_->folder / "dovecot.conf")
        << dovecot_conf(name, state_->imap_port, state_->lmtp_port);
    fs::create_directories(state_->folder / "postfix");
    std::ofstream(state_->folder / "postfix/main.cf") << main_cf(name, state_->lmtp_port);
    std::ofstream(state_->folder / "postfix/master.cf") << master_cf(state_->smtp_port);
    state_->dovecot = std::make_unique<Program>(
        std::vector<std::string>{dovecot_program, "-F", "-c", name + "/dovecot.conf"},
        state_->folder / "out.log");
    make_queue(state_->folder, name + "/postfix");
    state_->postfix = std::make_unique<Program>(
        std::vector<std::string>{postfix_program, "-d", "-c", name + "/postfix"},
        state_->folder / "master.log");
    state_->gate = make_id_gate(state_->certificates, state_->imap_port);
}

MailServers::~MailServers() {
    state_->gate.reset();
    state_->postfix.reset();
    state_->dovecot.reset();
    if (std::getenv("SHOUJIAN_KEEP_SERVERS") != nullptr) {
        ::close(state_->lock);
        return;
    }
    std::error_code ignored;
    fs::remove_all(state_->folder, ignored);
    ::close(state_->lock);
}

std::string MailServers::imap_url() const {
    return "imaps://localhost:" + std::to_string(state_->gate->port());
}
std::string MailServers::smtp_url() const {
    return "smtps://localhost:" + std::to_string(state_->smtp_port);
}
fs::path MailServers::ca_file() const {
    return state_->certificates.ca;
}
fs::path MailServers::folder() const {
    return state_->folder;
}

Result<Delivered> MailServers::submit(const std::string& from,
                                      const std::string& to,
                                      const std::string& mime) const {
    SmtpSetup setup;
    setup.config.url = smtp_url();
    setup.config.user = from;
    setup.config.ca_file = ca_file();
    setup.password = [from] { return Result<std::string>(password(from)); };
    const auto transport = make_smtp_transport(setup);
    const Outgoing message{"<submitted@test.cn>", from, to, Bytes::owned(mime)};
    // The server needs a moment to open its port.
    for (int attempt = 0;; ++attempt) {
        auto delivered = transport->deliver(message);
        const bool unreachable = !delivered && delivered.error().fault == Fault::network;
        if (!unreachable || attempt == 100) return delivered;
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
}

void MailServers::store(const std::string& user, const std::string& mime) const {
    const fs::path box = state_->folder / "mail" / user;
    for (const auto* part : {"tmp", "cur", "new"}) fs::create_directories(box / part);
    std::ofstream(box / "new" / "1.M1P1.stored", std::ios::binary) << mime;
    const auto id = static_cast<uid_t>(std::stoul(nobody));
    if (::chown(box.c_str(), id, id) != 0) throw std::runtime_error("chown " + box.string());
    for (const auto& entry : fs::recursive_directory_iterator(box))
        if (::chown(entry.path().c_str(), id, id) != 0)
            throw std::runtime_error("chown " + entry.path().string());
}

std::vector<std::string> MailServers::messages(const std::string& user) const {
    std::vector<fs::path> paths;
    for (const auto* part : {"new", "cur"}) {
        std::error_code error;
        for (fs::directory_iterator entry(state_->folder / "mail" / user / part, error), end;
             !error && entry != end; entry.increment(error)) {
            paths.push_back(entry->path());
        }
    }
    std::sort(paths.begin(), paths.end(),
              [](const auto& a, const auto& b) { return a.filename() < b.filename(); });
    std::vector<std::string> out;
    for (const auto& path : paths) out.push_back(read_file(path));
    return out;
}

std::vector<std::string> MailServers::wait_for_messages(const std::string& user,
                                                        std::size_t count) const {
    for (int i = 0; i < 200; ++i) {
        auto found = messages(user);
        if (found.size() >= count) return found;
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return messages(user);
}

std::size_t MailServers::seen(const std::string& user) const {
    std::size_t count = 0;
    std::error_code error;
    for (fs::directory_iterator entry(state_->folder / "mail" / user / "cur", error), end;
         !error && entry != end; entry.increment(error)) {
        const auto name = entry->path().filename().string();
        const auto flags = name.find(":2,");
        if (flags != std::string::npos && name.find('S', flags) != std::string::npos) ++count;
    }
    return count;
}

}  // namespace shoujian

#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/base/instant.hpp"
#include "parsers/base/result.hpp"
#include "rules/call/call.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace shoujian {

enum class OnUnknown { resend, hold };
enum class ReplyMode { send, hold, none };

struct MailboxConfig {
    std::string url;  ///< "imaps://host:port/FOLDER", "imap://…" (STARTTLS), "maildir:PATH"
                      ///< (absolute after loading)
    std::vector<std::string> folders;
    std::string user, password_file, password_env, ca_file;
    std::vector<std::string> trusted_authserv;  ///< names in Authentication-Results that count
    std::chrono::seconds poll{60};
    std::optional<Instant> since;
};

struct SmtpConfig {
    std::string url;  ///< "smtps://host:port", "smtp://…" (STARTTLS), "maildir:PATH"
    std::string user, password_file, password_env, ca_file;
    std::string from;          ///< "收件服务 <a@b>"
    std::string from_address;  ///< "a@b"
    int pace_per_minute = 20;
    OnUnknown on_unknown = OnUnknown::resend;
};

/// shoujian.toml, checked and complete; paths are absolute. Passwords are read when they are
/// needed, never kept here.
struct Config {
    std::filesystem::path file;
    std::vector<Call> calls;
    ZoneOffset zone = china_offset;
    MailboxConfig mailbox;
    SmtpConfig smtp;
    std::filesystem::path state_dir;
    std::string ledger = "sqlite:ledger.db";
    std::vector<std::string> digest_to;
    std::string digest_at = "17:30";
    ReplyMode replies = ReplyMode::send;
    std::chrono::seconds settle{0};
    std::string language = "zh";
    int retention_days = 180;
    Limits limits;
    std::string ocr_dir;
    std::string log_level = "info";
    std::string status_listen;
};

/// What a config is loaded for. looking: list, show, … by anyone who may read it. running: the
/// daemon, or a check for it, which also needs the passwords and certificates that the config
/// names.
enum class ConfigFor { looking, running };

/// All config errors at once, one a line: `FILE:LINE:COL: what is wrong, what was expected`;
/// Fault::configuration.
Result<Config> load_config(const std::filesystem::path& file,
                           ConfigFor purpose = ConfigFor::looking);

/// ArrivalKey::mailbox of what this mailbox brings: "user@host", or "maildir:PATH".
std::string mailbox_name(const MailboxConfig& mailbox);

}  // namespace shoujian

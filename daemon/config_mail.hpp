#pragma once

#include "daemon/config.hpp"
#include "rules/call/toml_table.hpp"

namespace shoujian {

// [mailbox] and [smtp] of shoujian.toml. What is wrong is complained of in the table; for
// ConfigFor::running that is also what a login would stumble over: a password that cannot be read,
// a file of certificates without one.
//
// config  the file that paths are relative to

MailboxConfig read_mailbox(TomlTable table, const std::filesystem::path& config, ConfigFor purpose);
SmtpConfig read_smtp(TomlTable table, const std::filesystem::path& config, ConfigFor purpose);

/// A file or folder that a key names, absolute; empty where it names none.
std::string path_in(TomlTable& table, const std::filesystem::path& config, std::string_view key);

}  // namespace shoujian

#pragma once

#include "parsers/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace shoujian {

/// The file that holds a password: systemd's copy of it where CREDENTIALS_DIRECTORY has a file of
/// the same base name (LoadCredential= of systemd.exec(5); the daemon's user cannot read the
/// original), else `password_file` itself.
std::filesystem::path secret_file(const std::string& password_file);

/// The first line of password_file, or the environment variable; Fault::configuration with what to
/// do.
Result<std::string> read_password(const std::string& password_file, const std::string& env);

/// What is wrong with a file of CA certificates (PEM); nothing where at least one certificate is in
/// it.
std::optional<std::string> ca_file_error(const std::string& ca_file);

}  // namespace shoujian

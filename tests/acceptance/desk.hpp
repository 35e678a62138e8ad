#pragma once

#include "tests/acceptance/program.hpp"
#include "tests/build/mail_builder.hpp"

#include <Poco/JSON/Array.h>

#include <string>
#include <vector>

namespace shoujian {

/// A daemon's world in a folder: config, Maildir in, Maildir out, state.
class Desk {
public:
    Desk();
    const std::filesystem::path& folder() const { return folder_.path(); }
    std::filesystem::path config() const { return folder() / "shoujian.toml"; }
    /// More lines for the config, such as "[limits]\nfile_seconds = 2".
    void configure(const std::string& more) const;

    /// A mail in the mailbox, received then (RFC 3339).
    void deliver(const MailBuilder& mail, const std::string& received);

    Ran once() const { return run({"run", "--once"}); }
    Ran run(std::vector<std::string> arguments) const;

    /// `list --messages --json` and `list --json`.
    Poco::JSON::Array::Ptr messages() const;
    Poco::JSON::Array::Ptr cases() const;
    /// The replies' raw bytes, by file.
    std::vector<std::string> replies() const;

private:
    TempFolder folder_;
    int count_ = 0;
};

/// The value of a header field of a raw mail; empty where it lacks.
std::string header_field(const std::string& mail, const std::string& name);

/// A mail from somebody@example.cn with To, Subject and Message-ID.
MailBuilder mail_about(const std::string& subject, const std::string& from = "kp@js.example.cn");

}  // namespace shoujian

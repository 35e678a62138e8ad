#pragma once

#include "daemon/mail/ports.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace shoujian {

/// A real mail service on loopback: Postfix (TLS, AUTH) delivers by LMTP to Dovecot, which stores
/// Maildirs and is reached through TLS and a gate that wants ID before SELECT. All in a folder of
/// its own, gone with this object.
///
/// Wants root, Dovecot with LMTP and Postfix. A second MailServers waits until the first has ended.
class MailServers {
public:
    /// Why this machine cannot run them; empty: it can.
    static std::string missing();

    /// users: addresses at "test.cn"; each has the password "secret-" + the part before the @.
    explicit MailServers(const std::vector<std::string>& users);
    ~MailServers();
    MailServers(const MailServers&) = delete;
    MailServers& operator=(const MailServers&) = delete;

    std::string imap_url() const;  ///< "imaps://localhost:PORT"
    std::string smtp_url() const;  ///< "smtps://localhost:PORT"
    std::filesystem::path ca_file() const;
    std::filesystem::path folder() const;
    static std::string password(const std::string& user);

    /// By SMTP, as that user.
    Result<Delivered> submit(const std::string& from,
                             const std::string& to,
                             const std::string& mime) const;
    /// Into the user's inbox without SMTP: Postfix takes no mail of more than 10 MB.
    void store(const std::string& user, const std::string& mime) const;
    /// The user's messages as they lie on disk, oldest first.
    std::vector<std::string> messages(const std::string& user) const;
    /// Waits for that many; fewer if they do not come.
    std::vector<std::string> wait_for_messages(const std::string& user, std::size_t count) const;
    /// How many of the user's messages are marked as read.
    std::size_t seen(const std::string& user) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace shoujian

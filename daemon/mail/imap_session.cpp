#include "daemon/mail/imap_session.hpp"

#include <array>
#include <random>
#include <utility>

namespace shoujian {
namespace {

/// Unknown to whoever writes mails, so that no line of a mail looks like an answer; a letter first,
/// as 163 wants it.
std::string random_prefix() {
    std::random_device random;
    std::string out = "s";
    for (int i = 0; i < 6; ++i) out += static_cast<char>('a' + random() % 26);
    return out;
}

}  // namespace

ImapSession::ImapSession(Connection connection)
    : connection_(std::move(connection)), reader_(events()), tag_prefix_(random_prefix()) {}

ImapEvents ImapSession::events() {
    ImapEvents out;
    out.begin_literal = [this](std::string_view before, std::uint64_t size) -> Result<bool> {
        return begin_literal ? begin_literal(before, size) : Result<bool>(false);
    };
    out.literal = [this](ByteSpan bytes) { return literal(bytes); };
    out.response = [this](const ImapResponse& response) -> Result<Done> {
        if (response.tag == tag_) {
            answer_ = response;
            return Done{};
        }
        return response.tag == "*" && untagged_ ? untagged_(response) : Result<Done>(Done{});
    };
    return out;
}

Result<std::unique_ptr<ImapSession>> ImapSession::open(const Server& server,
                                                       Connection::Stopping stopping) {
    auto connection = Connection::open(server, std::move(stopping));
    if (!connection) return connection.error();
    return std::unique_ptr<ImapSession>(new ImapSession(std::move(*connection)));
}

Result<ImapResponse> ImapSession::command(const std::string& text) {
    return command(text, [](const ImapResponse&) { return Result<Done>(Done{}); });
}

Result<ImapResponse> ImapSession::command(
    const std::string& text,
    const std::function<Result<Done>(const ImapResponse&)>& untagged,
    std::chrono::seconds time) {
    const auto deadline = std::chrono::steady_clock::now() + time;
    tag_ = tag_prefix_ + std::to_string(++counter_);
    untagged_ = untagged;
    answer_.reset();
    const auto sent = connection_.send(tag_ + " " + text + "\r\n", deadline);
    if (!sent) return sent.error();
    std::array<std::byte, 65536> buffer;
    while (!answer_) {
        const auto count = connection_.receive(buffer, deadline);
        if (!count) return count.error();
        if (const auto fed = reader_.feed(ByteSpan(buffer.data(), *count)); !fed)
            return fed.error();
    }
    untagged_ = nullptr;
    return *answer_;
}

}  // namespace shoujian

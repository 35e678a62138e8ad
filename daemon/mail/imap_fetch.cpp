#include "daemon/mail/imap_fetch.hpp"

#include "parsers/base/text.hpp"

#include <charconv>

namespace shoujian {
namespace {

std::optional<std::uint32_t> number(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    return value;
}

/// The UID and sequence number that stand before a body: "* 12 FETCH (UID 7 BODY[] ".
std::optional<Uid> uid_before(std::string_view before) {
    const auto lower = lower_ascii(before);
    for (auto at = lower.find("uid "); at != std::string::npos; at = lower.find("uid ", at + 1)) {
        if (at > 0 && (lower[at - 1] == '(' || lower[at - 1] == ' ')) {
            return number(std::string_view(lower).substr(at + 4));
        }
    }
    return std::nullopt;
}

bool is_body(std::string_view name) {
    return starts_with_folded(name, "BODY[");
}

}  // namespace

std::string uid_set(const std::vector<Uid>& uids) {
    std::string out;
    for (const auto uid : uids) out += (out.empty() ? "" : ",") + std::to_string(uid);
    return out;
}

ImapFetch::ImapFetch(ImapSession& session, const Receiver& receiver)
    : session_(session), receiver_(receiver) {
    session_.begin_literal = [this](std::string_view before, std::uint64_t) {
        return begin_literal(before);
    };
    session_.literal = [this](ByteSpan bytes) { return take(bytes); };
}

ImapFetch::~ImapFetch() {
    abandon();
    session_.begin_literal = nullptr;
    session_.literal = nullptr;
}

Result<Done> ImapFetch::fetch(const std::vector<Uid>& uids, std::map<Uid, Known>& known) {
    known_ = &known;
    std::uint64_t bytes = 0;
    for (const auto uid : uids) bytes += known.at(uid).incoming.size;
    header_only_ = known.at(uids.front()).incoming.header_only;
    constexpr std::uint64_t slowest_per_second = 20'000;
    const std::chrono::seconds time{60 + (header_only_ ? 0 : bytes / slowest_per_second)};
    const std::string body = header_only_ ? "BODY.PEEK[HEADER]" : "BODY.PEEK[]";

    const auto answer = session_.command(
        "UID FETCH " + uid_set(uids) + " (UID " + body + ")",
        [this](const ImapResponse& r) { return response(r); }, time);
    if (!answer) {
        abandon();
        return answer.error();
    }
    // NO: something of the set went away meanwhile (RFC 2180 4.1), or cannot be had. What was
    // closed properly before counts all the same.
    return settle();
}

/// A whole message becomes a kept one: the server went on as it should.
Result<Done> ImapFetch::settle() {
    if (!open_) return Done{};
    if (!whole_) {
        abandon();
        return Done{};
    }
    const auto uid = *open_;
    open_.reset();
    whole_ = false;
    if (const auto committed = receiver_.commit(); !committed) return committed.error();
    known_->erase(uid);
    ++fetched_;
    return Done{};
}

void ImapFetch::abandon() {
    if (open_) receiver_.abandon();
    open_.reset();
    whole_ = false;
}

Result<Done> ImapFetch::begin(Uid uid) {
    auto incoming = known_->at(uid).incoming;
    header_ = {};
    if (const auto begun = receiver_.begin(incoming); !begun) return begun.error();
    open_ = uid;
    whole_ = false;
    return Done{};
}

Result<bool> ImapFetch::begin_literal(std::string_view before) {
    const auto name_at = before.rfind(' ', before.size() < 2 ? 0 : before.size() - 2);
    const auto name = name_at == before.npos ? before : before.substr(name_at + 1);
    if (!is_body(name) || known_ == nullptr) return false;
    if (const auto settled = settle(); !settled) return settled.error();

    auto uid = uid_before(before);
    const auto sequence = number(before.substr(std::min<std::size_t>(2, before.size())));
    if (!uid && sequence) {
        for (const auto& [candidate, known] : *known_) {
            if (known.sequence == *sequence) uid = candidate;
        }
    }
    ignoring_ = !uid || !known_->contains(*uid);
    if (ignoring_) return true;
    if (const auto begun = begin(*uid); !begun) return begun.error();
    return true;
}

Result<Done> ImapFetch::take(ByteSpan bytes) {
    if (ignoring_ || !open_) return Done{};
    const auto wanted = header_only_ ? header_.take(bytes) : bytes;
    if (wanted.empty()) return Done{};
    return receiver_.write(wanted);
}

Result<Done> ImapFetch::response(const ImapResponse& response) {
    if (response.name == "BYE")
        return Error{Fault::network, "服务器结束了连接：" + clean_utf8(response.text)};
    if (response.name != "FETCH" || response.values.size() != 1) return Done{};
    const auto& items = response.values.front().items;
    std::optional<Uid> uid;
    const ImapValue* body = nullptr;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        if (equal_folded(items[i].text, "UID")) uid = number(items[i + 1].text);
        if (is_body(items[i].text)) body = &items[i + 1];
    }
    if (body == nullptr) return Done{};  // somebody else changed flags

    if (body->kind == ImapValue::Kind::streamed) {
        if (ignoring_ || !open_) return Done{};
        if (uid == open_) {
            whole_ = true;
        } else {
            abandon();
        }
        return Done{};
    }
    // A short message may come as a quoted string; NIL is one that is gone.
    if (!uid || !known_->contains(*uid)) return Done{};
    if (const auto settled = settle(); !settled) return settled.error();
    if (body->kind == ImapValue::Kind::nil) {
        known_->erase(*uid);
        return Done{};
    }
    if (body->kind != ImapValue::Kind::string || body->text.empty()) return Done{};
    if (const auto begun = begin(*uid); !begun) return begun.error();
    if (const auto taken = take(as_bytes(body->text)); !taken) return taken.error();
    whole_ = true;
    return Done{};
}

}  // namespace shoujian

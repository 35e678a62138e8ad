#include "daemon/mail/imap_mailbox.hpp"

#include "daemon/mail/folder_name.hpp"
#include "daemon/mail/imap_fetch.hpp"
#include "parsers/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace shoujian {
namespace {

constexpr std::size_t set_size = 50;
constexpr std::uint64_t set_bytes = 20'000'000;
constexpr std::chrono::hours full_listing_every{24};

std::string padded(Uid uid) {
    auto digits = std::to_string(uid);
    return std::string(10 - digits.size(), '0') + digits;
}

std::optional<Uid> to_uid(std::string_view text) {
    Uid uid = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), uid);
    if (error != std::errc{} || end != text.data() + text.size() || uid == 0) return std::nullopt;
    return uid;
}

struct Selected {
    std::uint32_t uidvalidity = 0;
    std::uint64_t exists = 0;
};

class ImapMailbox final : public Mailbox {
public:
    explicit ImapMailbox(ImapSetup setup) : setup_(std::move(setup)) {}
    Result<Round> fetch_new(const Receiver& receiver) override;

private:
    Result<Done> prepare();
    Result<Done> connect();
    Result<Done> log_in();
    Result<Done> identify();
    Result<std::optional<Selected>> examine(const std::string& folder, bool must_exist);
    Result<Round> sweep(const Receiver& receiver);
    Result<Done> sweep_folder(const std::string& folder, const Selected&, const Receiver&, Round&);
    Result<std::vector<Uid>> search(const std::string& what);
    Result<std::vector<Uid>> list_new(const Selected&, std::optional<FolderMark>& mark);
    Result<Done> describe(const std::vector<Uid>& uids,
                          const std::string& folder,
                          const Selected& selected,
                          std::map<Uid, ImapFetch::Known>& known);
    Result<Done> fetch_bodies(std::map<Uid, ImapFetch::Known>& known, const Receiver&, Round&);

    ImapSetup setup_;
    std::string host_;
    std::vector<std::string> folders_;
    std::function<bool()> stopping_;  ///< of the round that runs: a Receiver ends with its round,
                                      ///< the session does not
    std::unique_ptr<ImapSession> session_;
    bool offers_id_ = false;
};

bool stopping(const Receiver& receiver) {
    return receiver.stopping && receiver.stopping();
}

Result<Round> ImapMailbox::fetch_new(const Receiver& receiver) {
    stopping_ = receiver.stopping;
    const auto prepared = prepare();
    auto round = prepared ? sweep(receiver) : Result<Round>(prepared.error());
    if (!round) session_.reset();
    stopping_ = nullptr;
    return round;
}

/// A connection that works: the kept one, if it still answers, else a new one.
Result<Done> ImapMailbox::prepare() {
    if (session_) {
        const auto alive = session_->command("NOOP");
        if (alive && alive->name == "OK") return Done{};
        session_.reset();
    }
    return connect();
}

Result<Done> ImapMailbox::connect() {
    const Server server{setup_.config.url, setup_.config.ca_file, "[mailbox]"};
    const auto parts = split_url(server);
    if (!parts) return parts.error();
    host_ = parts->host;
    folders_ = setup_.config.folders;
    if (folders_.empty()) folders_.push_back(parts->path.empty() ? "INBOX" : parts->path);

    auto session = ImapSession::open(server, [this] { return stopping_ && stopping_(); });
    if (!session) return session.error();
    session_ = std::move(*session);
    if (const auto in = log_in(); !in) return in.error();
    offers_id_ = false;
    const auto capability = session_->command("CAPABILITY", [&](const ImapResponse& r) {
        for (const auto& value : r.values) {
            if (r.name == "CAPABILITY" && equal_folded(value.text, "ID")) offers_id_ = true;
        }
        return Result<Done>(Done{});
    });
    if (!capability) return capability.error();
    return identify();
}

Result<Done> ImapMailbox::log_in() {
    const auto password = setup_.password();
    if (!password) return password.error();
    const auto user = imap_quoted(setup_.config.user), secret = imap_quoted(*password);
    if (!user || !secret) {
        return Error{Fault::configuration, "[mailbox] 的 user 或密码里有换行等控制字符"};
    }
    const auto answer = session_->command("LOGIN " + *user + " " + *secret);
    if (!answer) return answer.error();
    if (answer->name == "OK") return Done{};
    const bool passing =
        equal_folded(answer->code, "UNAVAILABLE") || equal_folded(answer->code, "INUSE");
    return Error{passing ? Fault::network : Fault::refused,
                 host_ + " 拒绝登录（" + clean_utf8(answer->text) +
                     "）：请检查 [mailbox] user 和 password_file；163、QQ 等邮箱要用网页设置里生成的"
                     "授权码，不是登录密码，且须开启 IMAP"};
}

Result<Done> ImapMailbox::identify() {
    if (!offers_id_) return Done{};
    const auto answer = session_->command(R"(ID ("name" "shoujian" "version" ")" SHOUJIAN_VERSION
                                          R"(" "vendor" "shoujian" "support-email" )"
                                          + imap_quoted(setup_.config.user).value_or("\"\"") + ")");
    if (!answer) return answer.error();
    return Done{};
}

/// nullopt: the server lacks the folder.
Result<std::optional<Selected>> ImapMailbox::examine(const std::string& folder, bool must_exist) {
    const auto name = imap_quoted(encode_folder_name(folder));
    if (!name) return Error{Fault::configuration, "[mailbox] folders 里有控制字符"};
    std::string refusal;
    for (int attempt = 0; attempt < 2; ++attempt) {
        Selected selected;
        const auto answer = session_->command("EXAMINE " + *name, [&](const ImapResponse& r) {
            if (r.name == "EXISTS" && r.number) selected.exists = *r.number;
            if (starts_with_folded(r.code, "UIDVALIDITY ")) {
                selected.uidvalidity = to_uid(std::string_view(r.code).substr(12)).value_or(0);
            }
            return Result<Done>(Done{});
        });
        if (!answer) return answer.error();
        if (answer->name == "OK") return std::optional{selected};
        refusal = clean_utf8(answer->text);
        // 163 says so where it saw no ID, and once in a while where it did.
        const bool unsafe = lower_ascii(refusal).find("unsafe login") != std::string::npos;
        if (!unsafe) break;
        must_exist = true;
        offers_id_ = true;
        if (const auto identified = identify(); !identified) return identified.error();
    }
    if (!must_exist) return std::optional<Selected>{};
    return Error{Fault::refused,
                 host_ + " 不让打开文件夹 " + folder + "（" + refusal
                     + "）：请检查 [mailbox] folders；163 邮箱请在网页上确认 IMAP 已开启"};
}

Result<Round> ImapMailbox::sweep(const Receiver& receiver) {
    Round round;
    for (std::size_t i = 0; i < folders_.size() && !stopping(receiver); ++i) {
        const auto selected = examine(folders_[i], i == 0);
        if (!selected) return stopping(receiver) ? Result<Round>(round) : selected.error();
        if (!*selected) {
            round.skipped_folders.push_back(folders_[i]);
            continue;
        }
        const auto done = sweep_folder(folders_[i], **selected, receiver, round);
        if (done) continue;
        if (!stopping(receiver)) return done.error();
        session_.reset();
        return round;
    }
    return round;
}

Result<std::vector<Uid>> ImapMailbox::search(const std::string& what) {
    std::vector<Uid> uids;
    const auto answer = session_->command(
        "UID SEARCH " + what,
        [&](const ImapResponse& r) {
            if (r.name != "SEARCH") return Result<Done>(Done{});
            for (const auto& value : r.values) {
                if (const auto uid = to_uid(value.text)) uids.push_back(*uid);
            }
            return Result<Done>(Done{});
        },
        std::chrono::seconds{120});
    if (!answer) return answer.error();
    if (answer->name != "OK") {
        return Error{Fault::network,
                     host_ + " 不列出邮件（" + clean_utf8(answer->text) + "）：稍后自动重试"};
    }
    std::sort(uids.begin(), uids.end());
    uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
    return uids;
}

/// The UIDs that may be unknown; `mark` becomes what is to be recorded once they are all here.
Result<std::vector<Uid>> ImapMailbox::list_new(const Selected& selected,
                                               std::optional<FolderMark>& mark) {
    const auto now = setup_.now();
    const auto last = mark ? to_uid(mark->last_uid) : std::nullopt;
    const bool usable = mark && mark->uidvalidity == selected.uidvalidity && last
                        && now - mark->listed < full_listing_every && now >= mark->listed;
    if (usable) {
        auto fresh = search("UID " + std::to_string(*last + std::uint64_t{1}) + ":*");
        if (!fresh) return fresh.error();
        // "n:*" is never empty: it names the last message where none is newer.
        std::erase_if(*fresh, [&](Uid uid) { return uid <= *last; });
        if (mark->count + fresh->size() == selected.exists) {
            mark->count = selected.exists;
            if (!fresh->empty()) mark->last_uid = padded(fresh->back());
            return fresh;
        }
    }
    auto all = search("ALL");
    if (!all) return all.error();
    mark =
        FolderMark{selected.uidvalidity, all->empty() ? "" : padded(all->back()), all->size(), now};
    return all;
}

Result<Done> ImapMailbox::sweep_folder(const std::string& folder,
                                       const Selected& selected,
                                       const Receiver& receiver,
                                       Round& round) {
    round.on_server += selected.exists;
    auto marked = receiver.mark(folder);
    if (!marked) return marked.error();
    auto mark = *marked;
    const auto listed = list_new(selected, mark);
    if (!listed) return listed.error();

    std::vector<std::string> names;
    names.reserve(listed->size());
    for (const auto uid : *listed) names.push_back(padded(uid));
    const auto unknown = receiver.unknown(folder, selected.uidvalidity, names);
    if (!unknown) return unknown.error();
    std::vector<Uid> wanted;
    for (const auto& name : *unknown) {
        if (const auto uid = to_uid(name)) wanted.push_back(*uid);
    }
    std::map<Uid, ImapFetch::Known> known;
    if (const auto described = describe(wanted, folder, selected, known); !described) {
        return described.error();
    }
    if (const auto fetched = fetch_bodies(known, receiver, round); !fetched) return fetched.error();
    // What is left was announced and did not come: it stays below the mark only if it is looked for
    // again.
    if (stopping(receiver)) return Done{};
    if (known.empty()) return receiver.set_mark(folder, *mark);
    return Error{Fault::network, host_ + " 没有给出 " + folder + " 里的 "
                                     + std::to_string(known.size()) + " 封邮件，从 UID "
                                     + std::to_string(known.begin()->first)
                                     + " 起：每轮都会再试，请在网页邮箱里查看"};
}

/// Size and time of receipt of each; what is not described is gone from the server.
Result<Done> ImapMailbox::describe(const std::vector<Uid>& uids,
                                   const std::string& folder,
                                   const Selected& selected,
                                   std::map<Uid, ImapFetch::Known>& known) {
    constexpr std::size_t most = 500;
    const auto take = [&](const ImapResponse& r) {
        if (r.name != "FETCH" || r.values.size() != 1) return Result<Done>(Done{});
        ImapFetch::Known message{{}, r.number.value_or(0)};
        std::optional<Uid> uid;
        std::optional<Instant> received;
        bool has_size = false;
        const auto& items = r.values.front().items;
        for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
            const auto& value = items[i + 1].text;
            if (equal_folded(items[i].text, "UID")) uid = to_uid(value);
            if (equal_folded(items[i].text, "INTERNALDATE")) received = parse_internaldate(value);
            if (equal_folded(items[i].text, "RFC822.SIZE")) {
                const auto* end = value.data() + value.size();
                has_size = std::from_chars(value.data(), end, message.incoming.size).ptr == end;
            }
        }
        if (!uid || !has_size || !std::binary_search(uids.begin(), uids.end(), *uid)) {
            return Result<Done>(Done{});
        }
        message.incoming.arrival = {
            {setup_.config.user + "@" + host_, folder, selected.uidvalidity, padded(*uid)},
            // Without a date it came now at the latest: never later than it did.
            received.value_or(setup_.now())};
        message.incoming.header_only = message.incoming.size > setup_.limits.message_bytes;
        known.insert_or_assign(*uid, message);
        return Result<Done>(Done{});
    };
    for (std::size_t at = 0; at < uids.size(); at += most) {
        const auto begin = uids.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = std::min(most, uids.size() - at);
        const std::vector<Uid> set(begin, begin + static_cast<std::ptrdiff_t>(count));
        const auto answer = session_->command(
            "UID FETCH " + uid_set(set) + " (UID INTERNALDATE RFC822.SIZE)", take);
        if (!answer) return answer.error();
        if (answer->name != "OK")
            return Error{Fault::network, host_ + " 不说明邮件的大小和时间（"
                                             + clean_utf8(answer->text) + "）：稍后自动重试"};
    }
    return Done{};
}

/// The next set of one command: at most fifty, at most 20 MB, all whole or one header.
std::vector<Uid> next_set(const std::vector<Uid>& uids,
                          std::size_t& at,
                          const std::map<Uid, ImapFetch::Known>& known) {
    std::vector<Uid> set;
    std::uint64_t bytes = 0;
    for (; at < uids.size() && set.size() < set_size; ++at) {
        const auto& incoming = known.at(uids[at]).incoming;
        if (!set.empty() && (incoming.header_only || bytes + incoming.size > set_bytes)) break;
        set.push_back(uids[at]);
        bytes += incoming.size;
        if (incoming.header_only) {
            ++at;
            break;
        }
    }
    return set;
}

Result<Done> ImapMailbox::fetch_bodies(std::map<Uid, ImapFetch::Known>& known,
                                       const Receiver& receiver,
                                       Round& round) {
    std::vector<Uid> uids;
    for (const auto& [uid, message] : known) uids.push_back(uid);
    ImapFetch fetch(*session_, receiver);
    std::vector<std::vector<Uid>> sets;
    for (std::size_t at = 0; at < uids.size();) sets.push_back(next_set(uids, at, known));
    for (std::size_t i = 0; i < sets.size() && !stopping(receiver); ++i) {
        const auto before = fetch.fetched();
        const auto fetched = fetch.fetch(sets[i], known);
        round.fetched += fetch.fetched() - before;
        if (!fetched) return fetched.error();
        // One that the server does not give keeps no other from coming.
        std::vector<Uid> left;
        std::ranges::copy_if(sets[i], std::back_inserter(left),
                             [&](Uid uid) { return known.contains(uid); });
        if (left.empty() || sets[i].size() == 1) continue;
        const auto middle = left.begin() + static_cast<std::ptrdiff_t>((left.size() + 1) / 2);
        sets.emplace_back(left.begin(), middle);
        if (middle != left.end()) sets.emplace_back(middle, left.end());
    }
    return Done{};
}

}  // namespace

std::unique_ptr<Mailbox> make_imap_mailbox(ImapSetup setup) {
    return std::make_unique<ImapMailbox>(std::move(setup));
}

}  // namespace shoujian

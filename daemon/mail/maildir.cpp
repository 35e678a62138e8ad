#include "daemon/mail/maildir.hpp"

#include "daemon/mail/folder_name.hpp"
#include "daemon/mail/header_block.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace shoujian {
namespace {

namespace fs = std::filesystem;

class OpenFile {
public:
    explicit OpenFile(int fd) : fd_(fd) {}
    ~OpenFile() {
        if (fd_ >= 0) ::close(fd_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int fd() const { return fd_; }

private:
    int fd_;
};

Error storage_error(const std::string& doing, const fs::path& path, int code) {
    return {Fault::storage, doing + " " + path.string() + "：" + std::strerror(code)};
}

/// One mail that cannot be read: no reason to leave the others.
Error unreadable(const std::string& what, const fs::path& path, int number) {
    return {Fault::damaged, storage_error(what, path, number).text};
}

/// The base name that stays the same while a message moves and is marked.
std::string uid_of(const std::string& name) {
    auto end = std::min(name.find(':'), name.size());
    for (const auto* mark : {";2,", "!2,", ",S=", ",W="}) end = std::min(end, name.find(mark));
    return name.substr(0, end);
}

std::optional<Instant> delivery_time(const std::string& name) {
    constexpr std::size_t digits =
        10;  // 2001 to 2286; a date or a number as a name has more or fewer
    std::int64_t seconds = 0;
    const auto* begin = name.data();
    const auto [end, error] = std::from_chars(begin, begin + name.size(), seconds);
    if (error != std::errc{} || end - begin != static_cast<std::ptrdiff_t>(digits) || seconds < 0) {
        return std::nullopt;
    }
    return Instant{std::chrono::seconds{seconds}};
}

struct Listed {
    fs::path path;
    std::string uid;
    Instant received{};
    std::uint64_t size = 0;
};

using Listing = std::map<std::string, Listed>;

/// Adds the messages of one of cur/ and new/; a folder that is not there holds none.
Result<Done> list_into(Listing& listing, const fs::path& folder) {
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    if (error == std::errc::no_such_file_or_directory) return Done{};
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const auto name = entry->path().filename().string();
        struct stat about {};
        if (name.starts_with('.') || ::stat(entry->path().c_str(), &about) != 0) continue;
        if (!S_ISREG(about.st_mode)) continue;
        Listed listed{entry->path(), uid_of(name), Instant{},
                      static_cast<std::uint64_t>(about.st_size)};
        const Instant changed{std::chrono::seconds{about.st_mtim.tv_sec}};
        listed.received = delivery_time(name).value_or(changed);
        auto uid = listed.uid;
        listing.insert_or_assign(std::move(uid), std::move(listed));
    }
    if (error) return storage_error("读取邮件文件夹", folder, error.value());
    return Done{};
}

class MaildirMailbox final : public Mailbox {
public:
    MaildirMailbox(fs::path root, std::vector<std::string> folders, const Limits& limits)
        : root_(std::move(root)), folders_(std::move(folders)), limits_(limits) {
        if (folders_.empty()) folders_.emplace_back("INBOX");
    }

    Result<Round> fetch_new(const Receiver& receiver) override;

private:
    std::optional<fs::path> find(const std::string& folder) const;
    Result<Done> check_root() const;
    Result<Done> fetch_folder(const std::string& name,
                              const fs::path& path,
                              const Receiver& receiver,
                              Round& round) const;
    Result<bool> fetch_one(const std::string& folder,
                           const Listed& listed,
                           const Receiver& receiver) const;

    fs::path root_;
    std::vector<std::string> folders_;
    Limits limits_;
};

Result<Done> MaildirMailbox::check_root() const {
    std::error_code error;
    if (!fs::is_directory(root_, error)) {
        return Error{Fault::storage,
                     "邮箱文件夹 " + root_.string() + " 不存在；请检查 [mailbox] url"};
    }
    const bool looks_right = fs::exists(root_ / "new", error) || fs::exists(root_ / "cur", error);
    if (!looks_right && !fs::is_empty(root_, error)) {
        return Error{Fault::storage,
                     root_.string() + " 不是 Maildir（没有 new/ 和 cur/）；请检查 [mailbox] url"};
    }
    return Done{};
}

std::optional<fs::path> MaildirMailbox::find(const std::string& folder) const {
    if (folder == "INBOX" || folder.empty()) return root_;
    std::string dotted = folder;
    std::replace(dotted.begin(), dotted.end(), '/', '.');
    std::error_code error;
    for (const auto& name : {dotted, encode_folder_name(dotted)}) {
        const auto path = root_ / ("." + name);
        if (fs::is_directory(path, error)) return path;
    }
    return std::nullopt;
}

Result<Round> MaildirMailbox::fetch_new(const Receiver& receiver) {
    if (const auto checked = check_root(); !checked) return checked.error();
    Round round;
    std::optional<Error> unread;
    for (const auto& folder : folders_) {
        const auto path = find(folder);
        if (!path) {
            round.skipped_folders.push_back(folder);
            continue;
        }
        if (const auto done = fetch_folder(folder, *path, receiver, round); !done) {
            if (done.error().fault != Fault::damaged) return done.error();
            unread = done.error();
        }
        if (receiver.stopping && receiver.stopping()) break;
    }
    if (unread) return *unread;
    return round;
}

Result<Done> MaildirMailbox::fetch_folder(const std::string& name,
                                          const fs::path& path,
                                          const Receiver& receiver,
                                          Round& round) const {
    Listing listing;
    // new/ before cur/: a message that moves while we look is seen at least once.
    for (const auto* part : {"new", "cur"}) {
        if (const auto listed = list_into(listing, path / part); !listed) return listed.error();
    }
    round.on_server += listing.size();

    std::vector<std::string> uids;
    uids.reserve(listing.size());
    for (const auto& [uid, listed] : listing) uids.push_back(uid);
    std::stable_sort(uids.begin(), uids.end(), [&](const auto& a, const auto& b) {
        return listing.at(a).received < listing.at(b).received;
    });
    const auto fresh = receiver.unknown(name, 0, uids);
    if (!fresh) return fresh.error();

    std::optional<Error> unread;  // told at the end: the mails behind it come all the same
    for (const auto& uid : *fresh) {
        if (receiver.stopping && receiver.stopping()) break;
        const auto found = listing.find(uid);
        if (found == listing.end()) continue;
        const auto fetched = fetch_one(name, found->second, receiver);
        if (!fetched && fetched.error().fault != Fault::damaged) return fetched.error();
        if (!fetched)
            unread = fetched.error();
        else if (*fetched)
            ++round.fetched;
    }
    if (unread) return *unread;
    return Done{};
}

/// Hands a file's bytes on; of a message over the bound only its header block.
Result<Done> pour(int fd, bool header_only, const fs::path& path, const Receiver& receiver) {
    std::array<std::byte, 65536> buffer;
    HeaderBlock header;
    while (!(header_only && header.complete())) {
        const auto count = ::read(fd, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return unreadable("读取邮件", path, errno);
        if (count == 0) break;
        const ByteSpan chunk(buffer.data(), static_cast<std::size_t>(count));
        const auto wanted = header_only ? header.take(chunk) : chunk;
        if (const auto written = receiver.write(wanted); !written) return written.error();
    }
    return Done{};
}

/// False: the message went elsewhere between listing and opening; the next round sees it there.
Result<bool> MaildirMailbox::fetch_one(const std::string& folder,
                                       const Listed& listed,
                                       const Receiver& receiver) const {
    const OpenFile file(::open(listed.path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.fd() < 0) {
        if (errno == ENOENT) return false;
        return unreadable("打开邮件", listed.path, errno);
    }
    Incoming incoming;
    incoming.arrival.key = {"maildir:" + root_.string(), folder, 0, listed.uid};
    incoming.arrival.received = listed.received;
    incoming.size = listed.size;
    incoming.header_only = listed.size > limits_.message_bytes;
    if (const auto begun = receiver.begin(incoming); !begun) return begun.error();
    if (const auto poured = pour(file.fd(), incoming.header_only, listed.path, receiver); !poured) {
        receiver.abandon();
        return poured.error();
    }
    if (const auto committed = receiver.commit(); !committed) return committed.error();
    return true;
}

Result<Done> write_all(int fd, ByteSpan bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return storage_error("写入回信", path, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return Done{};
}

Result<Done> sync_folder(const fs::path& folder) {
    const OpenFile file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (file.fd() < 0 || ::fsync(file.fd()) != 0) return storage_error("同步文件夹", folder, errno);
    return Done{};
}

class MaildirTransport final : public Transport {
public:
    explicit MaildirTransport(fs::path root) : root_(std::move(root)) {}
    Result<Delivered> deliver(const Outgoing& message) override;

private:
    Result<Done> make_folders() const;
    bool is_there(const std::string& name) const;

    fs::path root_;
};

Result<Done> MaildirTransport::make_folders() const {
    for (const auto* part : {"tmp", "new", "cur"}) {
        std::error_code error;
        const bool made = fs::create_directories(root_ / part, error);
        if (error) return storage_error("创建文件夹", root_ / part, error.value());
        if (made) fs::permissions(root_ / part, fs::perms::owner_all, error);
    }
    return Done{};
}

/// Delivered before: still in new/, or moved to cur/ by whoever reads it.
bool MaildirTransport::is_there(const std::string& name) const {
    std::error_code error;
    if (fs::exists(root_ / "new" / name, error)) return true;
    for (fs::directory_iterator entry(root_ / "cur", error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (uid_of(entry->path().filename().string()) == name) return true;
    }
    return false;
}

Result<Delivered> MaildirTransport::deliver(const Outgoing& message) {
    if (const auto made = make_folders(); !made) return made.error();
    const auto digest = sha256(as_bytes(message.message_id + '\0' + message.to));
    const auto name = base32(digest, 32) + ".shoujian";
    if (is_there(name)) return Delivered{Delivery::sent, "已在 " + root_.string(), false};

    const auto temporary = root_ / "tmp" / name;
    const OpenFile file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file.fd() < 0) return storage_error("写入回信", temporary, errno);
    if (const auto written = write_all(file.fd(), message.mime, temporary); !written) {
        return written.error();
    }
    if (::fsync(file.fd()) != 0) return storage_error("同步回信", temporary, errno);
    if (::rename(temporary.c_str(), (root_ / "new" / name).c_str()) != 0) {
        return storage_error("放入回信", root_ / "new" / name, errno);
    }
    if (const auto synced = sync_folder(root_ / "new"); !synced) return synced.error();
    return Delivered{Delivery::sent, "new/" + name, false};
}

}  // namespace

std::unique_ptr<Mailbox> make_maildir_mailbox(fs::path root,
                                              std::vector<std::string> folders,
                                              const Limits& limits) {
    return std::make_unique<MaildirMailbox>(std::move(root), std::move(folders), limits);
}

std::unique_ptr<Transport> make_maildir_transport(fs::path root) {
    return std::make_unique<MaildirTransport>(std::move(root));
}

}  // namespace shoujian

#include "daemon/store/spool.hpp"

#include "daemon/store/files.hpp"
#include "daemon/store/record_log.hpp"
#include "parsers/base/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace shoujian {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic = "shoujian-message 1\n";
constexpr std::size_t trailer_bytes = 64 + 1;  ///< hex digest and a line end

/// Lines of "name value", ended by a blank line, before the raw bytes. Line ends in values cannot
/// occur: names of folders and mailboxes are cleaned.
std::string header_of(const Arrival& arrival, bool header_only) {
    const auto line = [](std::string_view name, std::string value) {
        std::ranges::replace(value, '\n', ' ');
        return std::string(name) + " " + value + "\n";
    };
    return std::string(magic) + line("mailbox", arrival.key.mailbox)
           + line("folder", arrival.key.folder)
           + line("uidvalidity", std::to_string(arrival.key.uidvalidity))
           + line("uid", arrival.key.uid)
           + line("received", std::to_string(arrival.received.time_since_epoch().count()))
           + line("header-only", header_only ? "1" : "0") + "\n";
}

struct Head {
    Arrival arrival;
    bool header_only = false;
    std::uint64_t length = 0;  ///< of the header
};

std::int64_t number(std::string_view text) {
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::optional<Head> read_head(std::string_view text) {
    const std::size_t end = text.find("\n\n");
    if (!text.starts_with(magic) || end == std::string_view::npos) return std::nullopt;
    Head out;
    out.length = end + 2;
    for (const std::string_view line : split(text.substr(0, end), '\n')) {
        const std::size_t blank = line.find(' ');
        const std::string_view name = line.substr(0, blank);
        const std::string value(blank == std::string_view::npos ? "" : line.substr(blank + 1));
        if (name == "mailbox") out.arrival.key.mailbox = value;
        if (name == "folder") out.arrival.key.folder = value;
        if (name == "uidvalidity")
            out.arrival.key.uidvalidity = static_cast<std::uint32_t>(number(value));
        if (name == "uid") out.arrival.key.uid = value;
        if (name == "received") out.arrival.received = Instant{std::chrono::seconds(number(value))};
        if (name == "header-only") out.header_only = value == "1";
    }
    return out;
}

}  // namespace

SpoolId spool_id(const ArrivalKey& key) {
    const std::string text =
        key.mailbox + '\0' + key.folder + '\0' + std::to_string(key.uidvalidity) + '\0' + key.uid;
    return hex(sha256(as_bytes(text))).substr(0, 32);
}

SpooledMessage::SpooledMessage(
    int fd, std::uint64_t offset, std::uint64_t length, Arrival arrival, Sha256 digest)
    : fd_(fd), offset_(offset), length_(length), arrival_(std::move(arrival)), digest_(digest) {}

SpooledMessage::~SpooledMessage() {
    if (fd_ >= 0) close(fd_);
}

SpooledMessage::SpooledMessage(SpooledMessage&& other) noexcept {
    *this = std::move(other);
}

SpooledMessage& SpooledMessage::operator=(SpooledMessage&& other) noexcept {
    std::swap(fd_, other.fd_);
    std::swap(offset_, other.offset_);
    std::swap(length_, other.length_);
    std::swap(arrival_, other.arrival_);
    std::swap(digest_, other.digest_);
    std::swap(header_only_, other.header_only_);
    return *this;
}

struct Spool::State {
    fs::path root;
    std::optional<RecordLog> log;
    // the message that is coming
    int coming = -1;
    fs::path part;
    SpoolId id;
    std::unique_ptr<Sha256Stream> digest;
    std::uint64_t length = 0;

    ~State() {
        if (coming >= 0) close(coming);
    }
    fs::path place(const SpoolId& one) const { return root / one.substr(0, 2) / one; }
};

Spool::Spool(std::unique_ptr<State> state) : state_(std::move(state)) {}
Spool::~Spool() = default;
Spool::Spool(Spool&&) noexcept = default;
Spool& Spool::operator=(Spool&&) noexcept = default;

Result<Spool> Spool::open(const fs::path& state_dir) {
    auto state = std::make_unique<State>();
    state->root = state_dir / "spool";
    for (const char* folder : {"new", "records"}) {
        if (auto done = make_folder(state->root / folder); !done) return done.error();
    }
    std::error_code error;
    for (const auto& left : fs::directory_iterator(state->root / "new", error))
        fs::remove(left.path(), error);
    auto log = RecordLog::open(state->root / "records");
    if (!log) return log.error();
    state->log.emplace(std::move(*log));
    return Spool(std::move(state));
}

Result<Done> Spool::begin(const Arrival& arrival, bool header_only) {
    abandon();
    State& s = *state_;
    s.id = spool_id(arrival.key);
    s.part = s.root / "new" / (s.id + ".part");
    s.coming = ::open(s.part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (s.coming < 0) return disk_error("建立", s.part);
    s.digest = std::make_unique<Sha256Stream>();
    s.length = 0;
    return write_all(s.coming, as_bytes(header_of(arrival, header_only)), s.part);
}

Result<Done> Spool::write(ByteSpan bytes) {
    state_->digest->add(bytes);
    state_->length += bytes.size();
    return write_all(state_->coming, bytes, state_->part);
}

Result<Spool::Stored> Spool::commit() {
    State& s = *state_;
    const Stored stored{s.id, s.digest->finish(), s.length};
    if (auto done = write_all(s.coming, as_bytes(hex(stored.digest) + "\n"), s.part); !done)
        return done.error();
    if (auto done = sync_file(s.coming, s.part); !done) return done.error();
    const fs::path place = s.place(s.id);
    if (auto done = make_folder(place.parent_path()); !done) return done.error();
    if (rename(s.part.c_str(), place.c_str()) != 0) return disk_error("改名", s.part);
    close(std::exchange(s.coming, -1));
    if (auto done = sync_folder(place.parent_path()); !done) return done.error();
    return stored;
}

void Spool::abandon() {
    if (state_->coming < 0) return;
    close(std::exchange(state_->coming, -1));
    unlink(state_->part.c_str());
}

bool Spool::has(const SpoolId& id) const {
    std::error_code error;
    return fs::is_regular_file(state_->place(id), error);
}

Result<SpooledMessage> Spool::read(const SpoolId& id) const {
    const fs::path file = state_->place(id);
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return Error{Fault::damaged, "暂存的邮件 " + file.string() + " 不见了；请检查磁盘"};
    if (fd < 0) return disk_error("读", file);
    struct stat info {};
    std::string start(16384, '\0');
    const ssize_t got = fstat(fd, &info) == 0 ? pread(fd, start.data(), start.size(), 0) : -1;
    start.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    const auto head = read_head(start);
    const auto size = static_cast<std::uint64_t>(info.st_size);
    const Error damaged{Fault::damaged,
                        "暂存的邮件 " + file.string() + " 已损坏（校验和不符）；请检查磁盘"};
    if (!head || size < head->length + trailer_bytes) {
        close(fd);
        return damaged;
    }
    const std::uint64_t length = size - head->length - trailer_bytes;
    Sha256Stream digest;
    std::vector<std::byte> buffer(1 << 20);
    for (std::uint64_t done = 0; done < length;) {
        const auto want =
            static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), length - done));
        const ssize_t piece =
            pread(fd, buffer.data(), want, static_cast<off_t>(head->length + done));
        if (piece <= 0) break;
        digest.add(ByteSpan(buffer).first(static_cast<std::size_t>(piece)));
        done += static_cast<std::uint64_t>(piece);
    }
    const Sha256 found = digest.finish();
    char kept[64] = {};
    const bool whole = pread(fd, kept, 64, static_cast<off_t>(head->length + length)) == 64;
    SpooledMessage out(fd, head->length, length, head->arrival, found);
    out.set_header_only(head->header_only);
    if (!whole || std::string_view(kept, 64) != hex(found)) return damaged;
    return out;
}

Result<Done> Spool::append(const SpoolRecord& record) {
    return state_->log->append(record);
}

Result<Done> Spool::for_each_record(const std::function<void(const SpoolRecord&)>& take) const {
    return state_->log->for_each(take);
}

std::string Spool::mended() const {
    return state_->log->mended();
}

Result<Done> Spool::for_each_arrival(const std::function<void(const SpoolId&)>& take) const {
    std::error_code error;
    for (const auto& folder : fs::directory_iterator(state_->root, error)) {
        if (folder.path().filename().string().size() != 2) continue;
        for (const auto& file : fs::directory_iterator(folder.path(), error))
            take(file.path().filename().string());
    }
    if (error) return Error{Fault::storage, "读暂存的邮件: " + error.message()};
    return Done{};
}

}  // namespace shoujian

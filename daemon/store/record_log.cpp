#include "daemon/store/record_log.hpp"

#include "daemon/store/files.hpp"
#include "parsers/base/bytes.hpp"
#include "parsers/base/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

namespace shoujian {

namespace fs = std::filesystem;

namespace {

std::int64_t number(std::string_view text) {
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

/// One record: "kind key at length digest\n" body "\n". The digest covers head and body.
std::string encode_record(const SpoolRecord& record) {
    const std::string head = record.kind + " " + record.key + " "
                             + std::to_string(record.at.time_since_epoch().count()) + " "
                             + std::to_string(record.body.size());
    return head + " " + hex(sha256(as_bytes(head + record.body))) + "\n" + record.body + "\n";
}

/// The record at the start of `text`, and its length; nothing where it is torn.
std::optional<std::pair<SpoolRecord, std::size_t>> decode_record(std::string_view text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto words = split(text.substr(0, end), ' ');
    if (words.size() != 5) return std::nullopt;
    const auto size = static_cast<std::size_t>(number(words[3]));
    const std::size_t behind = text.size() - end - 1;
    if (size >= behind) return std::nullopt;
    SpoolRecord record{std::string(words[0]), std::string(words[1]),
                       Instant{std::chrono::seconds(number(words[2]))},
                       std::string(text.substr(end + 1, size))};
    const std::string_view head = text.substr(0, end - words[4].size() - 1);
    if (hex(sha256(as_bytes(std::string(head) + record.body))) != words[4]) return std::nullopt;
    return std::pair{std::move(record), end + 1 + size + 1};
}

std::optional<std::string> whole_file(const fs::path& file) {
    const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return std::nullopt;
    std::string out;
    char buffer[65536];
    ssize_t got = 0;
    while ((got = read(fd, buffer, sizeof buffer)) > 0)
        out.append(buffer, static_cast<std::size_t>(got));
    close(fd);
    return got < 0 ? std::nullopt : std::optional(std::move(out));
}

/// What a log holds: its whole records, byte for byte, and where the first stretch that is none
/// begins.
struct Contents {
    std::string whole;
    std::size_t first_damage = std::string::npos;
    bool goes_on = false;  ///< whole records stand behind damage
};

/// Behind damage, a record begins at the first line that is the head of a whole one.
Contents contents_of(std::string_view text) {
    Contents out;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto one = decode_record(text.substr(at))) {
            out.whole += text.substr(at, one->second);
            out.goes_on = out.first_damage != std::string::npos;
            at += one->second;
            continue;
        }
        if (out.first_damage == std::string::npos) out.first_damage = at;
        const std::size_t line = text.find('\n', at);
        at = line == std::string_view::npos ? text.size() : line + 1;
    }
    return out;
}

/// The damaged log under a second name; the one of an earlier start that did not get further is it
/// too.
Result<fs::path> keep_damaged(const fs::path& log) {
    for (int i = 1; i < 1000; ++i) {
        const fs::path kept = log.string() + ".damaged" + (i > 1 ? "." + std::to_string(i) : "");
        if (link(log.c_str(), kept.c_str()) == 0) return kept;
        std::error_code error;
        if (fs::equivalent(log, kept, error)) return kept;
    }
    return disk_error("留存", log);
}

}  // namespace

struct RecordLog::State {
    fs::path file;
    int fd = -1;
    std::size_t length = 0;  ///< of the whole records
    std::string mended;
    std::mutex appending;

    ~State() {
        if (fd >= 0) close(fd);
    }

    Result<Done> cut() const {
        if (ftruncate(fd, static_cast<off_t>(length)) != 0) return disk_error("截断", file);
        return Done{};
    }

    Result<Done> mend(const Contents& found) {
        if (!found.goes_on) {
            mended = "记录 " + file.string() + " 末尾有一条没有写完（断电），已截去";
            return cut();
        }
        const auto kept = keep_damaged(file);
        if (!kept) return kept.error();
        if (auto done = write_file(file, found.whole); !done) return done;
        mended = "记录 " + file.string() + " 中间有一段已损坏；完好的记录都已保留，原文件留作 "
                 + kept->string() + "，请检查磁盘";
        return reopen();
    }

    Result<Done> reopen() {
        if (fd >= 0) close(fd);
        fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (fd < 0) return disk_error("打开", file);
        return sync_folder(file.parent_path());
    }
};

RecordLog::RecordLog(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordLog::~RecordLog() = default;
RecordLog::RecordLog(RecordLog&&) noexcept = default;

Result<RecordLog> RecordLog::open(const fs::path& folder) {
    auto state = std::make_unique<State>();
    state->file = folder / "000001.log";
    if (auto done = state->reopen(); !done) return done.error();
    const auto text = whole_file(state->file);
    if (!text) return disk_error("读", state->file);
    const Contents found = contents_of(*text);
    state->length = found.whole.size();
    if (found.first_damage != std::string::npos) {
        if (auto done = state->mend(found); !done) return done.error();
    }
    return RecordLog(std::move(state));
}

/// Half a record must not stay: what is appended behind it would be lost with it. Where even
/// cutting failed, the next append cuts first.
Result<Done> RecordLog::append(const SpoolRecord& record) {
    const std::lock_guard lock(state_->appending);
    struct stat now {};
    if (fstat(state_->fd, &now) != 0) return disk_error("读", state_->file);
    if (static_cast<std::size_t>(now.st_size) != state_->length) {
        if (auto done = state_->cut(); !done) return done;
    }
    const std::string bytes = encode_record(record);
    auto done = write_all(state_->fd, as_bytes(bytes), state_->file);
    if (done && fdatasync(state_->fd) != 0) done = disk_error("写盘", state_->file);
    if (done) {
        state_->length += bytes.size();
        return done;
    }
    if (auto cut = state_->cut(); !cut) return cut;
    return done;
}

Result<Done> RecordLog::for_each(const std::function<void(const SpoolRecord&)>& take) const {
    const auto text = whole_file(state_->file);
    if (!text) return disk_error("读", state_->file);
    std::string_view rest = *text;
    while (const auto one = decode_record(rest)) {
        take(one->first);
        rest.remove_prefix(one->second);
    }
    return Done{};
}

const std::string& RecordLog::mended() const {
    return state_->mended;
}

}  // namespace shoujian

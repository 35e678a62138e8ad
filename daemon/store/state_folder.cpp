#include "daemon/store/state_folder.hpp"

#include "daemon/store/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <utility>

namespace shoujian {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t key_bytes = 32;

/// Without letters and digits that people mistake for each other.
constexpr std::string_view check_letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

}  // namespace

Result<std::vector<std::byte>> load_key(const fs::path& state_dir) {
    if (auto done = make_folder(state_dir); !done) return done.error();
    const fs::path file = state_dir / "key";
    std::error_code error;
    if (!fs::exists(file, error)) {
        std::string fresh(key_bytes, '\0');
        if (getrandom(fresh.data(), fresh.size(), 0) != static_cast<ssize_t>(fresh.size()))
            return disk_error("取随机数", file);
        if (auto done = write_file(file, fresh); !done) return done.error();
    }
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (text.size() != key_bytes)
        return Error{Fault::storage,
                     "密钥文件 " + file.string() + " 不完整；请从备份恢复，否则旧编号无法核对"};
    const ByteSpan bytes = as_bytes(text);
    return std::vector<std::byte>(bytes.begin(), bytes.end());
}

CaseNumber make_case_number(std::int64_t running, ByteSpan key) {
    std::string digits = std::to_string(running);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    const Sha256 mac = hmac_sha256(key, as_bytes("case " + digits));
    std::string check;
    for (std::size_t i = 0; i < 3; ++i)
        check += check_letters[static_cast<std::size_t>(mac[i]) % check_letters.size()];
    return "SJ-" + digits + "-" + check;
}

std::string reply_message_id(const std::string& spool_id,
                             const std::string& digest,
                             ByteSpan key,
                             const std::string& from_address) {
    const Sha256 mac = hmac_sha256(key, as_bytes("reply " + spool_id + " " + digest));
    const std::size_t at = from_address.rfind('@');
    const std::string domain = at == std::string::npos ? "localhost" : from_address.substr(at + 1);
    return "<shoujian." + hex(mac).substr(0, 40) + "@" + domain + ">";
}

Result<StateLock> StateLock::take(const fs::path& state_dir) {
    if (auto done = make_folder(state_dir); !done) return done.error();
    const fs::path file = state_dir / "lock";
    const int fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return disk_error("打开", file);
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) return StateLock(fd);
    close(fd);
    return Error{Fault::storage, "另一个 shoujian 正在使用 " + state_dir.string() + "；请先停止它"};
}

StateLock::~StateLock() {
    if (fd_ >= 0) close(fd_);
}

StateLock::StateLock(StateLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

}  // namespace shoujian

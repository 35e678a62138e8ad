#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/result.hpp"
#include "rules/cases/submission.hpp"

#include <filesystem>
#include <vector>

namespace shoujian {

/// The secret of a state folder: 32 random bytes in `key`, made on first use, readable by the
/// daemon alone.
Result<std::vector<std::byte>> load_key(const std::filesystem::path& state_dir);

/// "SJ-0012-K7M": the running number, and three letters that nobody without the key can guess.
CaseNumber make_case_number(std::int64_t running, ByteSpan key);

/// The Message-ID of the answer to a message: the same whenever it is asked for.
///
/// digest  hex SHA-256 of the raw message; spool_id tells copies in several folders apart
std::string reply_message_id(const std::string& spool_id,
                             const std::string& digest,
                             ByteSpan key,
                             const std::string& from_address);

/// Holds the state folder for one daemon at a time, as long as it lives.
class StateLock {
public:
    static Result<StateLock> take(const std::filesystem::path& state_dir);
    ~StateLock();
    StateLock(StateLock&& other) noexcept;
    StateLock& operator=(StateLock&&) = delete;

private:
    explicit StateLock(int fd) : fd_(fd) {}
    int fd_ = -1;
};

}  // namespace shoujian

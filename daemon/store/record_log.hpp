#pragma once

#include "parsers/base/instant.hpp"
#include "parsers/base/result.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace shoujian {

/// A small synced record beside the arrivals, in append order: what cannot be derived from raw
/// mail.
struct SpoolRecord {
    std::string kind;  ///< "case_number", "reply", "outcome", "decision", "rule_set"
    std::string key;   ///< what it is about: arrival's SpoolId, case number, Message-ID
    Instant at{};
    std::string body;  ///< UTF-8 or raw bytes (a rendered reply)
    bool operator==(const SpoolRecord&) const = default;
};

/// The log of records: spool/records/000001.log, only ever appended to. Any thread may append and
/// read.
class RecordLog {
public:
    /// Made where it lacks. A record that a power cut tore at the end is cut off. Where whole
    /// records stand behind a damaged stretch, the log is written anew with all that are whole, and
    /// the damaged one is kept beside it as 000001.log.damaged (….damaged.2 and so on).
    static Result<RecordLog> open(const std::filesystem::path& folder);
    ~RecordLog();
    RecordLog(RecordLog&&) noexcept;
    RecordLog& operator=(RecordLog&&) = delete;

    /// Synced when it returns. An Error: the log is as it was before.
    Result<Done> append(const SpoolRecord& record);
    Result<Done> for_each(const std::function<void(const SpoolRecord&)>& take) const;
    const std::string& mended() const;  ///< one line on what was found damaged; empty: nothing

private:
    struct State;
    explicit RecordLog(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace shoujian

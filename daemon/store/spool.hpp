#pragma once

#include "daemon/store/record_log.hpp"
#include "parsers/base/bytes.hpp"
#include "parsers/base/result.hpp"
#include "rules/cases/submission.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace shoujian {

/// Names an arrival: the hex SHA-256 of its key, cut to 32. The same arrival put twice is one file.
using SpoolId = std::string;
SpoolId spool_id(const ArrivalKey& key);

/// A stored message, open for reading. The file begins with our header; the raw bytes are [offset,
/// offset + length).
class SpooledMessage {
public:
    SpooledMessage(
        int fd, std::uint64_t offset, std::uint64_t length, Arrival arrival, Sha256 digest);
    ~SpooledMessage();
    SpooledMessage(SpooledMessage&& other) noexcept;
    SpooledMessage& operator=(SpooledMessage&& other) noexcept;
    int fd() const { return fd_; }
    std::uint64_t offset() const { return offset_; }
    std::uint64_t length() const { return length_; }
    const Arrival& arrival() const { return arrival_; }
    const Sha256& digest() const { return digest_; }
    bool header_only() const { return header_only_; }
    void set_header_only(bool value) { header_only_ = value; }

private:
    int fd_ = -1;
    std::uint64_t offset_ = 0, length_ = 0;
    Arrival arrival_;
    Sha256 digest_{};
    bool header_only_ = false;
};

/// Raw messages and records on disk: the only truth. The ledger is an index over it that `rebuild`
/// makes anew.
///
/// Layout under the state folder: spool/new/ID.part while it comes, spool/ab/ID when complete (ab:
/// the first two characters), spool/records/NNNNNN.log appended and synced. Folders 0700, files
/// 0600. A message is complete when write, checksum trailer, fsync, rename and fsync of the folder
/// are done. One daemon at a time (it locks the state folder); in it one thread may bring messages,
/// and any may read and append.
class Spool {
public:
    static Result<Spool> open(const std::filesystem::path& state_dir);
    ~Spool();
    Spool(Spool&&) noexcept;
    Spool& operator=(Spool&&) noexcept;

    Result<Done> begin(const Arrival& arrival, bool header_only);
    Result<Done> write(ByteSpan bytes);
    /// The digest of the raw bytes, after everything is on disk.
    struct Stored {
        SpoolId id;
        Sha256 digest;
        std::uint64_t length;
    };
    Result<Stored> commit();
    void abandon();

    bool has(const SpoolId& id) const;
    Result<SpooledMessage> read(
        const SpoolId& id) const;  ///< Fault::damaged where the checksum does not hold

    Result<Done> append(const SpoolRecord& record);  ///< synced when it returns
    Result<Done> for_each_record(
        const std::function<void(const SpoolRecord&)>& take) const;  ///< in append order
    std::string mended()
        const;  ///< what opening had to mend in the records, for the log; empty: nothing
    Result<Done> for_each_arrival(const std::function<void(const SpoolId&)>& take) const;

private:
    struct State;
    explicit Spool(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace shoujian

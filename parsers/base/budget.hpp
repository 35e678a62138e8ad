#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace shoujian {

/// Every bound on untrusted input: `[limits]` of shoujian.toml (CONTRACT.md §2). Bytes are bytes,
/// not characters.
struct Limits {
    std::uint64_t file_bytes = 50'000'000;       ///< one attachment
    std::uint64_t message_bytes = 100'000'000;   ///< one raw message
    std::uint32_t message_parts = 1000;          ///< MIME parts of a message
    std::uint64_t unpacked_bytes = 300'000'000;  ///< all that a message's archives produce
    std::uint32_t archive_entries = 1000;        ///< over all archives of a message
    std::uint32_t depth = 5;                     ///< archives in archives, mails in mails
    std::uint64_t xml_bytes = 32'000'000;        ///< one XML part of a Word file
    std::uint32_t pdf_pages = 30;                ///< pages of a PDF that are looked at
    std::uint64_t picture_pixels = 60'000'000;   ///< one picture
    std::chrono::seconds file_time{30};          ///< for one file in the reader
    bool operator==(const Limits&) const = default;
};

/// What one message may still use of its Limits. Whoever produces bytes, entries or levels takes
/// them here first; a refusal is the Problem `material.limit`. Counts what was produced, never what
/// a header claims.
class Budget {
public:
    explicit Budget(const Limits& limits)
        : limits_(limits),
          bytes_left_(limits.unpacked_bytes),
          entries_left_(limits.archive_entries),
          parts_left_(limits.message_parts) {}

    const Limits& limits() const { return limits_; }
    bool take_bytes(std::uint64_t count) { return take(bytes_left_, count); }
    bool take_entry() { return take(entries_left_, 1); }
    bool take_part() { return take(parts_left_, 1); }
    std::uint64_t bytes_left() const { return bytes_left_; }

private:
    static bool take(std::uint64_t& left, std::uint64_t count) {
        if (count > left) return false;
        left -= count;
        return true;
    }

    Limits limits_;
    std::uint64_t bytes_left_;
    std::uint64_t entries_left_;
    std::uint64_t parts_left_;
};

/// What one archive may still produce by its own size. Honest Word files grow 32 times at
/// most; a small one may grow as it likes.
class Expansion {
public:
    explicit Expansion(std::uint64_t packed_bytes)
        : left_(std::max(always, packed_bytes * most_ratio)) {}

    std::uint64_t left() const { return left_; }
    void take(std::uint64_t count) { left_ -= std::min(left_, count); }

private:
    static constexpr std::uint64_t always = 10 << 20, most_ratio = 200;
    std::uint64_t left_;
};

}  // namespace shoujian

#pragma once

#include "parsers/base/budget.hpp"
#include "rules/facts.hpp"
#include "rules/forms/form_reader.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace shoujian {

struct Submission;  // rules/cases/submission.hpp

/// The pipe between daemon and reader: frames of a four-byte little-endian length and that many
/// bytes, the first of which is the kind. Inside, integers are little-endian and fixed, strings and
/// lists are preceded by a four-byte count. Every length is compared with what is left before it is
/// used; strings must be valid UTF-8; enumerators must be known ones. The daemon treats what comes
/// from the reader as hostile.

/// Bound on one frame and on all frames of a message.
inline constexpr std::size_t max_frame_bytes = 4u << 20;
inline constexpr std::size_t max_answer_bytes = 16u << 20;

/// A run of the input file that the reader shall look at: the whole raw message, or one of several
/// files.
struct InputFile {
    std::string name;
    std::uint64_t offset = 0, length = 0;
    std::vector<std::uint32_t> pages;  ///< of a PDF, from 0: what the viewer shall look at
    bool operator==(const InputFile&) const = default;
};

/// What the daemon asks. is_message: the one input is a raw mail; else each input is an attachment.
struct ReadRequest {
    Limits limits;
    bool is_message = true;
    bool envelope_only = false;  ///< after a reader died before its first file
    std::vector<InputFile> inputs;
    std::vector<FormSpec> forms;
    std::vector<std::uint32_t>
        skip;  ///< ordinals of Opening frames on which an earlier reader died
    std::uint64_t arena_bytes = 0;
    bool operator==(const ReadRequest&) const = default;
};

/// Frames that come back, in order: Opening before each container or file is touched; then the Head
/// once; a Piece a file; at the end Finished. A stream that ends otherwise is a dead reader.
struct Opening {
    std::uint32_t ordinal = 0;
    std::string name;
    bool operator==(const Opening&) const = default;
};
struct Head {
    Envelope envelope;
    std::string text;
    std::vector<CloudLink> links;
    std::vector<Problem> problems;
    bool operator==(const Head&) const = default;
};
struct Finished {
    bool operator==(const Finished&) const = default;
};
using Frame = std::variant<Opening, Head, Piece, Finished>;

std::string encode(const ReadRequest& request);  ///< without the length
std::string encode(const Frame& frame);
std::string encode(const FileFacts& facts);
std::string encode(const Submission& submission);

/// nullopt: malformed. Nothing is allocated by a count that the bytes cannot hold.
std::optional<ReadRequest> decode_request(ByteSpan bytes);
std::optional<Frame> decode_frame(ByteSpan bytes);
std::optional<FileFacts> decode_facts(ByteSpan bytes);
std::optional<Submission> decode_submission(ByteSpan bytes);

}  // namespace shoujian

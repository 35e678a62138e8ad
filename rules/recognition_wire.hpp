#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/recognition/recogniser.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace shoujian {

/// The two pipes between daemon and recogniser, in the layout of rules/wire.hpp. The daemon sends a
/// four-byte length, that many bytes of request, then width × height bytes of grey; back comes a
/// four-byte length and an answer, which the daemon treats as hostile.

inline constexpr std::uint32_t most_recognition_pixels = 16'000'000;  ///< A4 at 340 dpi
inline constexpr std::uint32_t most_recognition_request = 1u << 16;   ///< bytes
inline constexpr std::uint32_t most_recognition_answer = 1u << 20;
inline constexpr std::size_t most_recognition_lines = 2'000;

enum class Recognise { page, line };

struct RecognitionRequest {
    Recognise what = Recognise::page;
    std::uint32_t width = 0, height = 0;
    Question question;  ///< of a page
    std::uint64_t pixels() const { return std::uint64_t{width} * height; }
};

/// Nothing read: the engine failed, on this page.
struct RecognitionAnswer {
    std::optional<PageText> text;  ///< for a line: it alone
    bool operator==(const RecognitionAnswer&) const = default;
};

std::string encode(const RecognitionRequest& request);  ///< without the length
std::string encode(const RecognitionAnswer& answer);

/// nullopt: malformed, or more pixels than are allowed.
std::optional<RecognitionRequest> decode_recognition_request(ByteSpan bytes);

/// nullopt: malformed, or a value that no page can have: places outside of it, more lines than
/// allowed, a confidence that is none.
std::optional<RecognitionAnswer> decode_recognition_answer(ByteSpan bytes);

}  // namespace shoujian

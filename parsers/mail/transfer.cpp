#include "parsers/mail/transfer.hpp"

#include "parsers/base/text.hpp"

#include <mimetic/codec/base64.h>
#include <mimetic/codec/qp.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

namespace shoujian {
namespace {

enum : unsigned char { other, blank, digit, padding };

constexpr std::array<unsigned char, 256> make_kinds() {
    std::array<unsigned char, 256> kinds{};
    for (std::size_t c = 0; c < kinds.size(); ++c) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (letter || (c >= '0' && c <= '9') || c == '+' || c == '/') kinds[c] = digit;
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') kinds[c] = blank;
        if (c == '=') kinds[c] = padding;
    }
    return kinds;
}
constexpr auto kinds = make_kinds();

unsigned char kind(char c) {
    return kinds[static_cast<unsigned char>(c)];
}

/// A back_inserter for bytes, as mimetic's codecs write their char_type.
class ByteInserter {
public:
    using iterator_category = std::output_iterator_tag;
    using value_type = void;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = void;
    explicit ByteInserter(std::vector<std::byte>& out) : out_(&out) {}
    ByteInserter& operator=(int value) {
        out_->push_back(static_cast<std::byte>(value));
        return *this;
    }
    ByteInserter& operator*() { return *this; }
    ByteInserter& operator++() { return *this; }
    ByteInserter& operator++(int) { return *this; }

private:
    std::vector<std::byte>* out_;
};

struct Line {
    std::size_t digits = 0;
    std::size_t paddings = 0;
    bool clean = true;  // base64 alone, from the first character to the last
    bool empty() const { return digits == 0 && paddings == 0 && clean; }
};

Line look_at(std::string_view line) {
    Line seen;
    bool begun = false, parted = false;
    for (const char c : line) {
        const unsigned char k = kind(c);
        seen.digits += k == digit ? 1 : 0;
        seen.paddings += k == padding ? 1 : 0;
        parted = parted || (k == blank && begun);
        begun = begun || k != blank;
        if (k == other || (k != blank && parted)) seen.clean = false;
    }
    return seen;
}

struct Base64Extent {
    std::size_t size = 0;    // of the text that is base64
    std::size_t digits = 0;  // in it
};

// Behind padding or a blank line only a line that is base64 throughout goes on; all else is a
// footer.
Base64Extent measure_base64(std::string_view body) {
    Base64Extent extent;
    bool may_have_ended = false, padded = false;
    std::size_t at = 0, width = 0;
    while (at < body.size()) {
        const std::size_t end = std::min(body.find('\n', at), body.size() - 1) + 1;
        const Line line = look_at(body.substr(at, end - at));
        if (line.empty()) {
            may_have_ended = may_have_ended || extent.digits > 0;
        } else {
            const bool whole = line.clean && (line.digits + line.paddings) % 4 == 0;
            // Some gateways put a blank line behind each, whatever the lines' width.
            if (width == 0) width = line.digits;
            const bool goes_on = !padded && line.clean && width % 4 != 0 && line.digits <= width;
            if (may_have_ended && !whole && !goes_on) return extent;
            may_have_ended = padded = line.paddings > 0;
            extent.digits += line.digits;
        }
        at = end;
        extent.size = at;
    }
    return extent;
}

// Some gateways name base64 and leave the text as it was: words have blanks between them, binary
// files have every byte. Damaged base64 has a stray character now and then.
bool is_base64(std::string_view text) {
    constexpr std::size_t enough = 4096, one_stray_in = 10;
    text = trim(text.substr(0, enough));
    std::size_t characters = 0, strays = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' || text[i] == '\n') continue;
        ++characters;
        const bool between_words =
            kind(text[i]) == blank && kind(text[i - 1]) != blank && kind(text[i + 1]) != blank;
        if (kind(text[i]) == other || between_words) ++strays;
    }
    return strays * one_stray_in <= characters;
}

// Groups are handed over one run at a time: padding in the middle (chunks encoded alone) begins a
// new run, and mimetic's decoder reads one byte past its table for some bytes, so it is shown none
// but the alphabet.
void decode_base64_into(std::string_view text, std::vector<std::byte>& out) {
    mimetic::Base64::Decoder decoder;
    ByteInserter to(out);
    for (const char c : text) {
        const unsigned char k = kind(c);
        if (k == digit) decoder.process(static_cast<unsigned char>(c), to);
        if (k == padding) {
            decoder.flush(to);
            decoder = mimetic::Base64::Decoder();
        }
    }
    decoder.flush(to);
}

// mimetic swallows a bare LF behind trailing blanks, so each line comes without them and with CRLF.
void decode_quoted_into(std::string_view text, std::vector<std::byte>& out) {
    mimetic::QP::Decoder decoder;
    ByteInserter to(out);
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t line_end = text.find('\n', at);
        const bool ended = line_end != std::string_view::npos;
        std::string_view line = text.substr(at, ended ? line_end - at : line_end);
        at = ended ? line_end + 1 : text.size();
        const std::size_t last = line.find_last_not_of(" \t\r");
        line = line.substr(0, last == std::string_view::npos ? 0 : last + 1);
        for (const char c : line) decoder.process(static_cast<unsigned char>(c), to);
        if (!ended) break;
        decoder.process('\r', to);
        decoder.process('\n', to);
    }
    decoder.flush(to);
}

}  // namespace

Coding coding_of(std::string_view label) {
    const std::string text = lower_ascii(label);
    if (text.find("base64") != std::string::npos) return Coding::base64;
    if (text.find("quoted") != std::string::npos) return Coding::quoted_printable;
    return Coding::identity;
}

bool is_all_base64(std::string_view body) {
    constexpr std::size_t shortest = 60;
    std::size_t length = 0, digits = 0, paddings = 0;
    bool ended = false;
    for (const std::string_view each : split(trim(body), '\n')) {
        const std::string_view text = trim(each);
        const Line line = look_at(text);
        if (ended || !line.clean || text.empty() || (length > 0 && text.size() > length))
            return false;
        ended = line.paddings > 0 || text.size() < length;
        if (length == 0) length = text.size();
        digits += line.digits;
        paddings += line.paddings;
    }
    return length >= shortest && paddings <= 2 && (digits + paddings) % 4 == 0;
}

std::optional<Bytes> decode_body(std::string_view body, Coding coding, std::uint64_t most) {
    const Base64Extent extent = coding == Coding::base64 ? measure_base64(body) : Base64Extent{};
    if (coding == Coding::base64 && !is_base64(body.substr(0, extent.size)))
        coding = Coding::identity;
    if (coding == Coding::identity) {
        if (body.size() > most) return std::nullopt;
        return Bytes::borrowed(as_bytes(body));
    }
    std::vector<std::byte> out;
    if (coding == Coding::base64) {
        const std::size_t size = extent.digits / 4 * 3 + extent.digits % 4;
        if (extent.digits / 4 * 3 > most) return std::nullopt;
        out.reserve(size);
        decode_base64_into(body.substr(0, extent.size), out);
    } else {
        // Escapes only shorten: what is longer than three times the bound cannot fit.
        if (body.size() / 3 > most) return std::nullopt;
        out.reserve(body.size());
        decode_quoted_into(body, out);
    }
    if (out.size() > most) return std::nullopt;
    return Bytes::owned(std::move(out));
}

std::string decode_base64_text(std::string_view text) {
    std::vector<std::byte> out;
    out.reserve(text.size() / 4 * 3 + 3);
    decode_base64_into(text, out);
    return std::string(as_text(out));
}

}  // namespace shoujian

#include "parsers/mail/encoded_words.hpp"

#include "parsers/base/bytes.hpp"
#include "parsers/base/charset.hpp"
#include "parsers/base/text.hpp"
#include "parsers/mail/transfer.hpp"

#include <algorithm>
#include <optional>

namespace shoujian {
namespace {

struct Word {
    std::string_view charset;
    char encoding = 'b';
    std::string_view text;
    std::size_t length = 0;
};

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_base64(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+'
           || c == '/' || c == '=' || c == ' ' || c == '\t';
}

// In Q text a raw "?" may stand before an encoded character ("what?=E4=BD=A0?="): that is no end.
std::size_t end_of_q(std::string_view text) {
    std::size_t at = text.find("?=");
    while (at != std::string_view::npos && at + 3 < text.size() && is_hex(text[at + 2])
           && is_hex(text[at + 3])) {
        const std::size_t next = text.find("?=", at + 2);
        if (next == std::string_view::npos
            || text.substr(at, next - at).find(' ') != std::string_view::npos) {
            return at;
        }
        at = next;
    }
    return at;
}

/// can_end: false where no "?=" comes any more, which need not be looked for again at each word.
std::optional<Word> word_at(std::string_view text, bool can_end) {
    constexpr std::size_t longest_charset = 60;
    if (!text.starts_with("=?")) return std::nullopt;
    const std::size_t mark = text.find('?', 2);
    if (mark == std::string_view::npos || mark > longest_charset || mark + 2 >= text.size()
        || text[mark + 2] != '?') {
        return std::nullopt;
    }
    Word word;
    word.charset = text.substr(2, mark - 2);
    word.charset = word.charset.substr(0, word.charset.find('*'));  // RFC 2231 5: a language
    word.encoding = static_cast<char>(text[mark + 1] | 0x20);
    if (word.encoding != 'b' && word.encoding != 'q') return std::nullopt;
    if (word.encoding == 'q' && !can_end) return std::nullopt;
    const std::size_t begin = mark + 3;
    const std::string_view rest = text.substr(begin);
    if (word.encoding == 'q') {
        const std::size_t end = end_of_q(rest);
        if (end == std::string_view::npos) return std::nullopt;
        word.text = rest.substr(0, end);
        word.length = begin + end + 2;
        return word;
    }
    const auto stop = std::ranges::find_if_not(rest, is_base64);
    std::size_t size = std::size_t(stop - rest.begin());
    std::size_t behind = 0;
    if (rest.substr(size).starts_with("?=")) {
        behind = 2;
    } else {  // cut off in transit: what is there is read up to the first blank
        size = std::min(size, std::min(rest.find(' '), rest.size()));
        if (size == 0) return std::nullopt;
    }
    word.text = rest.substr(0, size);
    word.length = begin + size + behind;
    return word;
}

std::string q_bytes(std::string_view text) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '=' && i + 2 < text.size() + 0 && is_hex(text[i + 1])
            && is_hex(text[i + 2])) {
            out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '_' ? ' ' : text[i];
        }
    }
    return out;
}

/// Words that follow each other in one charset are one run of bytes: senders split inside
/// characters, and some inside base64 groups.
class Run {
public:
    void add(const Word& word, std::string& out) {
        if (!equal_folded(word.charset, charset_) || !open_) flush(out);
        open_ = true;
        charset_ = word.charset;
        if (word.encoding == 'q') {
            close_base64();
            bytes_ += q_bytes(word.text);
            return;
        }
        const bool goes_on = base64_.size() % 4 != 0 && !base64_.ends_with('=');
        if (!goes_on) close_base64();
        for (const char c : word.text) {
            if (c != ' ' && c != '\t') base64_ += c;
        }
    }

    void flush(std::string& out) {
        close_base64();
        if (!bytes_.empty()) out += decode_text(as_bytes(bytes_), charset_);
        bytes_.clear();
        charset_ = {};
        open_ = false;
    }

    bool open() const { return open_; }

private:
    void close_base64() {
        bytes_ += decode_base64_text(base64_);
        base64_.clear();
    }

    bool open_ = false;
    std::string_view charset_;
    std::string bytes_;
    std::string base64_;
};

}  // namespace

std::size_t encoded_word_length(std::string_view text) {
    const std::optional<Word> word = word_at(text, true);
    return word ? word->length : 0;
}

std::string decode_words(std::string_view text) {
    std::string out;
    Run run;
    const std::size_t last_end = text.rfind("?=");
    const auto word_from = [&](std::size_t start) {
        return word_at(text.substr(start), last_end != std::string_view::npos && start < last_end);
    };
    std::size_t at = 0;
    while (at < text.size()) {
        if (const std::optional<Word> word = word_from(at)) {
            run.add(*word, out);
            at += word->length;
            continue;
        }
        std::size_t end = at;
        do {
            end = std::min(text.find("=?", end + 1), text.size());
        } while (end < text.size() && !word_from(end));
        const std::string_view plain = text.substr(at, end - at);
        const bool between = run.open() && end < text.size() && trim(plain).empty();
        if (!between) {  // RFC 2047 6.2: blanks between two words are none
            run.flush(out);
            out += decode_text(as_bytes(plain), "");
        }
        at = end;
    }
    run.flush(out);
    return out;
}

}  // namespace shoujian

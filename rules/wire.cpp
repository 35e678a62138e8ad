#include "rules/wire.hpp"

#include "parsers/base/text.hpp"
#include "rules/cases/submission.hpp"

#include <algorithm>
#include <bit>
#include <type_traits>

namespace shoujian {

namespace {

/// Appends values in the layout that wire.hpp describes.
class Writer {
public:
    template <class T>
    requires std::is_integral_v<T>
    void operator()(const T& value) {
        auto bits = static_cast<std::uint64_t>(value);
        for (std::size_t i = 0; i < sizeof(T); ++i, bits >>= 8)
            out_.push_back(static_cast<char>(bits & 0xFF));
    }
    template <class T>
    requires std::is_enum_v<T>
    void operator()(const T& value, T /*last*/) { (*this)(static_cast<std::uint8_t>(value)); }
    void operator()(const double& value) { (*this)(std::bit_cast<std::uint64_t>(value)); }
    void operator()(const std::string& value) {
        (*this)(static_cast<std::uint32_t>(value.size()));
        out_ += value;
    }
    void operator()(const Bytes& value) { (*this)(std::string(as_text(value))); }
    void operator()(const Sha256& value) { out_ += as_text(value); }
    void operator()(const std::chrono::seconds& value) { (*this)(value.count()); }
    template <class T>
    void operator()(const std::vector<T>& values) {
        (*this)(static_cast<std::uint32_t>(values.size()));
        for (const T& value : values) (*this)(value);
    }
    template <class T>
    void operator()(const std::optional<T>& value) {
        (*this)(value.has_value());
        if (value) (*this)(*value);
    }
    template <class... T>
    void operator()(const std::variant<T...>& value) {
        (*this)(static_cast<std::uint8_t>(value.index()));
        std::visit([this](const auto& one) { (*this)(one); }, value);
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(const T& value) {
        // One list of members serves both directions; the writing side never changes them.
        members(*this, const_cast<T&>(value));
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

/// Reads the same layout out of hostile bytes. After the first thing that does not hold, `good` is
/// false for ever.
class Reader {
public:
    explicit Reader(ByteSpan bytes) : text_(as_text(bytes)) {}
    bool complete() const { return good_ && at_ == text_.size(); }

    void operator()(bool& value) {
        std::uint8_t byte = 0;
        (*this)(byte);
        if (byte > 1) good_ = false;
        value = byte == 1;
    }
    template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) void operator()(T& value) {
        const std::string_view raw = take(sizeof(T));
        std::uint64_t bits = 0;
        for (std::size_t i = raw.size(); i-- > 0;)
            bits = (bits << 8) | static_cast<unsigned char>(raw[i]);
        value = static_cast<T>(bits);
    }
    template <class T>
    requires std::is_enum_v<T>
    void operator()(T& value, T last) {
        std::uint8_t number = 0;
        (*this)(number);
        if (number > static_cast<std::uint8_t>(last))
            good_ = false;
        else
            value = static_cast<T>(number);
    }
    void operator()(double& value) {
        std::uint64_t bits = 0;
        (*this)(bits);
        value = std::bit_cast<double>(bits);
        if (!(value >= -1e300 && value <= 1e300)) good_ = false;
    }
    void operator()(std::string& value) {
        const std::string_view raw = take(count(1));
        if (!is_valid_utf8(raw))
            good_ = false;
        else
            value = raw;
    }
    void operator()(Bytes& value) { value = Bytes::owned(std::string(take(count(1)))); }
    void operator()(Sha256& value) {
        const std::string_view raw = take(value.size());
        if (raw.size() == value.size()) std::ranges::copy(as_bytes(raw), value.begin());
    }
    void operator()(std::chrono::seconds& value) {
        std::chrono::seconds::rep number = 0;
        (*this)(number);
        value = std::chrono::seconds(number);
    }
    template <class T>
    void operator()(std::vector<T>& values) {
        // Every element takes at least one byte, so a count cannot make us allocate more than the
        // frame holds.
        const std::size_t size = count(1);
        for (std::size_t i = 0; good_ && i < size; ++i) (*this)(values.emplace_back());
    }
    template <class T>
    void operator()(std::optional<T>& value) {
        bool there = false;
        (*this)(there);
        if (good_ && there) (*this)(value.emplace());
    }
    template <class... T>
    void operator()(std::variant<T...>& value) {
        std::uint8_t index = 0;
        (*this)(index);
        if (index >= sizeof...(T)) good_ = false;
        if (good_) alternative<0>(value, index);
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(T& value) { members(*this, value); }

private:
    std::string_view take(std::size_t length) {
        if (!good_ || length > text_.size() - at_) {
            good_ = false;
            return {};
        }
        at_ += length;
        return text_.substr(at_ - length, length);
    }
    std::size_t count(std::size_t least_bytes_each) {
        std::uint32_t number = 0;
        (*this)(number);
        if (number > (text_.size() - at_) / least_bytes_each) good_ = false;
        return good_ ? number : 0;
    }
    template <std::size_t I, class... T>
    void alternative(std::variant<T...>& value, std::size_t index) {
        if (index == I)
            (*this)(value.template emplace<I>());
        else if constexpr (I + 1 < sizeof...(T))
            alternative<I + 1>(value, index);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool good_ = true;
};

// The members of each struct, once, for both directions.
template <class V>
void members(V& v, Problem& x) {
    v(x.code), v(x.where), v(x.detail);
}
template <class V>
void members(V& v, Address& x) {
    v(x.name), v(x.address);
}
template <class V>
void members(V& v, Automatic& x) {
    v(x.reason), v(x.weak);
}
template <class V>
void members(V& v, CloudLink& x) {
    v(x.host), v(x.name), v(x.expiry);
}
template <class V>
void members(V& v, MethodResult& x) {
    v(x.method), v(x.result), v(x.domain);
}
template <class V>
void members(V& v, AuthenticationResults& x) {
    v(x.server), v(x.methods), v(x.beside_receipt);
}
template <class V>
void members(V& v, Envelope& x) {
    v(x.message_id), v(x.references), v(x.from), v(x.reply_to), v(x.to), v(x.subject), v(x.date);
    v(x.automatic), v(x.own_tokens), v(x.authentication), v(x.bounced);
}
template <class V>
void members(V& v, View& x) {
    v(x.name), v(x.offset), v(x.length), v(x.digest);
}
template <class V>
void members(V& v, RawField& x) {
    v(x.id), v(x.value), v(x.place), v(x.rule), v(x.confidence), v(x.alternatives);
}
/// Indexes are 64 bits on the wire whatever the machine has.
template <class V>
void indexes(V& v, std::vector<std::size_t>& values) {
    std::vector<std::uint64_t> wide(values.begin(), values.end());
    v(wide);
    values.assign(wide.begin(), wide.end());
}
template <class V>
void members(V& v, FormFacts& x) {
    v(x.call), v(x.form), v(x.blank), v(x.fields);
    indexes(v, x.pictures);
}
template <class V>
void members(V& v, PictureFacts& x) {
    v(x.view), v(x.format), v(x.width_px), v(x.height_px), v(x.cropped);
}
template <class V>
void members(V& v, WordFacts& x) {
    v(x.forms), v(x.pictures), v(x.looks_like_form), v(x.heading), v(x.hidden_text), v(x.tracked);
}
template <class V>
void members(V& v, ScanFacts& x) {
    v(x.pages), v(x.is_scan), v(x.seal, Seen::unsure), v(x.dpi), v(x.text), v(x.looked);
}
template <class V>
void members(V& v, OtherFacts& x) {
    v(x.kind);
}
template <class V>
void members(V& v, ForeignFacts& x) {
    v(x.kind, ForeignKind::works);
}
template <class V>
void members(V&, NoFacts&) {}
template <class V>
void members(V& v, FileFacts& x) {
    v(x.content), v(x.problems);
}
template <class V>
void members(V& v, Piece& x) {
    v(x.file), v(x.facts), v(x.inline_part);
}
template <class V>
void members(V& v, Identity& x) {
    v(x.call), v(x.form), v(x.candidate), v(x.unit);
}
template <class V>
void members(V& v, Submission& x) {
    v(x.who), v(x.pieces), v(x.problems), v(x.doubtful);
}
template <class V>
void members(V& v, InputFile& x) {
    v(x.name), v(x.offset), v(x.length);
}
template <class V>
void members(V& v, FieldSpec& x) {
    v(x.id), v(x.labels), v(x.group), v(x.type), v(x.is_long), v(x.options);
}
template <class V>
void members(V& v, FormSpec& x) {
    v(x.call), v(x.form), v(x.titles), v(x.fields), v(x.blank);
}
template <class V>
void members(V& v, Limits& x) {
    v(x.file_bytes), v(x.message_bytes), v(x.message_parts), v(x.unpacked_bytes);
    v(x.archive_entries), v(x.depth), v(x.xml_bytes), v(x.pdf_pages), v(x.picture_pixels);
    v(x.file_time);
}
template <class V>
void members(V& v, ReadRequest& x) {
    v(x.limits), v(x.is_message), v(x.envelope_only), v(x.inputs), v(x.forms), v(x.skip);
    v(x.arena_bytes);
}
template <class V>
void members(V& v, Opening& x) {
    v(x.ordinal), v(x.name);
}
template <class V>
void members(V& v, Head& x) {
    v(x.envelope), v(x.text), v(x.links), v(x.problems);
}
template <class V>
void members(V&, Finished&) {}

template <class T>
std::string encoded(const T& value) {
    Writer writer;
    writer(value);
    return writer.take();
}

template <class T>
std::optional<T> decoded(ByteSpan bytes) {
    Reader reader(bytes);
    T value;
    reader(value);
    if (!reader.complete()) return std::nullopt;
    return value;
}

}  // namespace

std::string encode(const ReadRequest& request) {
    return encoded(request);
}
std::string encode(const Frame& frame) {
    return encoded(frame);
}
std::string encode(const FileFacts& facts) {
    return encoded(facts);
}
std::string encode(const Submission& submission) {
    return encoded(submission);
}

std::optional<ReadRequest> decode_request(ByteSpan bytes) {
    return decoded<ReadRequest>(bytes);
}
std::optional<Frame> decode_frame(ByteSpan bytes) {
    return decoded<Frame>(bytes);
}
std::optional<FileFacts> decode_facts(ByteSpan bytes) {
    return decoded<FileFacts>(bytes);
}
std::optional<Submission> decode_submission(ByteSpan bytes) {
    return decoded<Submission>(bytes);
}

}  // namespace shoujian

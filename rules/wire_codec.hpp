#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/text.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace shoujian {

/// The layout that rules/wire.hpp describes, for any struct with a function
/// `members(V& v, Struct& x)` beside it, in this namespace, which calls v(x.member) for each.

/// Appends values in the layout that rules/wire.hpp describes.
class WireWriter {
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
class WireReader {
public:
    explicit WireReader(ByteSpan bytes) : text_(as_text(bytes)) {}
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

/// A value as bytes; and back, or nothing where any of them do not fit.
template <class T>
std::string wire_encoded(const T& value) {
    WireWriter writer;
    writer(value);
    return writer.take();
}

template <class T>
std::optional<T> wire_decoded(ByteSpan bytes) {
    WireReader reader(bytes);
    T value;
    reader(value);
    if (!reader.complete()) return std::nullopt;
    return value;
}

}  // namespace shoujian

#include "rules/recognition_wire.hpp"

#include "parsers/base/text.hpp"
#include "rules/wire_codec.hpp"

#include <algorithm>

namespace shoujian {

template <class V>
void members(V& v, Question& x) {
    v(x.wanted);
}
template <class V>
void members(V& v, RecognitionRequest& x) {
    v(x.what, Recognise::line), v(x.width), v(x.height), v(x.question);
}
template <class V>
void members(V& v, PagePlace& x) {
    v(x.left), v(x.top), v(x.width), v(x.height);
}
template <class V>
void members(V& v, TextLine& x) {
    v(x.text), v(x.confidence), v(x.sure), v(x.place);
}
template <class V>
void members(V& v, PageText& x) {
    v(x.lines), v(x.turned), v(x.skew_degrees), v(x.complete);
}
template <class V>
void members(V& v, RecognitionAnswer& x) {
    v(x.text);
}

namespace {

constexpr int whole_page = 10'000;

bool is_stretch(int from, int length) {
    return from >= 0 && from <= whole_page && length >= 0 && length <= whole_page - from;
}

bool is_possible(const TextLine& line) {
    const PagePlace& place = line.place;
    return line.confidence >= 0 && line.confidence <= 1
           && std::ranges::all_of(line.sure, [](std::uint8_t one) { return one <= 100; })
           && line.sure.size() == length(line.text) && is_stretch(place.left, place.width)
           && is_stretch(place.top, place.height);
}

bool is_possible(const PageText& text) {
    return text.lines.size() <= most_recognition_lines && text.turned >= 0 && text.turned <= 3
           && text.skew_degrees >= -45 && text.skew_degrees <= 45
           && std::ranges::all_of(text.lines,
                                  [](const TextLine& line) { return is_possible(line); });
}

}  // namespace

std::string encode(const RecognitionRequest& request) {
    return wire_encoded(request);
}
std::string encode(const RecognitionAnswer& answer) {
    return wire_encoded(answer);
}

std::optional<RecognitionRequest> decode_recognition_request(ByteSpan bytes) {
    auto out = wire_decoded<RecognitionRequest>(bytes);
    if (out && (out->pixels() == 0 || out->pixels() > most_recognition_pixels)) return std::nullopt;
    return out;
}

std::optional<RecognitionAnswer> decode_recognition_answer(ByteSpan bytes) {
    auto out = wire_decoded<RecognitionAnswer>(bytes);
    if (out && out->text && !is_possible(*out->text)) return std::nullopt;
    return out;
}

}  // namespace shoujian

#include "rules/recognition_wire.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

RecognitionAnswer sample() {
    return {PageText{
        {{"姓名：林小满", 0.9, {90, 91, 92, 93, 94, 95}, {100, 200, 3000, 400}}}, 1, -1.5, true}};
}

template <class Change>
bool is_taken(Change change) {
    RecognitionAnswer answer = sample();
    change(answer.text->lines.front(), *answer.text);
    return decode_recognition_answer(as_bytes(encode(answer))).has_value();
}

}  // namespace

TEST_CASE("an answer crosses the pipe as it was, and a page that could not be read too") {
    CHECK(decode_recognition_answer(as_bytes(encode(sample()))) == sample());
    CHECK(decode_recognition_answer(as_bytes(encode(RecognitionAnswer{}))) == RecognitionAnswer{});
}

TEST_CASE("an answer that no page can give is refused") {
    CHECK(is_taken([](TextLine&, PageText&) {}));
    CHECK_FALSE(is_taken([](TextLine& line, PageText&) { line.place.left = -1; }));
    CHECK_FALSE(is_taken([](TextLine& line, PageText&) { line.place.width = 9'901; }));
    CHECK_FALSE(is_taken([](TextLine& line, PageText&) { line.place.height = -1; }));
    CHECK_FALSE(is_taken([](TextLine& line, PageText&) { line.place.top = 2'000'000'000; }));
    CHECK_FALSE(is_taken([](TextLine& line, PageText&) { line.confidence = 1.01; }));
    CHECK_FALSE(is_taken([](TextLine& line, PageText&) { line.confidence = -0.5; }));
    CHECK_FALSE(is_taken([](TextLine& line, PageText&) { line.sure.front() = 101; }));
    CHECK_FALSE(is_taken([](TextLine& line, PageText&) { line.sure.pop_back(); }));
    CHECK_FALSE(
        is_taken([](TextLine& line, PageText&) { line.text = "\xff\xfe\xfd\xfc\xfb\xfa"; }));
    CHECK_FALSE(is_taken([](TextLine&, PageText& page) { page.turned = 4; }));
    CHECK_FALSE(is_taken([](TextLine&, PageText& page) { page.skew_degrees = 90; }));
    CHECK_FALSE(
        is_taken([](TextLine&, PageText& page) { page.lines.resize(most_recognition_lines + 1); }));
}

TEST_CASE("an answer cut anywhere, or with something behind it, is refused") {
    const std::string whole = encode(sample());
    for (std::size_t i = 0; i < whole.size(); ++i)
        CHECK_FALSE(decode_recognition_answer(as_bytes(std::string_view(whole).substr(0, i))));
    CHECK_FALSE(decode_recognition_answer(as_bytes(whole + "x")));
}

TEST_CASE("a request for no pixels, or for more than allowed, is none") {
    const auto asked = [](std::uint32_t width, std::uint32_t height) {
        const RecognitionRequest request{Recognise::page, width, height, {{"林小满"}}};
        return decode_recognition_request(as_bytes(encode(request)));
    };
    REQUIRE(asked(1240, 1754));
    CHECK(asked(1240, 1754)->question.wanted == std::vector<std::string>{"林小满"});
    CHECK(asked(4000, 4000));
    CHECK_FALSE(asked(4001, 4000));
    CHECK_FALSE(asked(0, 4000));
    CHECK_FALSE(asked(0xFFFFFFFF, 0xFFFFFFFF));
}

#include "parsers/mail/transfer.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

std::string decoded(const std::string& body, Coding coding) {
    const auto bytes = decode_body(body, coding, 1000);
    return bytes ? std::string(as_text(*bytes)) : "(too large)";
}

}  // namespace

TEST_CASE("base64 is decoded as it is sent, and ends before what was put below it") {
    const auto [body, text] = GENERATE(table<std::string, std::string>({
        {"aGVsbG8=", "hello"},
        {"aGVs\r\nbG8=\r\n", "hello"},
        {"aGVsbG8", "hello"},
        {" aGVs \n bG8= \n", "hello"},
        {"aGVsbG8=aGVsbG8=", "hellohello"},
        {"aGVsbG8gd29ybGQsIGhlbGxvIHdvcmxk==\nand more\n", "hello world, hello world"},
        {"aGVsbG8=\r\n_______\r\nlist@example.cn\r\n", "hello"},
        {"aGVs*bG8gd29ybGQs", "hello world,"},
        {"aGVsb\r\n\r\nG8gd2\r\n\r\n9ybGQ\r\n\r\ns\r\n", "hello world,"},  // blank lines, odd width
        {"", ""},
    }));
    CAPTURE(body);
    CHECK(decoded(body, Coding::base64) == text);
}

TEST_CASE("what is called base64 and is none is left as it is") {
    const auto* const body = GENERATE("... some words, not encoded ...", "?garbage",
                                      "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "您好，请查收");
    CAPTURE(body);
    CHECK(decoded(body, Coding::base64) == body);
    CHECK(decode_body(std::string(1001, '?'), Coding::base64, 1000) == std::nullopt);
}

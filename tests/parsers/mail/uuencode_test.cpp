#include "parsers/mail/uuencode.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

struct Taken {
    std::string rest;
    std::vector<std::string> names, contents;
};

Taken taken(std::string text) {
    Taken out;
    for (const UuFile& one : take_uuencoded(text)) {
        out.names.push_back(one.name);
        out.contents.emplace_back(as_text(one.bytes));
    }
    out.rest = std::move(text);
    return out;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("files in a text are taken out, and the text around them stays") {
    const Taken out = taken(
        "hello\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nbetween\r\n"
        "begin 0755 a b.txt\r\n%:&5L;&\\ \r\n \r\nend\r\nbye\r\n");
    CHECK(out.names == Words{"cat.txt", "a b.txt"});
    CHECK(out.contents == Words{"Cat", "hello"});
    CHECK(out.rest == "hello\r\nbetween\r\nbye\r\n");
}

TEST_CASE("a file that is cut off is given as far as it goes") {
    const std::string text = GENERATE(as<std::string>(), "begin 644 a\n#0V%T\n",
                                      "begin 644 a\n#0V%T", "begin 644 a\n#0V%T\nno data 中\n");
    CAPTURE(text);
    CHECK(taken(text).contents == Words{"Cat"});
}

TEST_CASE("blanks that were lost at a line's end, and a checksum behind it, cost nothing") {
    const auto [line, content] = GENERATE(table<std::string, std::string>({
        {"#0V%T", "Cat"},
        {"#0V%TA", "Cat"},
        {"\"0V$", "Ca"},
        {"#", std::string(3, '\0')},
    }));
    CAPTURE(line);
    CHECK(taken("begin 644 a\n" + line + "\n`\nend\n").contents == Words{content});
}

TEST_CASE("words of people that begin so are no file") {
    const std::string text =
        GENERATE(as<std::string>(), "begin", "begin 644", "begin 644 \n#0V%T\nend\n",
                 "begin 644 work\nend\n", "begin 644 work on it\n请查收\n", "begin 999 x\n#0V%T\n",
                 "begin at nine\n#0V%T\n", " begin 644 a\n#0V%T\n", "begin 644 a\n#0V%T0V%T0V%T\n");
    CAPTURE(text);
    const Taken out = taken(text);
    CHECK(out.names.empty());
    CHECK(out.rest == text);
}

#include "parsers/base/instant.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

TEST_CASE("RFC 3339 is read with any offset and printed in ours") {
    const auto [written, expected] = GENERATE(table<std::string, std::string>({
        {"2020-05-15T23:59:59+08:00", "2020-05-15T23:59:59+08:00"},
        {"2020-05-15T15:59:59Z", "2020-05-15T23:59:59+08:00"},
        {"2020-05-15 11:29:59.123-04:30", "2020-05-15T23:59:59+08:00"},
        {"2020-02-29T00:00:00+08:00", "2020-02-29T00:00:00+08:00"},
    }));
    CAPTURE(written);
    const auto instant = parse_rfc3339(written);
    REQUIRE(instant);
    CHECK(format_rfc3339(*instant) == expected);
}

TEST_CASE("what is no RFC 3339 time is refused, not guessed") {
    const std::string written =
        GENERATE(as<std::string>{}, "", "2020-05-15", "2020-13-01T00:00:00Z",
                 "2019-02-29T00:00:00Z", "2020-05-15T24:00:00Z", "2020-05-15T10:00:00",
                 "2020-05-15T10:00:00+8", "2020-05--1T10:00:00Z");
    CAPTURE(written);
    CHECK_FALSE(parse_rfc3339(written));
}

TEST_CASE("INTERNALDATE is read as servers write it") {
    CHECK(parse_internaldate("15-May-2020 23:59:59 +0800")
          == parse_rfc3339("2020-05-15T23:59:59+08:00"));
    CHECK(parse_internaldate(" 5-May-2020 00:00:00 +0000")
          == parse_rfc3339("2020-05-05T00:00:00Z"));
    CHECK_FALSE(parse_internaldate("15-Mai-2020 23:59:59 +0800"));
    CHECK_FALSE(parse_internaldate("yesterday"));
}

TEST_CASE("a moment is told to people and to mail programs in the zone of the call") {
    const Instant at = *parse_rfc3339("2020-05-15T16:00:00Z");
    CHECK(format_chinese(at) == "2020年5月16日 00:00:00");
    CHECK(format_rfc5322(at) == "Sat, 16 May 2020 00:00:00 +0800");
    CHECK(format_iso(local_day(at, ZoneOffset{0})) == "2020-05-15");
}

#include "parsers/files/zip_archive.hpp"

#include "tests/build/zip_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

TEST_CASE("names in a zip are read in the charset that they were written in, and made safe") {
    const auto [zip, expected] = GENERATE(table<ZipBuilder, std::string>({
        {ZipBuilder().add("推荐表.docx", "x"), "推荐表.docx"},
        {ZipBuilder().raw_name(to_gbk("推荐表.docx"), "x"), "推荐表.docx"},
        {ZipBuilder().raw_name("推荐表.docx", "x"), "推荐表.docx"},
        {ZipBuilder().add("../../etc/passwd", "x"), "etc/passwd"},
        {ZipBuilder().add("C:\\材料\\表.docx", "x"), "材料/表.docx"},
    }));
    const std::string bytes = zip.bytes();
    const ZipArchive archive(as_bytes(bytes), 10);
    REQUIRE(archive.entries().size() == 1);
    CHECK(archive.entries()[0].name == expected);
}

TEST_CASE("an entry is counted by what it produces") {
    const std::string bytes = ZipBuilder().add("a", std::string(1'000'000, '\0')).bytes();
    const ZipArchive archive(as_bytes(bytes), 10);
    Limits limits;
    limits.unpacked_bytes = GENERATE(999'999U, 1'000'000U);
    Budget budget{limits};
    Bytes out;
    const auto outcome = archive.read(archive.entries()[0], 50'000'000, budget, out);
    CHECK((outcome == ZipArchive::Read::ok) == (limits.unpacked_bytes == 1'000'000));
}

TEST_CASE("an encrypted entry is told, a lost directory is a broken archive") {
    const auto cipher = GENERATE(ZipBuilder::Cipher::traditional, ZipBuilder::Cipher::aes);
    const std::string bytes = ZipBuilder().encrypted("a", "secret", cipher).bytes();
    const ZipArchive archive(as_bytes(bytes), 10);
    REQUIRE(archive.entries().size() == 1);
    CHECK(archive.entries()[0].encrypted);
    const std::string cut = ZipBuilder().add("a", std::string(500, 'x')).bytes().substr(0, 40);
    CHECK(ZipArchive(as_bytes(cut), 10).state() == ZipArchive::State::broken);
}

TEST_CASE("entries that share their bytes are refused") {
    std::string bytes = ZipBuilder().stored("a", "xx").stored("b", "yy").bytes();
    const std::size_t second = bytes.rfind("PK\x01\x02");
    for (std::size_t i = 42; i < 46; ++i) bytes[second + i] = '\0';
    CHECK(ZipArchive(as_bytes(bytes), 10).state() == ZipArchive::State::bomb);
}

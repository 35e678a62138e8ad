#include "parsers/files/zip_archive.hpp"

#include "parsers/files/kind.hpp"
#include "tests/build/raw_zip_builder.hpp"
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

namespace {

std::vector<std::string> names(const std::string& bytes) {
    std::vector<std::string> found;
    const ZipArchive archive(as_bytes(bytes), 100);
    for (const ZipEntry& entry : archive.entries())
        if (!entry.folder) found.push_back(entry.name);
    return found;
}

std::string content(const std::string& bytes) {
    ZipArchive archive(as_bytes(bytes), 10);
    REQUIRE(archive.state() == ZipArchive::State::ok);
    REQUIRE(archive.entries().size() == 1);
    Budget budget{Limits{}};
    Bytes out;
    REQUIRE(archive.read(archive.entries()[0], 50'000'000, budget, out) == EntryRead::ok);
    return std::string(as_text(out));
}

/// A zip with one name that is flagged as UTF-8.
std::string flagged(const std::string& name) {
    RawZipBuilder::Entry entry;
    entry.name = name;
    entry.flags = 0x800;
    return RawZipBuilder().add(entry).bytes();
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a name's charset is told by its flag, its Unicode field, or its bytes") {
    // 0x5C is the second byte of many characters of GBK: 誠 is D55C, 珄 is AB5C.
    const std::string gbk = to_gbk("誠\\珄.doc");
    CHECK(names(RawZipBuilder().add(gbk, "x").bytes()) == Texts{"誠/珄.doc"});
    CHECK(names(RawZipBuilder().add(to_gbk("誠"), "x").bytes()) == Texts{"誠"});
    RawZipBuilder::Entry winrar{to_gbk("表.doc"), "x"};
    winrar.extra = unicode_path(winrar.name, "推荐表.doc");
    CHECK(names(RawZipBuilder().add(winrar).bytes()) == Texts{"推荐表.doc"});
    // The field is for a name that was changed since: the checksum says so.
    winrar.extra = unicode_path("other", "推荐表.doc");
    CHECK(names(RawZipBuilder().add(winrar).bytes()) == Texts{"表.doc"});
    CHECK(names(flagged("\u00E9t\u00E9.doc")) == Texts{"été.doc"});
    CHECK(names(RawZipBuilder().add("材料/", "").add("材料/表.doc", "x").bytes())
          == Texts{"材料/表.doc"});
}

TEST_CASE("a name is shown without what hides, turns or breaks it") {
    const auto [raw, shown] = GENERATE(table<std::string, std::string>({
        {"\u202Excod.exe", "xcod.exe"},
        {"a\u2066b\u2069\u200B.doc", "ab.doc"},
        {"a\r\nb.doc", "ab.doc"},
        {"//server/share/a.doc", "server/share/a.doc"},
        {"a/./b/../c.doc", "a/b/c.doc"},
        {"C:/a.doc", "a.doc"},
    }));
    CHECK(names(flagged(raw)) == Texts{shown});
    CHECK(names(RawZipBuilder().add("a\x1B[31m.doc", "x").bytes()) == Texts{"a[31m.doc"});
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "d/";
    CHECK(names(RawZipBuilder().add(deep + "a.doc", "x").bytes()).at(0).size() == 31 * 2 + 5);
}

TEST_CASE("zip64, sizes behind the data, bytes before and after: the same file comes out") {
    RawZipBuilder::Entry plain{"a.txt", "text"}, large = plain, streamed = plain;
    large.zip64 = true;
    streamed.flags = 8;
    const std::string prefix(1000, '\x90');
    const auto bytes = GENERATE_COPY(values<std::string>({
        RawZipBuilder().add(large).bytes(),
        RawZipBuilder().add(large).zip64_end().bytes(),
        prefix + RawZipBuilder().add(large).zip64_end().bytes(),
        RawZipBuilder().add(streamed).bytes(),
        "MZ" + prefix + RawZipBuilder().add(plain).bytes(),
        RawZipBuilder().add(plain).bytes() + std::string(100'000, '\0'),
        prefix + RawZipBuilder().add(plain).bytes() + "\r\n",
        RawZipBuilder().add(plain).comment("PK\x05\x06" + std::string(30, 'c')).bytes(),
    }));
    CHECK(kind_of(as_bytes(bytes)) == FileKind::zip);
    CHECK(content(bytes) == "text");
}

TEST_CASE("entries that share bytes are refused in zip64 too, and so are many that overlap") {
    RawZipBuilder::Entry one{"a", "text"}, twin{"b", "text"};
    one.zip64 = twin.zip64 = true;
    twin.same_as = 0;
    const std::string same = RawZipBuilder().add(one).add(twin).zip64_end().bytes();
    CHECK(ZipArchive(as_bytes(same), 10).state() == ZipArchive::State::bomb);
    // Fifield's: the data of each is the local headers of all that follow.
    RawZipBuilder nested;
    for (int i = 0; i < 20; ++i) nested.add(std::to_string(i), "x");
    std::string overlapping = nested.bytes();
    std::size_t at = overlapping.find("PK\x01\x02");
    for (int i = 0; i < 20; ++i, at = overlapping.find("PK\x01\x02", at + 1))
        overlapping.replace(at + 20, 4, little(500, 4));
    CHECK(ZipArchive(as_bytes(overlapping), 100).state() == ZipArchive::State::bomb);
}

TEST_CASE("sixty thousand entries are counted, not read") {
    RawZipBuilder many;
    for (int i = 0; i < 60'000; ++i) many.add(std::to_string(i), "");
    const std::string bytes = many.bytes();
    const ZipArchive archive(as_bytes(bytes), 1001);
    CHECK(archive.state() == ZipArchive::State::crowded);
    CHECK(archive.entries().size() == 1001);
}

TEST_CASE("an unknown method, a wrong checksum, a size that lies are told apart") {
    const auto outcome = [](const RawZipBuilder::Entry& entry) {
        const std::string bytes = RawZipBuilder().add(entry).bytes();
        ZipArchive archive(as_bytes(bytes), 10);
        REQUIRE(archive.entries().size() == 1);
        Budget budget{Limits{}};
        Bytes out;
        return archive.read(archive.entries()[0], 1000, budget, out);
    };
    RawZipBuilder::Entry entry{"a", "text"};
    CHECK(outcome(entry) == EntryRead::ok);
    entry.spoilt = true;
    CHECK(outcome(entry) == EntryRead::broken);
    entry.spoilt = false;
    entry.method = little(9, 2);  // Deflate64
    CHECK(outcome(entry) == EntryRead::unsupported);
}

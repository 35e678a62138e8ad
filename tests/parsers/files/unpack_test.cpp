#include "parsers/files/unpack.hpp"

#include "tests/build/docx_builder.hpp"
#include "tests/build/packed_builder.hpp"
#include "tests/build/rar_builder.hpp"
#include "tests/build/zip_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Unpacked unpacked(
    const std::string& bytes,
    const Limits& limits = {},
    const MayOpen& may_open = [](std::string_view) { return true; }) {
    Budget budget{limits};
    return unpack({{"材料.zip", Bytes::owned(bytes), "", false, ""}}, budget, may_open);
}

}  // namespace

TEST_CASE("archives in archives become files, a Word file stays one, litter goes") {
    const std::string form = DocxBuilder().paragraph("表").bytes();
    const std::string inner = ZipBuilder().add("表.docx", form).add(".DS_Store", "x").bytes();
    const Unpacked out = unpacked(
        ZipBuilder().add("内.zip", inner).add("__MACOSX/._a", "x").add("注.txt", "x").bytes());
    REQUIRE(out.files.size() == 2);
    CHECK(out.files[0].name == "材料.zip/内.zip/表.docx");
    CHECK(out.files[0].bytes == Bytes::owned(form));
    CHECK(out.files[1].name == "材料.zip/注.txt");
    CHECK(out.problems.empty());
}

TEST_CASE("what cannot be opened is told, and the rest goes on") {
    const auto [zip, code] = GENERATE(table<ZipBuilder, std::string>({
        {ZipBuilder().encrypted("a.docx", "x"), "material.encrypted"},
        {ZipBuilder().add("a.rar", "Rar!\x1A\x07\x01"), "material.unreadable"},
        {ZipBuilder().add("~$表.docx", std::string(162, '\1')), "material.temporary"},
        {ZipBuilder().add("a.docx", ""), "material.unreadable"},
        {ZipBuilder().add("~$表.docx", ""), "material.temporary"},
    }));
    ZipBuilder with_rest = zip;
    const Unpacked out = unpacked(with_rest.add("b.txt", "text").bytes());
    REQUIRE(out.problems.size() == 1);
    CHECK(out.problems[0].code == code);
    REQUIRE(out.files.size() == 1);
    CHECK(out.files[0].name == "材料.zip/b.txt");
}

TEST_CASE("the bounds of depth, entries and bytes hold, and a container may be left closed") {
    Limits limits;
    limits.depth = 2;
    std::string nested = ZipBuilder().add("a.txt", "text").bytes();
    for (int i = 0; i < 3; ++i) nested = ZipBuilder().add("z.zip", nested).bytes();
    CHECK(unpacked(nested, limits).problems.at(0).code == "material.limit");
    limits = {};
    limits.archive_entries = 1;
    const std::string two = ZipBuilder().add("a.txt", "text").add("b.txt", "text").bytes();
    CHECK(unpacked(two, limits).problems.at(0).code == "material.limit");
    limits = {};
    limits.unpacked_bytes = 5;
    CHECK(unpacked(two, limits).problems.at(0).code == "material.limit");
    CHECK(unpacked(two, {}, [](std::string_view) { return false; }).files.empty());
}

TEST_CASE("an archive in which no file is is told to be empty, and not to be damaged") {
    const std::string bytes =
        GENERATE(as<std::string>(), std::string("PK\x05\x06", 4) + std::string(18, '\0'),
                 ZipBuilder().add("照片/", "").bytes(), ZipBuilder().directory("leer/").bytes(),
                 ZipBuilder().add("__MACOSX/._a", "x").bytes(),
                 RarBuilder(RarBuilder::Version::four).bytes(),
                 RarBuilder(RarBuilder::Version::five).bytes(),
                 PackedBuilder(PackedBuilder::Format::seven_zip).bytes());
    CAPTURE(bytes.size());
    const Unpacked out = unpacked(bytes);
    CHECK(out.files.empty());
    REQUIRE(out.problems.size() == 1);
    CAPTURE(out.problems[0].detail);
    CHECK(out.problems[0].code == "material.empty");
    CHECK(out.problems[0].where == "材料.zip");
}

TEST_CASE("the beginning of an archive and no more is a file like any other, or a broken one") {
    for (const std::string whole :
         {"BZh91AY&SY", "PK\x03\x04\x14", "Rar!\x1A\x07\x01", "7z\xBC\xAF\x27\x1C", "\x1F\x8B\x08",
          "ustar", "MSCF", "\xFD\x37zXZ", "\x28\xB5\x2F\xFD", "x--lh5-"}) {
        for (std::size_t length = 1; length <= whole.size(); ++length) {
            CAPTURE(whole, length);
            Budget budget(Limits{});
            std::vector<File> files{{"x", Bytes::owned(whole.substr(0, length)), "", false, ""}};
            const Unpacked out = unpack(std::move(files), budget, [](auto) { return true; });
            CHECK(out.files.size() + out.problems.size() >= 1);
        }
    }
}

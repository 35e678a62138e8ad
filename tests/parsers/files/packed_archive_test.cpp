#include "parsers/files/packed_archive.hpp"

#include "parsers/files/rar_headers.hpp"
#include "parsers/files/unpack.hpp"
#include "tests/build/packed_builder.hpp"
#include "tests/build/rar_builder.hpp"
#include "tests/build/raw_zip_builder.hpp"
#include "tests/build/zip_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

using Version = RarBuilder::Version;
using Format = PackedBuilder::Format;

Unpacked unpacked(const std::string& bytes, const std::string& name, const Limits& limits = {}) {
    Budget budget{limits};
    std::vector<File> files;
    files.push_back({name, Bytes::owned(bytes), "", false, ""});
    return unpack(std::move(files), budget, [](std::string_view) { return true; });
}

std::vector<std::string> names(const Unpacked& out) {
    std::vector<std::string> found;
    for (const File& file : out.files) found.push_back(file.name);
    return found;
}

/// code and place of every problem.
std::vector<std::string> problems(const Unpacked& out) {
    std::vector<std::string> found;
    for (const Problem& problem : out.problems) found.push_back(problem.code + " " + problem.where);
    return found;
}

using Texts = std::vector<std::string>;

RarBuilder rar(Version version, RarBuilder::Entry entry) {
    return RarBuilder(version).add(std::move(entry)).add("后.txt", "after");
}

}  // namespace

TEST_CASE("rar, rar5, 7z and tar become files, their names in Chinese, folders and litter gone") {
    const auto [name, bytes] = GENERATE(table<std::string, std::string>({
        {"a.rar", RarBuilder(Version::four)
                      .add("材料\\推荐表.docx", "form")
                      .add("材料\\Thumbs.db", "x")
                      .add("注.txt", "note")
                      .bytes()},
        {"a.rar", RarBuilder(Version::five)
                      .add("材料/推荐表.docx", "form")
                      .add("__MACOSX/._a", "x")
                      .add("注.txt", "note")
                      .bytes()},
        {"a.7z", PackedBuilder(Format::seven_zip)
                     .folder("材料")
                     .add("材料/推荐表.docx", "form")
                     .add("材料/.DS_Store", "x")
                     .add("注.txt", "note")
                     .bytes()},
        {"a.7z", PackedBuilder(Format::seven_zip)
                     .method("ppmd")
                     .add("材料/推荐表.docx", "form")
                     .add("注.txt", "note")
                     .bytes()},
        {"a.tar", PackedBuilder(Format::tar)
                      .folder("材料")
                      .add("材料/推荐表.docx", "form")
                      .add("注.txt", "note")
                      .bytes()},
    }));
    const Unpacked out = unpacked(bytes, name);
    CHECK(problems(out) == Texts{});
    CHECK(names(out) == Texts{name + "/材料/推荐表.docx", name + "/注.txt"});
    REQUIRE(out.files.size() == 2);
    CHECK(as_text(out.files[0].bytes) == "form");
    CHECK(out.files[0].from_message == name);
}

TEST_CASE("names of an old rar are read in GBK where it says no other charset") {
    const Unpacked out = unpacked(RarBuilder(Version::four)
                                      .add({to_gbk("材料\\推荐表.docx"), "x", false})
                                      .add({"..\\..\\etc\\pass\xE2\x80\xAEwd", "x"})
                                      .bytes(),
                                  "a.rar");
    CHECK(names(out) == Texts{"a.rar/材料/推荐表.docx", "a.rar/etc/passwd"});
}

TEST_CASE("links are never followed, and never files") {
    RarBuilder::Entry link{"link.txt", ""};
    link.link = "/etc/passwd";
    const auto [name, bytes] = GENERATE_COPY(table<std::string, std::string>({
        {"a.rar", rar(Version::five, link).bytes()},
        {"a.tar",
         PackedBuilder(Format::tar).link("l", "/etc/passwd").add("后.txt", "after").bytes()},
        {"a.7z",
         PackedBuilder(Format::seven_zip).link("l", "/etc/passwd").add("后.txt", "after").bytes()},
        {"a.zip", RawZipBuilder()
                      .add({"l", "/etc/passwd", 0, {}, false, false, 0120777})
                      .add("后.txt", "after")
                      .bytes()},
    }));
    CAPTURE(name);
    const Unpacked out = unpacked(bytes, name);
    CHECK(names(out) == Texts{name + "/后.txt"});
    CHECK(problems(out) == Texts{});
}

TEST_CASE("an archive with a password is told as such, whichever way it is locked") {
    RarBuilder::Entry locked{"表.docx", "0123456789abcdef"};
    locked.encrypted = true;
    const auto [name, bytes, expected] =
        GENERATE_COPY(table<std::string, std::string, std::string>({
            {"a.rar", RarBuilder(Version::four).add(locked).bytes(), "a.rar/表.docx"},
            {"a.rar", RarBuilder(Version::five).add(locked).bytes(), "a.rar/表.docx"},
            {"a.rar", RarBuilder(Version::four).headers_encrypted().bytes(), "a.rar"},
            {"a.rar", RarBuilder(Version::five).headers_encrypted().bytes(), "a.rar"},
            {"a.7z", strange_seven_zip(aes_method, "a.docx", false), "a.7z/a.docx"},
            {"a.7z", strange_seven_zip(aes_method, "a.docx", true), "a.7z"},
            {"a.zip", ZipBuilder().encrypted("表.docx", "x").bytes(), "a.zip/表.docx"},
            {"a.zip", ZipBuilder().encrypted("表.docx", "x", ZipBuilder::Cipher::aes).bytes(),
             "a.zip/表.docx"},
        }));
    CAPTURE(name);
    const Unpacked out = unpacked(bytes, name);
    CHECK(problems(out) == Texts{"material.encrypted " + expected});
    CHECK(out.files.empty());
}

TEST_CASE("a part of a split archive is told as such, by its mark or by its name") {
    const auto [name, bytes] = GENERATE(table<std::string, std::string>({
        {"a.part1.rar", RarBuilder(Version::four).volume().add("a", "x").bytes()},
        {"a.part1.rar", RarBuilder(Version::five).volume().add("a", "x").bytes()},
        {"a.r00", RarBuilder(Version::four).add("a", "x").bytes()},
        {"a.7z.002", std::string(50, '\x9C')},
        {"a.zip.002", std::string(50, '\x9C')},
        {"a.z01", "PK\x07\x08PK\x03\x04" + std::string(50, '\x9C')},
        {"a.zip", RawZipBuilder().add("a", "x").last_of(3).bytes()},
    }));
    CAPTURE(name);
    const Unpacked out = unpacked(bytes, name);
    CHECK(problems(out) == Texts{"material.unsupported " + name});
    REQUIRE(out.problems.size() == 1);
    CHECK(out.problems[0].detail.find("分卷") == 0);
}

TEST_CASE("a damaged archive gives what stands before the damage, and tells the rest") {
    const std::string text(5000, 't');
    const std::string tar =
        PackedBuilder(Format::tar).add("a.txt", text).add("b.txt", text).bytes();
    const auto cut = [](std::string bytes) { return bytes.substr(0, bytes.size() - 1500); };
    const std::string zip = RawZipBuilder().add("a.txt", text).add("b.txt", text).bytes();
    const auto [name, bytes] = GENERATE_COPY(table<std::string, std::string>({
        {"a.rar", cut(RarBuilder(Version::four).add("a.txt", text).add("b.txt", text).bytes())},
        {"a.rar", cut(RarBuilder(Version::five).add("a.txt", text).add("b.txt", text).bytes())},
        {"a.tar", cut(tar)},
        {"a.zip", cut(zip)},
    }));
    CAPTURE(name);
    const Unpacked out = unpacked(bytes, name);
    CHECK(names(out) == Texts{name + "/a.txt"});
    REQUIRE_FALSE(out.problems.empty());
    for (const Problem& problem : out.problems) CHECK(problem.code == "material.unreadable");
}

TEST_CASE("a 7z that was cut, and what is only called an archive, are unreadable") {
    const std::string whole =
        PackedBuilder(Format::seven_zip).add("a.txt", std::string(5000, 't')).bytes();
    const auto [name, bytes] = GENERATE_COPY(table<std::string, std::string>({
        {"a.7z", whole.substr(0, whole.size() / 2)},
        {"a.7z", "7z\xBC\xAF\x27\x1C"},
        {"a.rar", std::string("Rar!\x1A\x07\x01\0", 8)},
        {"a.rar", std::string("Rar!\x1A\x07\0", 7)},
        {"a.zip", "PK\x03\x04"},
    }));
    CAPTURE(name);
    CHECK(problems(unpacked(bytes, name)) == Texts{"material.unreadable " + name});
}

TEST_CASE("a small archive that grows beyond measure is stopped, wherever the zeros lie") {
    const std::string zeros(40'000'000, '\0');
    const auto [name, bytes] = GENERATE_COPY(table<std::string, std::string>({
        {"a.7z", PackedBuilder(Format::seven_zip).add("a", zeros).add("b.txt", "b").bytes()},
        {"a.7z",
         PackedBuilder(Format::seven_zip).add("Thumbs.db", zeros).add("b.txt", "b").bytes()},
        {"a.zip", ZipBuilder().add("a", zeros).bytes()},
        {"a.tar.gz", gzip(zeros)},
    }));
    CAPTURE(name);
    const Unpacked out = unpacked(bytes, name);
    for (const File& file : out.files) CHECK(file.bytes.size() < 10);
    for (const Problem& problem : out.problems) CHECK(problem.code == "material.limit");
    CHECK((!out.problems.empty() || names(out) == Texts{"a.7z/b.txt"}));
}

TEST_CASE("what is passed over in a solid archive is counted too") {
    Limits limits;
    limits.file_bytes = 1000;
    limits.unpacked_bytes = 10'000;
    const auto with_first = [](std::size_t size) {
        return PackedBuilder(Format::seven_zip)
            .add("a", std::string(size, 'a'))
            .add("b.txt", "b")
            .bytes();
    };
    const Unpacked some = unpacked(with_first(5000), "a.7z", limits);
    CHECK(problems(some) == Texts{"material.limit a.7z/a"});
    CHECK(names(some) == Texts{"a.7z/b.txt"});
    const Unpacked all = unpacked(with_first(20'000), "a.7z", limits);
    CHECK(problems(all) == Texts{"material.limit a.7z/a", "material.limit a.7z"});
    CHECK(all.files.empty());
}

TEST_CASE("sizes that lie make nothing larger than it is") {
    RarBuilder::Entry liar{"a.txt", "text"};
    liar.claimed = std::uint64_t{1} << 31;
    const auto version = GENERATE(Version::four, Version::five);
    const Unpacked out = unpacked(rar(version, liar).bytes(), "a.rar");
    for (const File& file : out.files) CHECK(file.bytes.size() <= 5);
    CHECK_FALSE(out.problems.empty());
}

TEST_CASE("entries are counted over all archives of a message, folders aside") {
    Limits limits;
    limits.archive_entries = 3;
    PackedBuilder many(Format::seven_zip);
    for (int i = 0; i < 50; ++i) many.folder("d" + std::to_string(i));
    for (int i = 0; i < 5; ++i) many.add("f" + std::to_string(i), "x");
    const Unpacked out = unpacked(many.bytes(), "a.7z", limits);
    CHECK(out.files.size() == 3);
    CHECK(problems(out) == Texts{"material.limit a.7z"});
}

TEST_CASE("a gz becomes the file in it, a tgz what is in the tar") {
    const std::string tar = PackedBuilder(Format::tar).add("表.docx", "form").bytes();
    CHECK(names(unpacked(gzip("text"), "a.txt.gz")) == Texts{"a.txt.gz/a.txt"});
    CHECK(names(unpacked(gzip("text", "../b.txt"), "a.gz")) == Texts{"a.gz/b.txt"});
    CHECK(names(unpacked(gzip(tar), "a.tgz")) == Texts{"a.tgz/a.tar/表.docx"});
    CHECK(as_text(unpacked(gzip("one ") + gzip("two"), "a.gz").files.at(0).bytes) == "one two");
    const std::string cut = gzip("text").substr(0, 15);
    CHECK(problems(unpacked(cut, "a.gz")) == Texts{"material.unreadable a.gz"});
    std::string nested = "text";
    for (int i = 0; i < 10; ++i) nested = gzip(nested);
    CHECK(unpacked(nested, "a.gz").problems.at(0).code == "material.limit");
}

TEST_CASE("a method that is not known here is told as such, and not as damage") {
    const std::string bytes = strange_seven_zip(zstd_method, "a.docx", false);
    const Unpacked out = unpacked(bytes, "a.7z");
    REQUIRE_FALSE(out.problems.empty());
    for (const Problem& problem : out.problems) CHECK(problem.code == "material.unsupported");
}

TEST_CASE("archives that nothing here opens are told in words") {
    const std::string bytes = GENERATE(std::string("BZh91AY&SY"), std::string("\xFD\x37zXZ\0", 6),
                                       std::string("MSCF\0\0\0\0", 8));
    CHECK(problems(unpacked(bytes, "a.x")) == Texts{"material.unsupported a.x"});
}

TEST_CASE("a zip whose directory is at fault is read by its local headers") {
    RawZipBuilder::Entry flagged{to_gbk("推荐表.doc"), "form"};
    flagged.flags = 0x800;  // says UTF-8, is GBK
    const Unpacked out = unpacked(RawZipBuilder().add(flagged).add("b.txt", "b").bytes(), "a.zip");
    CHECK(names(out) == Texts{"a.zip/推荐表.doc", "a.zip/b.txt"});
    CHECK(problems(out) == Texts{});
}

TEST_CASE("what stands behind an entry with a password is read, in rar as in rar5") {
    const Version version = GENERATE(Version::four, Version::five);
    RarBuilder::Entry locked{"密.docx", std::string(500, '\x5A')};
    locked.encrypted = true;
    const Unpacked out = unpacked(RarBuilder(version)
                                      .add("前.txt", "before")
                                      .add(locked)
                                      .add("中.txt", "between")
                                      .add(locked)
                                      .add("后.txt", "behind")
                                      .bytes(),
                                  "a.rar");
    CHECK(names(out) == Texts{"a.rar/前.txt", "a.rar/中.txt", "a.rar/后.txt"});
    REQUIRE(out.problems.size() == 2);
    CHECK(out.problems[0].code == "material.encrypted");
    CHECK(out.problems[1].where == "a.rar/密.docx");
}

TEST_CASE("the headers of a rar end where they do not fit") {
    std::string bytes = RarBuilder(Version::five).add("a", "x").bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const std::string cut = bytes.substr(0, size);
        CHECK(read_rar_headers(as_bytes(cut), 10).encrypted.empty());
    }
    RarBuilder::Entry locked{"a", "0123456789abcdef"};
    locked.encrypted = true;
    RarBuilder many(Version::five);
    for (int i = 0; i < 100; ++i) many.add(locked);
    bytes = many.bytes();
    CHECK(read_rar_headers(as_bytes(bytes), 10).encrypted.size() < 30);
}

#include "parsers/documents/compound_file.hpp"

#include "parsers/files/kind.hpp"
#include "tests/build/compound_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

/// Bytes in which no two sectors are alike.
std::string numbered(std::size_t size) {
    std::string out;
    for (std::size_t i = 0; out.size() < size; ++i) out += std::to_string(i) + ' ';
    return out.substr(0, size);
}

struct Found {
    CompoundFile::Read read = CompoundFile::Read::broken;
    std::string bytes;
};

Found read(const std::string& file, std::string_view name) {
    Budget budget{Limits{}};
    const CompoundFile compound(as_bytes(file));
    const CompoundEntry* entry = compound.find(name);
    if (!entry) return {};
    Bytes bytes;
    const CompoundFile::Read outcome = compound.read(*entry, budget, bytes);
    return {outcome, std::string(as_text(bytes))};
}

/// Where the FAT begins that the header names first.
std::size_t fat_of(const std::string& file) {
    const auto byte = [&](std::size_t at) {
        return std::size_t{static_cast<unsigned char>(file[at])};
    };
    return ((byte(76) | byte(77) << 8 | byte(78) << 16) + 1) * 512;
}

}  // namespace

TEST_CASE("a stream is read whole, wherever its sectors lie and however its name is written") {
    const bool large = GENERATE(false, true), scattered = GENERATE(false, true),
               upper = GENERATE(false, true);
    const std::size_t size = GENERATE(as<std::size_t>(), 1, 64, 4095, 4096, 20'000);
    CompoundBuilder builder;
    builder.stream("First", numbered(700)).stream("Big", numbered(9000));
    builder.stream("WordDocument", numbered(size)).stream("第一页", "x");
    if (large) builder.large_sectors();
    if (scattered) builder.scattered();
    if (upper) builder.upper_case_names();
    const std::string file = builder.bytes();
    CAPTURE(large, scattered, upper, size);
    CHECK(read(file, "WordDocument").bytes == numbered(size));
    CHECK(read(file, "worddocument").read == CompoundFile::Read::ok);
    CHECK(read(file, "Big").bytes == numbered(9000));
    CHECK(read(file, "第一页").bytes == "x");
    CHECK(kind_of(as_bytes(file)) == FileKind::doc);
}

TEST_CASE("a file whose FAT the header cannot name alone is read by its DIFAT") {
    const std::string content = numbered(8'000'000);
    CHECK(read(CompoundBuilder().stream("Big", content).stream("Small", "x").bytes(), "Big").bytes
          == content);
}

TEST_CASE("a name in another storage is not one of the root's") {
    const std::string file =
        CompoundBuilder().stream("Workbook", "x").stream("Embedded/WordDocument", "y").bytes();
    CHECK(compound_names(as_bytes(file)) == std::vector<std::string>{"Workbook", "Embedded"});
    CHECK(kind_of(as_bytes(file)) == FileKind::spreadsheet);
    CHECK(read(file, "WordDocument").bytes.empty());
}

TEST_CASE("what the budget does not have is not read") {
    const std::string file = CompoundBuilder().stream("Big", numbered(9000)).bytes();
    Limits limits;
    limits.unpacked_bytes = 8999;
    Budget budget(limits);
    const CompoundFile compound(as_bytes(file));
    Bytes bytes;
    CHECK(compound.read(*compound.find("Big"), budget, bytes) == CompoundFile::Read::too_large);
    CHECK(bytes.empty());
}

TEST_CASE("a chain that runs in a circle ends, and the rest of the file is read") {
    const std::string good =
        CompoundBuilder().stream("Big", numbered(9000)).stream("Small", numbered(300)).bytes();
    for (std::size_t sector = 0; sector < 24; ++sector)
        for (std::uint32_t to = 0; to < 24; ++to) {
            std::string file = good;
            file.replace(fat_of(good) + sector * 4, 4, le32(to));
            const CompoundFile compound(as_bytes(file));
            REQUIRE(compound.entries().size() < 400);
            REQUIRE(read(file, "Big").bytes.size() <= 9000);
            REQUIRE(read(file, "Small").bytes.size() <= 300);
        }
}

TEST_CASE("entries that are each other's siblings are reached once") {
    std::string file = CompoundBuilder().stream("One", "1").stream("Two", "2").bytes();
    const std::size_t two = file.find(std::string("T\0w\0o", 5));
    file.replace(two + 68, 8, le32(1) + le32(1));
    CHECK(compound_names(as_bytes(file)).size() == 2);
}

TEST_CASE("a file cut short gives what is there, and says of a stream that it is not whole") {
    const std::string file = CompoundBuilder().stream("Big", numbered(9000)).bytes();
    for (std::size_t size = 0; size < file.size(); size += 256) {
        const Found found = read(file.substr(0, size), "Big");
        if (found.read == CompoundFile::Read::ok) CHECK(found.bytes == numbered(9000));
    }
    CHECK(compound_names(as_bytes(file.substr(0, 100))).empty());
}

#include "parsers/files/tnef.hpp"

#include "parsers/files/unpack.hpp"
#include "tests/build/tnef_builder.hpp"
#include "tests/build/zip_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

Unpacked unpacked(const std::string& bytes, const Limits& limits = {}) {
    Budget budget{limits};
    std::vector<File> files;
    files.push_back({"winmail.dat", Bytes::owned(bytes), "", false, ""});
    return unpack(std::move(files), budget, [](std::string_view) { return true; });
}

}  // namespace

TEST_CASE("what Outlook packed into winmail.dat has its long name, else its short one in GBK") {
    const auto [entry, expected] = GENERATE(table<TnefBuilder::Entry, std::string>({
        {{"TUIJIA~1.DOC", "科技志愿者推荐表.docx", "form"}, "科技志愿者推荐表.docx"},
        {{to_gbk("推荐表.doc"), "", "form"}, "推荐表.doc"},
        {{"", "", "form"}, "未命名"},
        {{"", "C:\\桌面\\推荐\u202E表.docx", "form"}, "推荐表.docx"},
        {{"", std::string(300, 'n') + ".docx", "form"},
         std::string(179, 'n') + "…" + std::string(15, 'n') + ".docx"},
    }));
    const Unpacked out = unpacked(TnefBuilder().body(std::string(200'000, 'b')).add(entry).bytes());
    CHECK(out.problems.empty());
    REQUIRE(out.files.size() == 1);
    CHECK(out.files[0].name == "winmail.dat/" + expected);
    CHECK(as_text(out.files[0].bytes) == "form");
    CHECK_FALSE(out.files[0].inline_part);
    CHECK(out.files[0].from_message.empty());
}

TEST_CASE("pictures of the body are marked, archives and mails in it are opened") {
    const std::string inner = TnefBuilder().add({"", "里.txt", "text"}).bytes();
    const Unpacked out = unpacked(TnefBuilder()
                                      .add({"", "logo.png", "x", true})
                                      .add({"", "转发", inner, false, true})
                                      .add({"", "包.zip", ZipBuilder().add("表.txt", "t").bytes()})
                                      .bytes());
    CHECK(out.problems.empty());
    REQUIRE(out.files.size() == 3);
    CHECK(out.files[0].inline_part);
    CHECK(out.files[1].name == "winmail.dat/转发/里.txt");
    CHECK(out.files[2].name == "winmail.dat/包.zip/表.txt");
}

TEST_CASE("a winmail.dat that was cut gives what stands before, and tells that it is not whole") {
    const std::string whole =
        TnefBuilder().add({"", "a.txt", "aaaa"}).add({"", "b.txt", "bbbb"}).bytes();
    for (std::size_t size = 6; size < whole.size(); ++size) {
        const Tnef tnef = read_tnef(as_bytes(std::string_view(whole).substr(0, size)), 10);
        CHECK(tnef.files.size() <= 2);
    }
    const std::string cut = whole.substr(0, whole.size() - 20);
    const Unpacked out = unpacked(cut);
    REQUIRE_FALSE(out.files.empty());
    CHECK(out.files[0].name == "winmail.dat/a.txt");
    REQUIRE(out.problems.size() == 1);
    CHECK(out.problems[0].code == "material.unreadable");
}

TEST_CASE("a few bytes behind a whole winmail.dat are no damage") {
    const std::string whole = TnefBuilder().add({"", "a.txt", "aaaa"}).bytes();
    const auto [tail, damaged] = GENERATE(table<std::string, bool>({
        {"", false},
        {"\r\n", false},
        {std::string(3, '\0'), false},
        {std::string(2000, '\0'), false},
        {"--=_b--\r\n", false},
        {"\x02", true},
        {"\x02\x05\x90", true},
        {std::string(100, '\x55'), true},
    }));
    CAPTURE(tail.size());
    const Tnef tnef = read_tnef(as_bytes(whole + tail), 10);
    CHECK(tnef.files.size() == 1);
    CHECK(tnef.damaged == damaged);
}

TEST_CASE("the bounds of entries, depth and size hold in winmail.dat") {
    Limits limits;
    limits.archive_entries = 1;
    const std::string two = TnefBuilder().add({"", "a", "aaaa"}).add({"", "b", "b"}).bytes();
    CHECK(unpacked(two, limits).problems.at(0).code == "material.limit");
    limits = {};
    limits.file_bytes = 2;
    const Unpacked large = unpacked(two, limits);
    CHECK(large.problems.at(0).code == "material.limit");
    CHECK(large.files.size() == 1);
    std::string nested = two;
    for (int i = 0; i < 10; ++i) nested = TnefBuilder().add({"", "n", nested, false, true}).bytes();
    CHECK(unpacked(nested).problems.at(0).code == "material.limit");
    // Counts that lie: as many properties, values, bytes as 32 bits hold.
    std::string lying = two;
    for (std::size_t at = 6; at + 4 < lying.size(); ++at) {
        std::string bytes = lying;
        bytes.replace(at, 4, "\xFF\xFF\xFF\xFF");
        CHECK(read_tnef(as_bytes(bytes), 10).files.size() <= 10);
    }
}

// Archives through the real reader, in its sandbox: no file opens there any more, and libarchive
// needs the charset of a locale for its names.
#include "tests/acceptance/program.hpp"
#include "tests/build/forms.hpp"
#include "tests/build/packed_builder.hpp"
#include "tests/build/rar_builder.hpp"
#include "tests/build/tnef_builder.hpp"
#include "tests/build/zip_builder.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

TEST_CASE("a form in an archive of any make is read in the sandbox, its name as it was") {
    const std::string form = filled_volunteer(volunteer_answers());
    RarBuilder::Entry gbk;
    gbk.name = to_gbk("材料\\张三推荐表.docx");
    gbk.bytes = form;
    gbk.unicode = false;
    const std::string name = "材料/张三推荐表.docx";
    const auto [file, bytes, inner] = GENERATE_COPY(table<std::string, std::string, std::string>({
        {"a.rar", RarBuilder(RarBuilder::Version::four).add(gbk).bytes(), name},
        {"a.rar", RarBuilder(RarBuilder::Version::five).add(name, form).bytes(), name},
        {"a.7z", PackedBuilder(PackedBuilder::Format::seven_zip).add(name, form).bytes(), name},
        {"a.tgz", gzip(PackedBuilder(PackedBuilder::Format::tar).add(name, form).bytes()),
         "a.tar/" + name},
        {"a.zip", ZipBuilder().raw_name(to_gbk(name), form).bytes(), name},
        {"winmail.dat", TnefBuilder().add({"", "张三推荐表.docx", form}).bytes(),
         "张三推荐表.docx"},
    }));
    const TempFolder folder;
    write_bytes(folder.path() / file, bytes);
    const Ran ran = run_program({"/usr/bin/env", "LC_ALL=C", SHOUJIAN_BINARY_DIR "/shoujian",
                                 "check", "--json", (folder.path() / file).string()});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.code == 1);  // the scan is lacking
    CHECK(ran.out.find("\"" + file + "/" + inner + "\"") != std::string::npos);
    CHECK(ran.out.find("\"candidate\": \"张三\"") != std::string::npos);
    CHECK(ran.out.find("material.unjudged") == std::string::npos);
}

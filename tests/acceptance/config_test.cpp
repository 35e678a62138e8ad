// `config check` on broken configurations: each message as it stands in
// tests/golden/config/NAME.txt. SHOUJIAN_UPDATE_GOLDEN=1 writes them anew; then read what changed.
#include "tests/acceptance/program.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

/// A change of one of the files of the shipped configuration.
struct Broken {
    std::string name, file, from, to;
};

const std::vector<Broken>& all_broken() {
    static const std::string main = "shoujian.toml", call = "calls/2019-dianxing/call.toml",
                             units = "calls/2019-dianxing/units.csv";
    static const std::vector<Broken> rows{
        {"unknown-key", main, "poll_seconds = 60", "poll_second = 60"},
        {"unknown-table", main, "[retention]", "[retentions]"},
        {"not-toml", main, "zone = \"+08:00\"", "zone = +08:00"},
        {"unclosed-text", main, "user = \"jicengfuwuchu@163.com\"",
         "user = \"jicengfuwuchu@163.com"},
        {"no-calls", main, "calls = [\"calls/2019-dianxing/call.toml\"]", "calls = []"},
        {"call-not-there", main, "calls/2019-dianxing/call.toml", "calls/2020/call.toml"},
        {"wrong-kind", main, "poll_seconds = 60", "poll_seconds = \"60\""},
        {"out-of-bounds", main, "poll_seconds = 60", "poll_seconds = 0"},
        {"bad-scheme", main, "imaps://imap.163.com:993/INBOX", "imapss://imap.163.com:993/INBOX"},
        {"bad-port", main, "smtps://smtp.163.com:465", "smtps://smtp.163.com:99999"},
        {"no-password", main, "password_file = \"/etc/shoujian/password\"  #", "#"},
        {"bad-from", main, "收件服务 <jicengfuwuchu@163.com>", "收件服务"},
        {"bad-pace", main, "20/min", "20/sec"},
        {"bad-on-unknown", main, "on_unknown = \"resend\"", "on_unknown = \"resent\""},
        {"bad-ledger", main, "sqlite:ledger.db", "mysql://ledger"},
        {"bad-time", main, "17:30", "25:30"},
        {"bad-mode", main, "mode = \"send\"", "mode = \"sent\""},
        {"bad-zone", main, "zone = \"+08:00\"", "zone = \"Asia/Shanghai\""},
        {"bad-level", main, "level = \"info\"", "level = \"verbose\""},
        {"bad-limit", main, "[log]", "[limits]\nfile = \"much\"\n[log]"},
        {"no-deadline", call, "deadline = 2020-05-15T23:59:59+08:00", "#"},
        {"deadline-no-zone", call, "deadline = 2020-05-15T23:59:59+08:00",
         "deadline = 2020-05-15T23:59:59"},
        {"deadline-before-opens", call, "deadline = 2020-05-15T23:59:59+08:00",
         "deadline = 2020-04-15T23:59:59+08:00"},
        {"unknown-type", call, "type = \"year-month\"", "type = \"yearmonth\""},
        {"bad-candidate", call, "candidate = \"name\"", "candidate = \"nam\""},
        {"bad-size", call, "each_min = \"1MB\"", "each_min = \"1 million\""},
        {"sizes-crossed", call, "each_min = \"1MB\"", "each_min = \"5MB\""},
        {"blank-not-there", call, "forms/volunteer.docx", "forms/volunter.docx"},
        {"same-id-twice", call, "id = \"gender\"", "id = \"name\""},
        {"same-label-twice", call, "label = [\"性别\"]", "label = [\"姓名\"]"},
        {"bad-month", call, "min = \"1900-01\"", "min = \"1900\""},
        {"min-of-text", call, "type = \"gender\"", "type = \"gender\"\nmin = 3"},
        {"expression-name", call, "assert = \"members >= 20\"", "assert = \"member >= 20\""},
        {"expression-syntax", call, "assert = \"members >= 20\"", "assert = \"members >= \""},
        {"bad-severity", call, "severity = \"warning\"", "severity = \"warn\""},
        {"unknown-code", call, "# [severity]\n# \"scan.not_a_scan\" = \"review\"",
         "[severity]\n\"scan.not_scan\" = \"review\""},
        {"unknown-column", units, "quota_volunteer", "quota_voluntee"},
        {"no-unit-column", units, "unit,aliases", "name,aliases"},
        {"bad-quota", units, "北京市科协|北京科协|北京科学技术协会,,,",
         "北京市科协|北京科协|北京科学技术协会,,三,"},
        {"unit-twice", units, "天津市科学技术协会,", "北京市科学技术协会,"},
        {"broken-template", "calls/2019-dianxing/messages/reply.txt", "{{/has_contact}}", ""},
    };
    return rows;
}

void replace_once(const fs::path& file, const std::string& from, const std::string& to) {
    std::string text = read_bytes(file);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    write_bytes(file, text.replace(at, from.size(), to));
}

/// Without the folder, which is another one each time.
std::string without(std::string text, const std::string& folder) {
    for (std::size_t at = 0; (at = text.find(folder)) != std::string::npos;)
        text.erase(at, folder.size());
    return text;
}

}  // namespace

TEST_CASE("the shipped configuration is sound") {
    const Ran ran = shoujian::shoujian(
        {"config", "check", "--config", SHOUJIAN_SOURCE_DIR "/config/shoujian.toml"});
    INFO(ran.err);
    CHECK(ran.code == 0);
}

TEST_CASE("a broken configuration is told with file, line, column and what was expected") {
    const fs::path golden = SHOUJIAN_SOURCE_DIR "/tests/golden/config";
    REQUIRE(all_broken().size() >= 30);
    for (const Broken& one : all_broken()) {
        INFO(one.name);
        const TempFolder folder;
        fs::copy(SHOUJIAN_SOURCE_DIR "/config", folder.path() / "config",
                 fs::copy_options::recursive);
        replace_once(folder.path() / "config" / one.file, one.from, one.to);
        const Ran ran = shoujian::shoujian(
            {"config", "check", "--config", (folder.path() / "config/shoujian.toml").string()});
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        const std::string said = without(ran.err, folder.path().string() + "/");
        if (std::getenv("SHOUJIAN_UPDATE_GOLDEN") != nullptr)
            write_bytes(golden / (one.name + ".txt"), said);
        CHECK(said == read_bytes(golden / (one.name + ".txt")));
    }
}

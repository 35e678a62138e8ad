#include "tests/acceptance/desk.hpp"

#include "parsers/base/instant.hpp"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <algorithm>
#include <stdexcept>

namespace shoujian {

namespace fs = std::filesystem;

Desk::Desk() {
    for (const char* name : {"new", "cur", "tmp"}) fs::create_directories(folder() / "in" / name);
    configure("");
}

void Desk::configure(const std::string& more) const {
    write_bytes(config(), "calls = [\"" SHOUJIAN_SOURCE_DIR
                          "/config/calls/2019-dianxing/call.toml\"]\n"
                          "[mailbox]\nurl = \"maildir:in\"\n[smtp]\nurl = \"maildir:out\"\nfrom = "
                          "\"收件服务 <jicengfuwuchu@163.com>\"\n"
                          "[state]\ndir = \"state\"\n"
                              + more);
}

void Desk::deliver(const MailBuilder& mail, const std::string& received) {
    const auto seconds = parse_rfc3339(received).value().time_since_epoch().count();
    const std::string name = std::to_string(seconds) + ".M" + std::to_string(++count_) + "P1.test";
    write_bytes(folder() / "in" / "new" / name, mail.bytes());
}

Ran Desk::run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--config", config().string()});
    return shoujian::shoujian(std::move(arguments));
}

Poco::JSON::Array::Ptr Desk::messages() const {
    const Ran ran = run({"list", "--messages", "--json"});
    if (ran.code != 0) throw std::runtime_error(ran.err);
    return Poco::JSON::Parser().parse(ran.out).extract<Poco::JSON::Object::Ptr>()->getArray(
        "messages");
}

Poco::JSON::Array::Ptr Desk::cases() const {
    const Ran ran = run({"list", "--json"});
    if (ran.code != 0) throw std::runtime_error(ran.err);
    return Poco::JSON::Parser().parse(ran.out).extract<Poco::JSON::Object::Ptr>()->getArray(
        "cases");
}

std::vector<std::string> Desk::replies() const {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& file : fs::directory_iterator(folder() / "out" / "new", error))
        files.push_back(file.path());
    std::ranges::sort(files);
    std::vector<std::string> out;
    for (const fs::path& file : files) out.push_back(read_bytes(file));
    return out;
}

std::string header_field(const std::string& mail, const std::string& name) {
    const std::size_t end = mail.find("\r\n\r\n");
    const std::size_t at = mail.find("\r\n" + name + ": ");
    if (at == std::string::npos || at > end) return {};
    const std::size_t start = at + 2 + name.size() + 2;
    return mail.substr(start, mail.find("\r\n", start) - start);
}

MailBuilder mail_about(const std::string& subject, const std::string& from) {
    static int count = 0;
    return MailBuilder()
        .from("基层科协", from)
        .to("jicengfuwuchu@163.com")
        .subject(subject)
        .message_id("<t" + std::to_string(++count) + "@" + from.substr(from.find('@') + 1) + ">")
        .text("您好，请查收。");
}

}  // namespace shoujian

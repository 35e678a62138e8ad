#include "daemon/config_mail.hpp"

#include "daemon/secrets.hpp"
#include "daemon/text_file.hpp"
#include "parsers/base/text.hpp"
#include "rules/call/address.hpp"

#include <algorithm>
#include <charconv>

namespace shoujian {

namespace fs = std::filesystem;

namespace {

/// "%E5%9E%83" in the path of a URL.
std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        if (text[i] == '%' && i + 2 < text.size()) {
            const auto [stop, error] = std::from_chars(&text[i + 1], &text[i + 3], value, 16);
            if (error == std::errc{} && stop == &text[i + 3]) {
                out += static_cast<char>(value);
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

/// The folder that the path of an IMAP URL names.
std::string folder_in(const std::string& url) {
    if (url.starts_with("maildir:")) return "INBOX";
    const std::size_t scheme = url.find("://");
    const std::size_t slash = scheme == std::string::npos ? scheme : url.find('/', scheme + 3);
    const std::string folder =
        slash == std::string::npos ? "" : percent_decoded(url.substr(slash + 1));
    return folder.empty() ? "INBOX" : folder;
}

/// scheme://host[:port][/folder], or maildir:PATH. Complains and gives false where it is neither.
bool check_url(TomlTable& table,
               const std::string& url,
               std::span<const std::string> schemes,
               const std::string& example) {
    if (url.empty()) return false;
    if (url.starts_with("maildir:")) {
        const bool path = !trim(std::string_view(url).substr(8)).empty();
        if (!path)
            table.complain("url", "maildir: 后面缺少文件夹的路径，应当像 \"maildir:/var/mail/in\"");
        return path;
    }
    const std::size_t colon = url.find("://");
    const std::string scheme = url.substr(0, std::min(url.find(':'), url.size()));
    if (colon == std::string::npos || std::ranges::find(schemes, scheme) == schemes.end()) {
        table.complain("url", "url 是 \"" + url + "\"，应当像 \"" + example
                                  + "\" 或 \"maildir:文件夹\"" + did_you_mean(scheme, schemes));
        return false;
    }
    const std::string rest = url.substr(colon + 3);
    const std::string host = rest.substr(0, rest.find('/'));
    const std::size_t port_at = host.rfind(':');
    const std::string port = port_at == std::string::npos ? "1" : host.substr(port_at + 1);
    unsigned number = 0;
    const auto [stop, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    const bool sound = !host.empty() && port_at != 0 && error == std::errc{}
                       && stop == port.data() + port.size() && number >= 1 && number <= 65535;
    if (!sound)
        table.complain("url",
                       "url 是 \"" + url + "\"，主机名或端口不对，应当像 \"" + example + "\"");
    return sound;
}

/// How a server is logged in to.
struct Login {
    std::string user, password_file, password_env, ca_file;
};

/// Where a password itself was written, which no file that others read should hold.
bool refuse_password(TomlTable& table) {
    static const std::vector<std::string> names{"password", "passwd", "pass", "pwd", "secret"};
    bool written = false;
    for (const TomlEntry& one : table.members()) {
        if (std::ranges::find(names, lower_ascii(one.key)) == names.end()) continue;
        table.find(one.key);
        table.complain(one.at,
                       "密码（授权码）不能写在配置里；请把它单独存进一个文件，"
                       "在这里写 password_file = \"那个文件\"");
        written = true;
    }
    return written;
}

void check_login(TomlTable& table, const Login& login, bool password_written) {
    const bool file = !login.password_file.empty(), env = !login.password_env.empty();
    if (login.user.empty())
        table.complain("user", table.name() + " 缺少 user，要写一行：user = \"邮箱地址\"");
    if (!file && !env && !password_written)
        table.complain("password_file", table.name()
                                            + " 缺少 password_file（存放授权码的文件），"
                                              "或 password_env（存放授权码的环境变量名）");
    if (file && env) table.complain("password_env", "password_file 和 password_env 只能写一个");
}

/// What a login would stumble over.
void try_login_files(TomlTable& table, const Login& login) {
    const bool file = !login.password_file.empty(), env = !login.password_env.empty();
    if (file != env) {
        const auto password = read_password(login.password_file, login.password_env);
        if (!password)
            table.complain(file ? "password_file" : "password_env", password.error().text);
    }
    if (login.ca_file.empty()) return;
    if (const auto wrong = ca_file_error(login.ca_file)) table.complain("ca_file", *wrong);
}

Login read_login(TomlTable& table, const fs::path& config) {
    return {table.text("user").value_or(""), path_in(table, config, "password_file"),
            table.text("password_env").value_or(""), path_in(table, config, "ca_file")};
}

std::string full_url(const std::string& url, const fs::path& config) {
    if (!url.starts_with("maildir:")) return url;
    return "maildir:" + beside(config, url.substr(8)).string();
}

/// "20/min".
std::optional<int> parse_pace(std::string_view text) {
    int number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view rest = text.substr(static_cast<std::size_t>(stop - text.data()));
    if (error != std::errc{} || trim(rest) != "/min" || number < 1 || number > 1'000'000)
        return std::nullopt;
    return number;
}

void read_pace(TomlTable& table, SmtpConfig& out) {
    const auto written = table.text("pace");
    if (!written) return;
    const auto number = parse_pace(*written);
    if (!number)
        table.complain("pace",
                       "pace 是 \"" + *written + "\"，应当像 \"20/min\"，1/min 到 1000000/min");
    out.pace_per_minute = number.value_or(20);
}

void read_on_unknown(TomlTable& table, SmtpConfig& out) {
    static const std::vector<std::string> words{"resend", "hold"};
    const auto word = table.text("on_unknown");
    if (!word) return;
    if (std::ranges::find(words, *word) == words.end())
        table.complain("on_unknown",
                       "没有 \"" + *word + "\" 这个做法" + did_you_mean(*word, words));
    out.on_unknown = *word == "hold" ? OnUnknown::hold : OnUnknown::resend;
}

}  // namespace

std::string path_in(TomlTable& table, const fs::path& config, std::string_view key) {
    const std::string written = table.text(key).value_or("");
    return written.empty() ? "" : beside(config, written).string();
}

MailboxConfig read_mailbox(TomlTable table, const fs::path& config, ConfigFor purpose) {
    static const std::vector<std::string> schemes{"imaps", "imap", "maildir"};
    MailboxConfig out;
    const std::string example = "imaps://imap.163.com:993/INBOX";
    const std::string url = table.required_text("url", "\"" + example + "\"");
    const bool inline_password = refuse_password(table);
    const Login login = read_login(table, config);
    out.user = login.user;
    out.password_file = login.password_file;
    out.password_env = login.password_env;
    out.ca_file = login.ca_file;
    out.folders = table.texts("folders");
    if (out.folders.empty()) out.folders = {folder_in(url)};
    out.trusted_authserv = table.texts("trusted_authserv");
    out.since = table.instant("since");
    if (const auto poll = table.integer("poll_seconds", 1, 86'400))
        out.poll = std::chrono::seconds(*poll);
    if (check_url(table, url, schemes, example) && !url.starts_with("maildir:")) {
        check_login(table, login, inline_password);
        if (purpose == ConfigFor::running) try_login_files(table, login);
    }
    out.url = full_url(url, config);
    table.refuse_unknown();
    return out;
}

SmtpConfig read_smtp(TomlTable table, const fs::path& config, ConfigFor purpose) {
    static const std::vector<std::string> schemes{"smtps", "smtp", "maildir"};
    SmtpConfig out;
    const std::string example = "smtps://smtp.163.com:465";
    const std::string url = table.required_text("url", "\"" + example + "\"");
    const bool inline_password = refuse_password(table);
    const Login login = read_login(table, config);
    out.user = login.user;
    out.password_file = login.password_file;
    out.password_env = login.password_env;
    out.ca_file = login.ca_file;
    out.from = table.required_text("from", "\"收件服务 <jicengfuwuchu@163.com>\"");
    out.from_address = address_in(out.from);
    if (!out.from.empty() && out.from_address.empty())
        table.complain("from", "from 是 \"" + out.from + "\"，应当像 \"收件服务 <a@b.cn>\"");
    read_pace(table, out);
    read_on_unknown(table, out);
    // A server on our own machine may take mail without a login; then neither user nor password
    // stands.
    const bool logs_in = inline_password || !login.user.empty() || !login.password_file.empty()
                         || !login.password_env.empty();
    if (check_url(table, url, schemes, example) && !url.starts_with("maildir:")) {
        if (logs_in) check_login(table, login, inline_password);
        if (purpose == ConfigFor::running) try_login_files(table, login);
    }
    out.url = full_url(url, config);
    table.refuse_unknown();
    return out;
}

}  // namespace shoujian

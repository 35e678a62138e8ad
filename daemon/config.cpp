#include "daemon/config.hpp"

#include "daemon/call_folder.hpp"
#include "parsers/base/text.hpp"
#include "rules/call/size.hpp"
#include "rules/call/toml_table.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace shoujian {

namespace fs = std::filesystem;

namespace {

fs::path absolute_from(const fs::path& config_file, const std::string& written) {
    return fs::absolute(config_file.parent_path() / written).lexically_normal();
}

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

/// scheme://host[:port][/folder], or maildir:PATH. Complains and gives false where it is neither.
bool check_url(TomlTable& table,
               const std::string& url,
               std::span<const std::string> schemes,
               const std::string& example) {
    if (url.empty()) return false;
    if (url.starts_with("maildir:") && url.size() > 8) return true;
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

void check_secret(TomlTable& table,
                  const std::string& user,
                  const std::string& file,
                  const std::string& env) {
    if (user.empty())
        table.complain("user", table.name() + " 缺少 user，要写一行：user = \"邮箱地址\"");
    if (file.empty() && env.empty())
        table.complain("password_file", table.name()
                                            + " 缺少 password_file（存放授权码的文件），"
                                              "或 password_env（存放授权码的环境变量名）");
    if (!file.empty() && !env.empty())
        table.complain("password_env", "password_file 和 password_env 只能写一个");
}

/// A file that is named and empty where it is not.
std::string path_value(TomlTable& table, const fs::path& config, std::string_view key) {
    const std::string written = table.text(key).value_or("");
    return written.empty() ? "" : absolute_from(config, written).string();
}

std::string full_url(const std::string& url, const fs::path& config) {
    if (!url.starts_with("maildir:")) return url;
    return "maildir:" + absolute_from(config, url.substr(8)).string();
}

MailboxConfig read_mailbox(TomlTable table, const fs::path& config) {
    static const std::vector<std::string> schemes{"imaps", "imap", "maildir"};
    MailboxConfig out;
    const std::string example = "imaps://imap.163.com:993/INBOX";
    const std::string url = table.required_text("url", "\"" + example + "\"");
    out.folders = table.texts("folders");
    out.user = table.text("user").value_or("");
    out.password_file = path_value(table, config, "password_file");
    out.password_env = table.text("password_env").value_or("");
    out.ca_file = path_value(table, config, "ca_file");
    out.since = table.instant("since");
    if (const auto poll = table.integer("poll_seconds", 1, 86'400))
        out.poll = std::chrono::seconds(*poll);
    if (check_url(table, url, schemes, example) && !url.starts_with("maildir:"))
        check_secret(table, out.user, out.password_file, out.password_env);
    if (out.folders.empty()) {
        const std::size_t slash = url.find('/', std::min(url.find("://"), url.size() - 1) + 3);
        const bool named = !url.starts_with("maildir:") && slash != std::string::npos;
        const std::string folder = named ? percent_decoded(url.substr(slash + 1)) : "";
        out.folders = {folder.empty() ? "INBOX" : folder};
    }
    out.url = full_url(url, config);
    table.refuse_unknown();
    return out;
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

/// The address of "收件服务 <a@b>" or "a@b"; empty where there is none.
std::string address_in(std::string_view from) {
    const std::size_t open = from.rfind('<'), close = from.rfind('>');
    std::string_view address = trim(from);
    if (open != std::string_view::npos && close != std::string_view::npos && close > open)
        address = trim(from.substr(open + 1, close - open - 1));
    const std::size_t at = address.find('@');
    const bool sound = at != std::string_view::npos && at > 0 && at + 1 < address.size()
                       && address.find('@', at + 1) == std::string_view::npos
                       && std::ranges::none_of(address, [](char c) {
                              return c == ' ' || c == '<' || c == '>' || c == ',';
                          });
    return sound ? std::string(address) : "";
}

SmtpConfig read_smtp(TomlTable table, const fs::path& config) {
    static const std::vector<std::string> schemes{"smtps", "smtp", "maildir"};
    SmtpConfig out;
    const std::string example = "smtps://smtp.163.com:465";
    const std::string url = table.required_text("url", "\"" + example + "\"");
    out.user = table.text("user").value_or("");
    out.password_file = path_value(table, config, "password_file");
    out.password_env = table.text("password_env").value_or("");
    out.ca_file = path_value(table, config, "ca_file");
    out.from = table.required_text("from", "\"收件服务 <jicengfuwuchu@163.com>\"");
    out.from_address = address_in(out.from);
    if (!out.from.empty() && out.from_address.empty())
        table.complain("from", "from 是 \"" + out.from + "\"，应当像 \"收件服务 <a@b.cn>\"");
    if (const auto pace = table.text("pace")) {
        const auto number = parse_pace(*pace);
        if (!number)
            table.complain("pace",
                           "pace 是 \"" + *pace + "\"，应当像 \"20/min\"，1/min 到 1000000/min");
        out.pace_per_minute = number.value_or(20);
    }
    if (const auto word = table.text("on_unknown")) {
        static const std::vector<std::string> words{"resend", "hold"};
        if (std::ranges::find(words, *word) == words.end())
            table.complain("on_unknown",
                           "没有 \"" + *word + "\" 这个做法" + did_you_mean(*word, words));
        out.on_unknown = *word == "hold" ? OnUnknown::hold : OnUnknown::resend;
    }
    // A server on our own machine may take mail without a login; then neither user nor password
    // stands.
    const bool login = !out.user.empty() || !out.password_file.empty() || !out.password_env.empty();
    if (check_url(table, url, schemes, example) && !url.starts_with("maildir:") && login)
        check_secret(table, out.user, out.password_file, out.password_env);
    out.url = full_url(url, config);
    table.refuse_unknown();
    return out;
}

bool is_time_of_day(const std::string& text) {
    return text.size() == 5 && text[2] == ':'
           && parse_rfc3339("2020-01-01T" + text + ":00Z").has_value();
}

void read_state(TomlTable table, const fs::path& file, Config& out) {
    const std::string dir =
        table.present() ? table.required_text("dir", "\"/var/lib/shoujian\"") : "";
    out.state_dir = absolute_from(file, dir.empty() ? "/var/lib/shoujian" : dir);
    if (!table.present()) return;
    if (const auto ledger = table.text("ledger")) out.ledger = *ledger;
    if (!out.ledger.starts_with("sqlite:") || out.ledger.size() == 7)
        table.complain("ledger",
                       "ledger 是 \"" + out.ledger + "\"，这个版本只能写 \"sqlite:文件名\"");
    table.refuse_unknown();
}

void read_digest(TomlTable table, Config& out) {
    if (!table.present()) return;
    out.digest_to = table.texts("to");
    for (const std::string& to : out.digest_to) {
        if (address_in(to).empty()) table.complain("to", "to 里的 \"" + to + "\" 不是邮箱地址");
    }
    if (const auto at = table.text("at")) out.digest_at = *at;
    if (!is_time_of_day(out.digest_at))
        table.complain("at", "at 是 \"" + out.digest_at + "\"，应当是几点几分，例如 \"17:30\"");
    table.refuse_unknown();
}

void read_replies(TomlTable table, Config& out) {
    if (!table.present()) return;
    static const std::vector<std::string> modes{"send", "hold", "none"}, languages{"zh", "en"};
    if (const auto mode = table.text("mode")) {
        if (std::ranges::find(modes, *mode) == modes.end())
            table.complain("mode", "没有 \"" + *mode + "\" 这个方式" + did_you_mean(*mode, modes));
        out.replies = *mode == "hold"   ? ReplyMode::hold
                      : *mode == "none" ? ReplyMode::none
                                        : ReplyMode::send;
    }
    if (const auto settle = table.integer("settle_seconds", 0, 604'800))
        out.settle = std::chrono::seconds(*settle);
    if (const auto language = table.text("language")) {
        if (std::ranges::find(languages, *language) == languages.end())
            table.complain("language", "没有 \"" + *language + "\" 这种语言，可以写 \"zh\"");
        out.language = *language;
    }
    table.refuse_unknown();
}

void read_bytes(TomlTable& table, std::string_view key, std::uint64_t& out) {
    const auto written = table.text(key);
    if (!written) return;
    const auto size = parse_size(*written);
    if (!size || size->decimal == 0) {
        table.complain(key,
                       std::string(key) + " 是 \"" + *written + "\"，应当是大小，例如 \"50MB\"");
        return;
    }
    out = size->decimal;
}

template <class Number>
void read_count(TomlTable& table, std::string_view key, std::int64_t most, Number& out) {
    if (const auto count = table.integer(key, 1, most)) out = static_cast<Number>(*count);
}

void read_limits(TomlTable table, Limits& out) {
    if (!table.present()) return;
    read_bytes(table, "file", out.file_bytes);
    read_bytes(table, "message", out.message_bytes);
    read_count(table, "parts", 100'000, out.message_parts);
    read_bytes(table, "unpacked", out.unpacked_bytes);
    read_count(table, "entries", 100'000, out.archive_entries);
    read_count(table, "depth", 50, out.depth);
    read_bytes(table, "xml", out.xml_bytes);
    read_count(table, "pdf_pages", 10'000, out.pdf_pages);
    if (const auto pixels = table.integer("picture_mpx", 1, 1000))
        out.picture_pixels = static_cast<std::uint64_t>(*pixels) * 1'000'000;
    if (const auto seconds = table.integer("file_seconds", 1, 3600))
        out.file_time = std::chrono::seconds(*seconds);
    table.refuse_unknown();
}

void read_rest(TomlTable& document, Config& out) {
    if (TomlTable table = document.table("retention"); table.present()) {
        read_count(table, "days", 36'500, out.retention_days);
        table.refuse_unknown();
    }
    if (TomlTable table = document.table("ocr"); table.present()) {
        out.ocr_dir = path_value(table, out.file, "dir");
        table.refuse_unknown();
    }
    if (TomlTable table = document.table("log"); table.present()) {
        static const std::vector<std::string> levels{"debug", "info", "warn", "error"};
        if (const auto level = table.text("level")) {
            if (std::ranges::find(levels, *level) == levels.end())
                table.complain("level",
                               "没有 \"" + *level + "\" 这个级别" + did_you_mean(*level, levels));
            out.log_level = *level;
        }
        table.refuse_unknown();
    }
    if (TomlTable table = document.table("status"); table.present()) {
        out.status_listen = table.text("listen").value_or("");
        const bool loopback =
            out.status_listen.starts_with("127.0.0.1:") || out.status_listen.starts_with("[::1]:");
        if (!out.status_listen.empty() && !loopback)
            table.complain("listen", "listen 只能在本机，例如 \"127.0.0.1:8025\"");
        table.refuse_unknown();
    }
}

void read_calls(TomlTable& document, Config& out, ConfigErrors& errors) {
    const auto paths = document.texts("calls");
    if (paths.empty() && document.find("calls") == nullptr)
        document.complain(Place{1, 1},
                          "缺少 calls，要写一行：calls = [\"calls/2019-dianxing/call.toml\"]");
    else if (paths.empty())
        document.complain("calls", "calls 是空的，至少要有一次征集的 call.toml");
    for (const std::string& path : paths) {
        const fs::path file = (out.file.parent_path() / path).lexically_normal();
        if (!fs::is_regular_file(file)) {
            document.complain("calls",
                              "calls 里的 " + path + " 读不到，应当是相对于本文件的 call.toml");
            continue;
        }
        Call call = load_call(file, errors);
        if (std::ranges::find(out.calls, call.id, &Call::id) != out.calls.end())
            document.complain("calls", "两次征集的 id 都是 " + call.id + "，要各不相同");
        out.calls.push_back(std::move(call));
    }
}

/// Older mail is recorded and never answered: by default what came 30 days before the earliest call
/// opens.
void fill_since(Config& out) {
    if (out.mailbox.since || out.calls.empty()) return;
    out.mailbox.since = std::ranges::min(out.calls, {}, &Call::opens).opens - std::chrono::days(30);
}

}  // namespace

Result<Config> load_config(const fs::path& file) {
    Config out;
    out.file = file;
    const auto text = read_text_file(file);
    if (!text)
        return Error{
            Fault::configuration,
            file.string() + ":1:1: 读不到配置文件，应当是 shoujian.toml（用 --config 指明）"};
    ConfigErrors errors;
    const auto parsed = parse_toml(file.string(), *text, errors);
    if (!parsed) return Error{Fault::configuration, errors.text()};
    TomlTable document(&*parsed, "", file.string(), errors);
    read_calls(document, out, errors);
    if (const auto zone = document.text("zone")) {
        const auto offset = parse_offset(*zone);
        if (!offset) document.complain("zone", "zone 是 \"" + *zone + "\"，应当像 \"+08:00\"");
        out.zone = offset.value_or(china_offset);
    }
    for (const char* name : {"mailbox", "smtp"}) {
        if (document.find(name) == nullptr)
            document.complain(Place{1, 1}, "没有 [" + std::string(name) + "] 表，要写明 url");
    }
    if (document.find("mailbox") != nullptr)
        out.mailbox = read_mailbox(document.table("mailbox"), file);
    if (document.find("smtp") != nullptr) out.smtp = read_smtp(document.table("smtp"), file);
    read_state(document.table("state"), file, out);
    read_digest(document.table("digest"), out);
    read_replies(document.table("replies"), out);
    read_limits(document.table("limits"), out.limits);
    read_rest(document, out);
    document.refuse_unknown();
    if (!errors.empty()) return Error{Fault::configuration, errors.text()};
    fill_since(out);
    return out;
}

std::string mailbox_name(const MailboxConfig& mailbox) {
    if (mailbox.url.starts_with("maildir:")) return mailbox.url;
    const std::string rest = mailbox.url.substr(mailbox.url.find("://") + 3);
    const std::string host = rest.substr(0, rest.find('/'));
    return mailbox.user + "@" + host.substr(0, host.rfind(':'));
}

Result<std::string> read_password(const std::string& file, const std::string& env) {
    if (file.empty()) {
        const char* value = std::getenv(env.c_str());
        if (value != nullptr && *value != '\0') return std::string(value);
        return Error{Fault::configuration,
                     "环境变量 " + env + " 里没有授权码；请设置它，或改用 password_file"};
    }
    const auto text = read_text_file(file);
    if (!text)
        return Error{Fault::configuration,
                     "读不到授权码文件 " + file + "；请建立它（只有一行），并让本程序可以读"};
    const std::string password(trim(std::string_view(*text).substr(0, text->find('\n'))));
    if (password.empty())
        return Error{Fault::configuration, "授权码文件 " + file + " 是空的；第一行应当是授权码"};
    return password;
}

}  // namespace shoujian

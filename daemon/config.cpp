#include "daemon/config.hpp"

#include "daemon/call_folder.hpp"
#include "daemon/config_mail.hpp"
#include "daemon/ocr_folder.hpp"
#include "daemon/text_file.hpp"
#include "parsers/base/text.hpp"
#include "rules/call/address.hpp"
#include "rules/call/size.hpp"
#include "rules/call/toml_table.hpp"

#include <algorithm>

namespace shoujian {

namespace fs = std::filesystem;

namespace {

bool is_time_of_day(const std::string& text) {
    return text.size() == 5 && text[2] == ':'
           && parse_rfc3339("2020-01-01T" + text + ":00Z").has_value();
}

void read_state(TomlTable table, const fs::path& file, Config& out) {
    const std::string dir =
        table.present() ? table.required_text("dir", "\"/var/lib/shoujian\"") : "";
    out.state_dir = beside(file, dir.empty() ? "/var/lib/shoujian" : dir);
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
        const bool none = table.text("dir") == no_recogniser;
        out.ocr_dir = none ? no_recogniser : path_in(table, out.file, "dir");
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
        std::error_code error;
        if (!fs::is_regular_file(file, error)) {
            document.complain("calls", "calls 里的 " + path + " 读不到（" + why_unreadable(file)
                                           + "），应当是相对于本文件的 call.toml");
            continue;
        }
        Call call = load_call(file, errors);
        if (!call.id.empty() && std::ranges::find(out.calls, call.id, &Call::id) != out.calls.end())
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

Result<Config> load_config(const fs::path& file, ConfigFor purpose) {
    Config out;
    out.file = file;
    const auto text = read_text_file(file);
    if (!text)
        return Error{Fault::configuration, file.string() + ":1:1: 读不到配置文件（"
                                               + why_unreadable(file)
                                               + "），应当是 shoujian.toml（用 --config 指明）"};
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
        out.mailbox = read_mailbox(document.table("mailbox"), file, purpose);
    if (document.find("smtp") != nullptr)
        out.smtp = read_smtp(document.table("smtp"), file, purpose);
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

}  // namespace shoujian

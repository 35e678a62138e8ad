#include "daemon/call_folder.hpp"

#include "daemon/text/reply.hpp"
#include "daemon/text/template_names.hpp"
#include "daemon/text_file.hpp"
#include "parsers/base/text.hpp"
#include "rules/call/call_toml.hpp"
#include "rules/call/tables_csv.hpp"
#include "rules/judging/finding.hpp"

#include <algorithm>

namespace shoujian {

namespace fs = std::filesystem;

namespace {

/// The texts that every call has, its own or the shipped ones.
constexpr const char* message_files[] = {"reply.txt", "reply.html", "receipt.txt", "receipt.html"};

std::vector<std::string> finding_codes() {
    std::vector<std::string> out;
    for (const auto& [code, severity] : default_severities()) out.push_back(code);
    return out;
}

/// .docx, .doc, or the XML of Word 2003, by the first bytes; the reader looks closer.
bool begins_as_word(std::string_view bytes) {
    constexpr std::string_view beginnings[] = {"PK\x03\x04", "\xD0\xCF\x11\xE0", "<?xml",
                                               "\xEF\xBB\xBF<?xml"};
    return std::ranges::any_of(beginnings, [&](auto one) { return bytes.starts_with(one); });
}

/// Where a text stops being UTF-8.
std::optional<Place> first_bad_utf8(std::string_view text) {
    int number = 0;
    for (const std::string_view line : split(text, '\n')) {
        ++number;
        if (is_valid_utf8(line)) continue;
        std::size_t good = 0;
        for (std::size_t at = 0; at < line.size() && is_valid_utf8(line.substr(good, at - good));) {
            good = at;
            next_character(line, at);
        }
        return Place{number, static_cast<int>(length(line.substr(0, good))) + 1};
    }
    return std::nullopt;
}

/// Everything that the rules are made of, for their version.
class RuleSet {
public:
    void add(const std::string& name, std::string_view bytes) {
        for (const std::string_view part : {std::string_view(name), bytes}) {
            stream_.add(as_bytes(std::to_string(part.size()) + ":"));
            stream_.add(as_bytes(part));
        }
    }
    std::string version() { return hex(stream_.finish()); }

private:
    Sha256Stream stream_;
};

/// One call folder as it is read.
class Folder {
public:
    Folder(const fs::path& call_toml, ConfigErrors& errors)
        : file_(call_toml), root_(call_toml.parent_path()), errors_(errors) {}

    Call load() {
        const auto text = read_text_file(file_);
        if (!text) {
            errors_.add(
                file_.string(), {1, 1},
                "读不到这个文件（" + why_unreadable(file_) + "），应当是一次征集的 call.toml");
            return {};
        }
        rules_.add("call.toml", *text);
        ParsedCall parsed = parse_call(file_.string(), *text, finding_codes(), errors_);
        call_ = std::move(parsed.call);
        sound_ = parsed.sound;
        read_blanks(parsed.blanks);
        read_tables();
        read_messages();
        call_.rule_set = rules_.version();
        return std::move(call_);
    }

private:
    void read_blanks(const std::vector<Place>& places) {
        for (std::size_t i = 0; i < call_.forms.size() && i < places.size(); ++i) {
            Form& form = call_.forms[i];
            if (form.blank_path.empty()) continue;
            const fs::path blank = root_ / form.blank_path;
            auto bytes = read_text_file(blank);
            if (!bytes || !begins_as_word(*bytes)) {
                const std::string why =
                    bytes ? "不是 WORD 文件" : "读不到：" + why_unreadable(blank);
                errors_.add(file_.string(), places[i],
                            "blank 指的空白表 “" + form.blank_path + "” " + why
                                + "；应当是相对于 call.toml 的 .docx 或 .doc");
                continue;
            }
            rules_.add(form.blank_path, *bytes);
            form.blank = Bytes::owned(std::move(*bytes));
        }
    }

    void read_tables() {
        const CallSoFar known{call_, sound_};
        if (const auto text = read_table("units.csv"))
            call_.units = parse_units(path_of("units.csv"), as_bytes(*text), known, errors_);
        if (const auto text = read_table("roster.csv"))
            call_.roster = parse_roster(path_of("roster.csv"), as_bytes(*text), known, errors_);
    }

    /// A table that the folder may do without.
    std::optional<std::string> read_table(const char* name) {
        const fs::path file = root_ / name;
        std::error_code error;
        if (fs::symlink_status(file, error).type() == fs::file_type::not_found) return std::nullopt;
        auto text = read_text_file(file);
        if (text) {
            rules_.add(name, *text);
        } else {
            errors_.add(file.string(), {1, 1}, "读不到这张表（" + why_unreadable(file) + "）");
        }
        return text;
    }

    std::string path_of(const char* name) const { return (root_ / name).string(); }

    void read_messages() {
        for (const char* name : message_files) {
            const fs::path own = root_ / "messages" / name;
            std::error_code error;
            if (fs::symlink_status(own, error).type() == fs::file_type::not_found) {
                take_shipped(name);
                continue;
            }
            const auto text = read_text_file(own);
            if (!text) {
                errors_.add(own.string(), {1, 1},
                            "读不到给报送人的回复文本（" + why_unreadable(own) + "）");
                continue;
            }
            rules_.add(name, *text);
            check_message(own.string(), *text);
            call_.messages[name] = *text;
        }
    }

    void check_message(const std::string& file, const std::string& text) {
        if (trim(text).empty()) {
            errors_.add(file, {1, 1}, "回复文本是空的；要写上内容，或删掉这个文件以使用自带的文本");
        } else if (const auto bad = first_bad_utf8(text)) {
            errors_.add(file, *bad, "文件不是 UTF-8 编码，请另存为 UTF-8");
        } else if (const auto wrong = template_error(text)) {
            errors_.add(file, {wrong->line, wrong->column}, wrong->what);
        } else {
            for (const TemplateError& one : unknown_names(text, reply_sample()))
                errors_.add(file, {one.line, one.column}, one.what);
        }
    }

    void take_shipped(const char* name) {
        const auto text = read_text_file(shipped_call().parent_path() / "messages" / name);
        if (text) {
            call_.messages[name] = *text;
        } else {
            errors_.add((root_ / "messages" / name).string(), {1, 1},
                        "读不到给报送人的回复文本，应当有这个文件");
        }
    }

    fs::path file_, root_;
    ConfigErrors& errors_;
    Call call_;
    bool sound_ = false;
    RuleSet rules_;
};

}  // namespace

Call load_call(const fs::path& call_toml, ConfigErrors& errors) {
    return Folder(call_toml, errors).load();
}

Result<Call> load_call(const fs::path& call_toml) {
    ConfigErrors errors;
    Call call = load_call(call_toml, errors);
    if (!errors.empty()) return Error{Fault::configuration, errors.text()};
    return call;
}

fs::path shipped_call() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
    for (fs::path root = program; !root.empty(); root = root.parent_path()) {
        for (const char* under : {"config", "share/shoujian"}) {
            fs::path found = root / under / "calls/2019-dianxing/call.toml";
            if (fs::is_regular_file(found, error)) return found;
        }
        if (root == root.root_path()) break;
    }
    const fs::path installed = "/usr/share/shoujian/calls/2019-dianxing/call.toml";
    return fs::is_regular_file(installed, error) ? installed : fs::path{};
}

}  // namespace shoujian

#include "daemon/call_folder.hpp"

#include "daemon/text/template.hpp"
#include "parsers/base/text.hpp"
#include "rules/call/call_toml.hpp"
#include "rules/call/tables_csv.hpp"
#include "rules/judging/finding.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

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
            errors_.add(file_.string(), {1, 1}, "读不到这个文件，应当是一次征集的 call.toml");
            return {};
        }
        rules_.add("call.toml", *text);
        ParsedCall parsed = parse_call(file_.string(), *text, finding_codes(), errors_);
        call_ = std::move(parsed.call);
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
            auto bytes = read_text_file(root_ / form.blank_path);
            if (!bytes || bytes->empty()) {
                errors_.add(file_.string(), places[i],
                            "blank 指的空白表 “" + form.blank_path
                                + "” 读不到，应当是相对于 call.toml 的 WORD 文件");
                continue;
            }
            rules_.add(form.blank_path, *bytes);
            form.blank = Bytes::owned(std::move(*bytes));
        }
    }

    void read_tables() {
        const fs::path units = root_ / "units.csv", roster = root_ / "roster.csv";
        if (const auto text = read_text_file(units)) {
            rules_.add("units.csv", *text);
            call_.units = parse_units(units.string(), as_bytes(*text), call_, errors_);
        }
        if (const auto text = read_text_file(roster)) {
            rules_.add("roster.csv", *text);
            call_.roster = parse_roster(roster.string(), as_bytes(*text), call_, errors_);
        }
    }

    void read_messages() {
        for (const char* name : message_files) {
            const fs::path own = root_ / "messages" / name;
            const auto text = read_text_file(own);
            if (!text) {
                take_shipped(name);
                continue;
            }
            rules_.add(name, *text);
            if (const auto wrong = template_error(*text))
                errors_.add(own.string(), {wrong->line, wrong->column}, wrong->what);
            call_.messages[name] = *text;
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
    RuleSet rules_;
};

}  // namespace

std::optional<std::string> read_text_file(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

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
            const fs::path found = root / under / "calls/2019-dianxing/call.toml";
            if (fs::is_regular_file(found, error)) return found;
        }
        if (root == root.root_path()) break;
    }
    const fs::path installed = "/usr/share/shoujian/calls/2019-dianxing/call.toml";
    return fs::is_regular_file(installed, error) ? installed : fs::path{};
}

}  // namespace shoujian

#include "daemon/options.hpp"

#include "parsers/base/text.hpp"

#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

struct CommandRow {
    std::string_view name, summary;
    std::string_view usage;
    std::vector<std::string> values, flags;
    std::size_t least = 0, most = 0;  ///< arguments
};

constexpr std::size_t any_number = 100000;

const std::vector<CommandRow>& commands() {
    static const std::vector<CommandRow> rows{
        {"run",
         "收取、判断、答复，一直运行（--once：只做一轮）",
         "run --config FILE [--once]",
         {"config"},
         {"once"},
         0,
         0},
        {"check",
         "把所给文件当作一封邮件的附件来检查，打印结论",
         "check [--call FILE] [--received-at RFC3339] [--json] [--explain] [--pictures DIR] "
         "PATH...",
         {"call", "received-at", "pictures"},
         {"json", "explain"},
         1,
         any_number},
        {"config check", "检查全部配置文件", "config check --config FILE", {"config"}, {}, 0, 0},
        {"list",
         "列出全部案卷（--messages：每封邮件及其去向）",
         "list [--json] [--verdict V] [--unit U] [--form F] [--messages]",
         {"config", "verdict", "unit", "form"},
         {"json", "messages"},
         0,
         0},
        {"show", "一个案卷及其全部经过", "show CASE [--json]", {"config"}, {"json"}, 1, 1},
        {"explain", "一个案卷为何是这个结论", "explain CASE [--json]", {"config"}, {"json"}, 1, 1},
        {"release",
         "发出暂扣的答复（写明一封邮件时，发送失败的也再发一次）",
         "release MESSAGE | release --all",
         {"config"},
         {"all"},
         0,
         1},
    };
    return rows;
}

const CommandRow* row_of(const std::string& name) {
    const auto row = std::ranges::find(commands(), name, &CommandRow::name);
    return row == commands().end() ? nullptr : &*row;
}

Error usage(const std::string& text) {
    return {Fault::usage, text + "（shoujian help 列出全部命令）"};
}

Result<const CommandRow*> find_command(std::vector<std::string>& words) {
    if (words[0] == "config" && words.size() > 1 && words[1] == "check") {
        words.erase(words.begin());
        words[0] = "config check";
    }
    if (const CommandRow* row = row_of(words[0])) return row;
    std::vector<std::string> names;
    for (const CommandRow& row : commands()) names.emplace_back(row.name);
    const bool two_words = words[0] == "config" && words.size() > 1;
    const std::string said = two_words ? words[0] + " " + words[1] : words[0];
    const auto near = nearest(said, names);
    return usage("没有命令 " + said + (near ? "，是不是 " + *near + "？" : ""));
}

Poco::Util::OptionSet option_set(const CommandRow& row) {
    Poco::Util::OptionSet set;
    for (const std::string& name : row.values)
        set.addOption(Poco::Util::Option(name, "", "", false, "VALUE", true));
    for (const std::string& name : row.flags)
        set.addOption(Poco::Util::Option(name, "", "", false));
    return set;
}

Result<Options> read_words(const CommandRow& row, const std::vector<std::string>& words) {
    Options out;
    out.command = row.name;
    const Poco::Util::OptionSet set = option_set(row);
    Poco::Util::OptionProcessor processor(set);
    processor.setUnixStyle(true);
    bool only_arguments = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--" && !only_arguments) {
            only_arguments = true;
            continue;
        }
        if (only_arguments || !word.starts_with("--")) {
            out.arguments.push_back(word);
            continue;
        }
        std::string argument = word;
        const std::string name = word.substr(2, word.find('=') - 2);
        // "--config FILE" as well as "--config=FILE".
        const bool takes_value = std::ranges::find(row.values, name) != row.values.end();
        if (takes_value && word.find('=') == std::string::npos) {
            const bool follows = i + 1 < words.size() && !words[i + 1].starts_with("--");
            if (!follows)
                return usage(word + " 后面要有一个值；用法：shoujian " + std::string(row.usage));
            argument += "=" + words[++i];
        }
        std::string key;
        std::string value;
        if (!processor.process(argument, key, value)) return usage("看不懂 " + word);
        if (takes_value && value.empty())
            return usage("--" + key + " 的值是空的；用法：shoujian " + std::string(row.usage));
        if (std::ranges::find(row.flags, key) != row.flags.end())
            out.flags.insert(key);
        else
            out.values[key] = value;
    }
    return out;
}

}  // namespace

std::optional<std::string> Options::value(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
}

std::string Options::config() const {
    return value("config").value_or("/etc/shoujian/shoujian.toml");
}

Result<Options> parse_options(const std::vector<std::string>& arguments) {
    if (arguments.empty()) return usage("请给出一个命令");
    std::vector<std::string> words = arguments;
    if (words[0] == "--version" || words[0] == "version") return Options{"version", {}, {}, {}};
    if (words[0] == "help" || words[0] == "--help" || words[0] == "-h") {
        std::string topic;
        for (std::size_t i = 1; i < words.size(); ++i) topic += (i > 1 ? " " : "") + words[i];
        return Options{"help", {}, {}, {topic}};
    }
    const auto row = find_command(words);
    if (!row) return row.error();
    try {
        auto out = read_words(**row, words);
        if (!out) return out;
        const std::size_t count = out->arguments.size();
        if (count < (*row)->least || count > (*row)->most)
            return usage("用法：shoujian " + std::string((*row)->usage));
        return out;
    } catch (const Poco::Util::OptionException& e) {
        return usage("选项不对：" + e.message() + "；用法：shoujian " + std::string((*row)->usage));
    }
}

std::string help_text(const std::string& command) {
    if (const CommandRow* row = row_of(command))
        return "shoujian " + std::string(row->usage) + "\n\n" + std::string(row->summary) + "\n";
    std::string out = "shoujian（收件）：收取报送邮件，读表，核对，答复。\n\n";
    for (const CommandRow& row : commands())
        out +=
            "  shoujian " + std::string(row.usage) + "\n      " + std::string(row.summary) + "\n";
    out +=
        "  shoujian --version\n  shoujian help [COMMAND]\n\n--config 缺省为 "
        "/etc/shoujian/shoujian.toml。\n";
    return out;
}

}  // namespace shoujian

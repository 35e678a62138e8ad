#include "rules/call/toml_doc.hpp"

#include "parsers/base/text.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace shoujian {

namespace {

Place place_of(const toml::source_region& region) {
    return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

TomlDate date_of(const toml::date_time& written) {
    using namespace std::chrono;
    if (!written.offset) return {};
    const year_month_day day{year(written.date.year), month(written.date.month),
                             std::chrono::day(written.date.day)};
    if (!day.ok()) return {};
    return {sys_days(day) + hours(written.time.hour) + minutes(written.time.minute)
            + seconds(written.time.second) - minutes(written.offset->minutes)};
}

TomlValue value_of(const toml::node& node);

TomlMembers members_of(const toml::table& table) {
    TomlMembers members;
    for (const auto& [key, node] : table) {
        members.push_back({std::string(key.str()), place_of(key.source()), value_of(node)});
    }
    // toml++ keeps keys by name; people read by place.
    std::ranges::stable_sort(members, {}, &TomlEntry::at);
    return members;
}

TomlArray items_of(const toml::array& array) {
    TomlArray items;
    for (const toml::node& node : array) items.push_back(value_of(node));
    return items;
}

TomlValue value_of(const toml::node& node) {
    TomlValue out{place_of(node.source()), {}};
    node.visit([&](const auto& typed) {
        using Node = std::decay_t<decltype(typed)>;
        if constexpr (toml::is_table<Node>) {
            out.what = members_of(typed);
        } else if constexpr (toml::is_array<Node>) {
            out.what = items_of(typed);
        } else if constexpr (toml::is_date_time<Node>) {
            out.what = date_of(typed.get());
        } else if constexpr (toml::is_date<Node> || toml::is_time<Node>) {
            out.what = TomlDate{};
        } else {
            out.what = typed.get();
        }
    });
    return out;
}

/// What the parser says in English, for the people who write these files.
struct Translation {
    std::string_view english, chinese;
};
constexpr Translation translations[] = {
    {"cannot redefine", "这个键或表前面已经写过了，同一个名字只能写一次"},
    {"expected keys, tables",
     "这里应当是“键 = 值”或 [表名]；键名只能用英文字母、数字、下划线和连字符"},
    {"could not determine value type", "看不懂这个值；文字要放在英文双引号里，例如 \"文字\""},
    {"expected value", "等号后面缺少值"},
    {"unescaped control characters", "文字没有结束：缺少右边的英文双引号"},
    {"unknown escape", "双引号里的反斜杠要写成 \\\\，或者改用单引号 '…'"},
    {"expected comma or closing", "数组没有写完：各项之间用英文逗号，最后用 ]"},
    {"expected ']'", "表名没有写完：缺少 ]"},
    {"expected '='", "键名后面应当是等号 ="},
    {"leading zeroes", "数字前面不能有 0；编号、电话之类要放在英文双引号里"},
    {"expected digit", "数字后面不能跟别的字符；带单位的值要放在英文双引号里，例如 \"1MB\""},
    {"while parsing date", "日期不对，要写成例如 2020-05-15T23:59:59+08:00"},
    {"while parsing time", "时间不对，要写成例如 2020-05-15T23:59:59+08:00"},
    {"utf-8", "文件不是 UTF-8 编码，请另存为 UTF-8"},
    {"end-of-file", "文件在这里突然结束，前面有引号或括号没有配对"},
};

std::string in_chinese(std::string_view english) {
    const std::string lower = lower_ascii(english);
    for (const Translation& row : translations) {
        if (lower.find(row.english) != std::string::npos)
            return "TOML 语法错误：" + std::string(row.chinese);
    }
    return "TOML 语法错误：" + std::string(english);
}

}  // namespace

std::optional<TomlValue> parse_toml(const std::string& file,
                                    std::string_view text,
                                    ConfigErrors& errors) {
    try {
        return value_of(toml::parse(text));
    } catch (const toml::parse_error& e) {
        errors.add(file, place_of(e.source()), in_chinese(e.description()));
        return std::nullopt;
    }
}

}  // namespace shoujian

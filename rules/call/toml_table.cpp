#include "rules/call/toml_table.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

constexpr std::array<std::string_view, 7> kind_names{"文字", "整数",     "小数", "true/false",
                                                     "日期", "数组 […]", "表"};

std::string quoted(std::string_view text) {
    return "“" + shorten(text, 60) + "”";
}

const TomlMembers* as_members(const TomlValue* value) {
    return value == nullptr ? nullptr : std::get_if<TomlMembers>(&value->what);
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string> words) {
    if (const auto near = nearest(word, words)) return "，是不是 " + *near + "？";
    std::string list;
    if (words.size() > 20) return list;
    for (const std::string& one : words) list += (list.empty() ? "" : "、") + one;
    return list.empty() ? std::string() : "，可以写：" + list;
}

TomlTable::TomlTable(const TomlValue* value,
                     std::string name,
                     std::string file,
                     ConfigErrors& errors)
    : members_(as_members(value)),
      at_(value == nullptr ? Place{} : value->at),
      name_(std::move(name)),
      file_(std::move(file)),
      errors_(&errors) {}

const TomlEntry* TomlTable::entry(std::string_view key) const {
    if (members_ == nullptr) return nullptr;
    const auto found = std::ranges::find(*members_, key, &TomlEntry::key);
    return found == members_->end() ? nullptr : &*found;
}

const TomlValue* TomlTable::find(std::string_view key) {
    if (std::ranges::find(known_, key) == known_.end()) known_.emplace_back(key);
    const TomlEntry* const found = entry(key);
    return found == nullptr ? nullptr : &found->value;
}

Place TomlTable::at(std::string_view key) const {
    const TomlEntry* const found = entry(key);
    return found == nullptr ? at_ : found->value.at;
}

void TomlTable::wrong_kind(std::string_view key,
                           const TomlValue& value,
                           std::string_view expected) {
    complain(value.at, quoted(key) + " 要写成" + std::string(expected) + "，这里写的是"
                           + std::string(kind_names[value.what.index()]));
}

void TomlTable::lacking(std::string_view key, std::string_view example) {
    const std::string where = name_.empty() ? "文件开头" : name_ + " ";
    complain(at_, where + "缺少 " + std::string(key) + "，要写一行：" + std::string(key) + " = "
                      + std::string(example));
}

std::optional<std::string> TomlTable::text(std::string_view key) {
    const TomlValue* const value = find(key);
    if (value == nullptr) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&value->what)) return *text;
    wrong_kind(key, *value, "文字（放在英文双引号里）");
    return std::nullopt;
}

std::optional<bool> TomlTable::flag(std::string_view key) {
    const TomlValue* const value = find(key);
    if (value == nullptr) return std::nullopt;
    if (const auto* flag = std::get_if<bool>(&value->what)) return *flag;
    wrong_kind(key, *value, " true 或 false（不加引号）");
    return std::nullopt;
}

std::optional<double> TomlTable::number(std::string_view key) {
    const TomlValue* const value = find(key);
    if (value == nullptr) return std::nullopt;
    if (const auto* whole = std::get_if<std::int64_t>(&value->what))
        return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value->what)) return *real;
    wrong_kind(key, *value, "数字（不加引号）");
    return std::nullopt;
}

std::optional<std::int64_t> TomlTable::integer(std::string_view key,
                                               std::int64_t least,
                                               std::int64_t most) {
    const TomlValue* const value = find(key);
    if (value == nullptr) return std::nullopt;
    const auto* const whole = std::get_if<std::int64_t>(&value->what);
    if (whole == nullptr) {
        wrong_kind(key, *value, "整数（不加引号）");
        return std::nullopt;
    }
    if (*whole >= least && *whole <= most) return *whole;
    complain(value->at, quoted(key) + " 是 " + std::to_string(*whole) + "，应当在 "
                            + std::to_string(least) + " 到 " + std::to_string(most) + " 之间");
    return std::nullopt;
}

std::optional<Instant> TomlTable::instant(std::string_view key) {
    const TomlValue* const value = find(key);
    if (value == nullptr) return std::nullopt;
    const auto* const date = std::get_if<TomlDate>(&value->what);
    if (date != nullptr && date->instant) return date->instant;
    constexpr std::string_view example = "2020-05-15T23:59:59+08:00";
    if (date == nullptr) {
        wrong_kind(key, *value, "日期和时间（不加引号），例如 " + std::string(example));
    } else {
        complain(value->at, quoted(key) + " 要写全日期、时间和时区，例如 " + std::string(example)
                                + "（+08:00 是北京时间）");
    }
    return std::nullopt;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    const TomlValue* const value = find(key);
    if (value == nullptr) return {};
    if (const auto* text = std::get_if<std::string>(&value->what)) return {*text};
    const auto* const items = std::get_if<TomlArray>(&value->what);
    if (items == nullptr) {
        wrong_kind(key, *value, "文字数组，例如 [\"…\", \"…\"]");
        return {};
    }
    std::vector<std::string> out;
    for (const TomlValue& item : *items) {
        const auto* const text = std::get_if<std::string>(&item.what);
        if (text == nullptr) {
            wrong_kind(key, item, "文字数组，其中每一项都放在英文双引号里");
        } else {
            out.push_back(*text);
        }
    }
    return out;
}

TomlTable TomlTable::table(std::string_view key) {
    const TomlValue* const value = find(key);
    if (value != nullptr && as_members(value) == nullptr)
        wrong_kind(key, *value, "表：[" + std::string(key) + "] 或 {键 = 值, …}");
    TomlTable out(value, "[" + std::string(key) + "]", file_, *errors_);
    if (value == nullptr) out.at_ = at_;
    return out;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    const TomlValue* const value = find(key);
    if (value == nullptr) return {};
    const auto* const items = std::get_if<TomlArray>(&value->what);
    const bool inside = name_.starts_with("[[");
    const std::string brackets =
        "[[" + (inside ? name_.substr(2, name_.size() - 4) + "." : "") + std::string(key) + "]]";
    std::vector<TomlTable> out;
    if (items == nullptr) {
        wrong_kind(key, *value, " " + brackets + "（两层方括号）");
        return out;
    }
    for (const TomlValue& item : *items) {
        if (as_members(&item) == nullptr) {
            wrong_kind(key, item, " " + brackets + "（两层方括号）");
        } else {
            out.emplace_back(&item, brackets, file_, *errors_);
        }
    }
    return out;
}

const TomlMembers& TomlTable::members() const {
    static const TomlMembers none;
    return members_ == nullptr ? none : *members_;
}

std::string TomlTable::required_text(std::string_view key, std::string_view example) {
    if (find(key) == nullptr) {
        lacking(key, example);
        return {};
    }
    auto value = text(key);
    if (value && trim(*value).empty()) complain(key, quoted(key) + " 不能是空的");
    return value.value_or("");
}

std::optional<Instant> TomlTable::required_instant(std::string_view key, std::string_view example) {
    if (find(key) == nullptr) lacking(key, example);
    return instant(key);
}

void TomlTable::require_some(std::string_view key,
                             std::span<const std::string> read,
                             std::string_view line) {
    const TomlValue* const value = find(key);
    const auto* const items = value == nullptr ? nullptr : std::get_if<TomlArray>(&value->what);
    if (value == nullptr) {
        complain(at_, name_ + " 缺少 " + std::string(key) + "，要写一行：" + std::string(line));
    } else if (items != nullptr && items->empty()) {
        complain(value->at, quoted(key) + " 是空的，至少要有一项：" + std::string(line));
    } else if (std::ranges::any_of(read, [](auto& one) { return trim(one).empty(); })) {
        complain(value->at, quoted(key) + " 里有一项是空的，要写上文字：" + std::string(line));
    }
}

void TomlTable::refuse_unknown() {
    for (const TomlEntry& one : members()) {
        if (std::ranges::find(known_, one.key) != known_.end()) continue;
        const std::string where = name_.empty() ? "" : name_ + " 里";
        complain(one.at,
                 where + "没有 " + quoted(one.key) + " 这个键" + did_you_mean(one.key, known_));
    }
}

}  // namespace shoujian

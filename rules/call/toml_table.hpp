#pragma once

#include "rules/call/toml_doc.hpp"

#include <span>

namespace shoujian {

/// A table of a config file, read key by key. Each reader complains where the value is of the wrong
/// kind, remembers the key as known, and gives nothing. At the end `refuse_unknown` complains of
/// every key that nobody asked for.
///
/// Looks at values that must outlive it: those of the parse_toml that it came from. `value` may be
/// null: an absent table, in which nothing stands.
class TomlTable {
public:
    TomlTable(const TomlValue* value, std::string name, std::string file, ConfigErrors& errors);

    bool present() const { return members_ != nullptr; }
    const TomlValue* find(std::string_view key);

    std::optional<std::string> text(std::string_view key);
    std::optional<bool> flag(std::string_view key);
    std::optional<double> number(std::string_view key);
    /// Outside [least, most] is an error.
    std::optional<std::int64_t> integer(std::string_view key,
                                        std::int64_t least,
                                        std::int64_t most);
    std::optional<Instant> instant(std::string_view key);
    /// One text or an array of texts.
    std::vector<std::string> texts(std::string_view key);
    TomlTable table(std::string_view key);
    std::vector<TomlTable> tables(std::string_view key);  ///< [[key]]
    const TomlMembers& members() const;

    /// The same, and an error where the key is lacking or the text is blank; `example` is how to
    /// write the value.
    std::string required_text(std::string_view key, std::string_view example);
    std::optional<Instant> required_instant(std::string_view key, std::string_view example);

    /// Complains where the key is lacking, where `read`, its texts, are none, or where one of them
    /// is blank.
    void require_some(std::string_view key,
                      std::span<const std::string> read,
                      std::string_view line);

    /// Where the value of a key stands; of a lacking one, where the table begins.
    Place at(std::string_view key) const;
    Place at() const { return at_; }
    const std::string& name() const { return name_; }
    const std::string& file() const { return file_; }

    void complain(Place where, std::string what) { errors_->add(file_, where, std::move(what)); }
    void complain(std::string_view key, std::string what) { complain(at(key), std::move(what)); }
    void refuse_unknown();

private:
    const TomlEntry* entry(std::string_view key) const;
    void wrong_kind(std::string_view key, const TomlValue& value, std::string_view expected);
    void lacking(std::string_view key, std::string_view example);

    const TomlMembers* members_ = nullptr;
    Place at_;
    std::string name_, file_;
    ConfigErrors* errors_;
    std::vector<std::string> known_;
};

/// “，是不是 deadline？”, where one of `words` is near; else the list of all words, “，可以写：…”;
/// empty where that would be too long to help.
std::string did_you_mean(std::string_view word, std::span<const std::string> words);

}  // namespace shoujian

#include "rules/call/tables_csv.hpp"

#include "parsers/base/text.hpp"
#include "rules/call/csv_doc.hpp"
#include "rules/call/toml_table.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace shoujian {

namespace {

/// A table whose columns are known by their header. Complains of unknown, double and lacking
/// columns at once.
class CsvTable {
public:
    CsvTable(const std::string& file,
             ByteSpan bytes,
             std::span<const std::string> columns,
             std::span<const std::string> required,
             ConfigErrors& errors)
        : file_(file), errors_(errors), rows_(parse_csv(file, bytes, errors)) {
        if (rows_.empty()) {
            errors.add(file, {1, 1}, "表是空的；第一行要写列名，例如 " + join(columns));
            return;
        }
        for (std::size_t i = 0; i < rows_.front().size(); ++i) take_column(i, columns);
        for (const std::string& name : required) {
            if (index_.contains(name)) continue;
            lacking_ = true;
            errors.add(file, {1, 1},
                       "第一行缺少列 " + name + "；各列用英文逗号隔开，例如 " + join(columns));
        }
    }

    /// Rows below the header; none where a column is lacking, as each would be complained of.
    std::size_t size() const {
        return lacking_ || index_.empty() || rows_.empty() ? 0 : rows_.size() - 1;
    }

    /// The cell of a row (from 0, below the header); blank where there is none.
    const CsvCell& cell(std::size_t row, const std::string& column) const {
        static const CsvCell none{};
        const auto known = index_.find(column);
        const CsvRow& cells = rows_[row + 1];
        return known == index_.end() || known->second >= cells.size() ? none : cells[known->second];
    }

    Place start(std::size_t row) const { return rows_[row + 1].front().at; }
    void complain(Place at, std::string what) const { errors_.add(file_, at, std::move(what)); }

    /// More cells than columns: a comma too many has shifted what follows.
    void check_width(std::size_t row) const {
        const CsvRow& cells = rows_[row + 1];
        for (std::size_t i = rows_.front().size(); i < cells.size(); ++i) {
            if (cells[i].text.empty()) continue;
            complain(
                cells[i].at,
                "这一行的单元格比第一行的列多；单元格里有英文逗号时，整个单元格要放在英文双引号里");
            return;
        }
    }

private:
    static std::string join(std::span<const std::string> names) {
        std::string out;
        for (const std::string& one : names) out += (out.empty() ? "" : ",") + one;
        return out;
    }

    /// A column that "quota_*" stands for.
    static bool is_of_unknown_form(std::string_view name, std::span<const std::string> columns) {
        return std::ranges::any_of(columns, [&](std::string_view one) {
            return one.ends_with('*') && name.starts_with(one.substr(0, one.size() - 1));
        });
    }

    void take_column(std::size_t i, std::span<const std::string> columns) {
        const CsvCell& head = rows_.front()[i];
        if (head.text.empty()) return;
        const std::string name = lower_ascii(fold_width(head.text));
        const auto known = std::ranges::find_if(
            columns, [&](const std::string& one) { return equal_folded(one, name); });
        if (known == columns.end() && is_of_unknown_form(name, columns)) return;
        if (known == columns.end()) {
            complain(head.at, "没有 “" + head.text + "” 这一列" + did_you_mean(head.text, columns));
        } else if (!index_.emplace(*known, i).second) {
            complain(head.at, "列 “" + head.text + "” 出现了两次");
        }
    }

    const std::string& file_;
    ConfigErrors& errors_;
    std::vector<CsvRow> rows_;
    std::map<std::string, std::size_t> index_;
    bool lacking_ = false;
};

std::optional<int> read_count(const CsvTable& table, const CsvCell& cell, const std::string& what) {
    if (cell.text.empty()) return std::nullopt;
    const std::string digits = fold_width(cell.text);
    int count = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (error == std::errc{} && stop == digits.data() + digits.size() && count >= 0) return count;
    table.complain(cell.at, what + "是 “" + cell.text + "”，应当是 0 或更大的整数（空着表示不限）");
    return std::nullopt;
}

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> out;
    for (const std::string_view part : split(text, '|')) {
        if (!trim(part).empty()) out.emplace_back(trim(part));
    }
    return out;
}

/// "a@b.cn" or "@b.cn", lower case.
bool is_sender(std::string_view text) {
    const std::size_t at = text.find('@');
    const std::string_view domain = at == std::string_view::npos ? "" : text.substr(at + 1);
    return domain.find('.') != std::string_view::npos && domain.find('@') == std::string_view::npos
           && domain.front() != '.' && domain.back() != '.'
           && std::ranges::none_of(text, [](char c) {
                  return static_cast<unsigned char>(c) <= ' ' || c == ',' || c == ';' || c == '<'
                         || c == '>' || static_cast<unsigned char>(c) >= 0x80;
              });
}

std::vector<std::string> read_senders(const CsvTable& table, const CsvCell& cell) {
    std::vector<std::string> out;
    for (const std::string& one : parted(cell.text)) {
        if (!is_sender(one)) {
            table.complain(
                cell.at,
                "“" + one
                    + "” 不是邮箱地址；要写成 name@example.cn 或 @example.cn，几个之间用 | 隔开");
        }
        out.push_back(lower_ascii(one));
    }
    return out;
}

std::optional<Instant> read_extension(const CsvTable& table, const CsvCell& cell, CallSoFar known) {
    if (cell.text.empty()) return std::nullopt;
    const auto moment = parse_rfc3339(cell.text);
    if (!moment) {
        table.complain(
            cell.at,
            "deadline 是 “" + cell.text
                + "”，要写全日期、时间和时区，例如 2020-05-20T23:59:59+08:00（空着表示不延期）");
    } else if (known.sound && *moment < known.call.deadline) {
        table.complain(cell.at, "deadline 是 " + cell.text + "，早于征集的截止时间 "
                                    + format_rfc3339(known.call.deadline) + "；这一列只用来延期");
    }
    return moment;
}

/// Names of units, each with the line where it stands first.
using Names = std::map<std::string, int>;

void take_name(const CsvTable& table, const CsvCell& cell, const std::string& name, Names& names) {
    const auto [first, fresh] = names.emplace(fold(name), cell.at.line);
    if (fresh) return;
    table.complain(cell.at, "单位名或别名 “" + name + "” 重复，第 " + std::to_string(first->second)
                                + " 行已经有了；一个名字只能指一个单位");
}

Unit read_unit(const CsvTable& table, std::size_t row, CallSoFar known, Names& names) {
    Unit unit;
    const CsvCell& name = table.cell(row, "unit");
    unit.name = name.text;
    if (unit.name.empty()) {
        table.complain(table.start(row), "这一行没有单位名（unit 列是空的）");
    } else {
        take_name(table, name, unit.name, names);
    }
    const CsvCell& aliases = table.cell(row, "aliases");
    for (std::string& alias : parted(aliases.text)) {
        if (fold(alias) == fold(unit.name)) continue;
        take_name(table, aliases, alias, names);
        unit.aliases.push_back(std::move(alias));
    }
    unit.senders = read_senders(table, table.cell(row, "senders"));
    for (const Form& form : known.call.forms) {
        const std::string column = "quota_" + form.id;
        if (const auto quota = read_count(table, table.cell(row, column), "名额 " + column + " "))
            unit.quotas[form.id] = *quota;
    }
    unit.deadline = read_extension(table, table.cell(row, "deadline"), known);
    table.check_width(row);
    return unit;
}

std::string read_form_id(const CsvTable& table, std::size_t row, CallSoFar known) {
    const CsvCell& cell = table.cell(row, "form");
    if (!known.sound || known.call.form(cell.text) != nullptr) return cell.text;
    std::vector<std::string> ids;
    for (const Form& form : known.call.forms) {
        if (std::ranges::find(form.titles, cell.text) != form.titles.end()) return form.id;
        ids.push_back(form.id);
    }
    const Place at = cell.at.line == 0 ? table.start(row) : cell.at;
    table.complain(at, "form 是 “" + cell.text + "”，没有这张表" + did_you_mean(cell.text, ids));
    return cell.text;
}

}  // namespace

std::vector<Unit> parse_units(const std::string& file,
                              ByteSpan bytes,
                              CallSoFar known,
                              ConfigErrors& errors) {
    std::vector<std::string> columns{"unit", "aliases", "senders"};
    for (const Form& form : known.call.forms) columns.push_back("quota_" + form.id);
    if (!known.sound) columns.emplace_back("quota_*");
    columns.emplace_back("deadline");
    const std::vector<std::string> required{"unit"};
    const CsvTable table(file, bytes, columns, required, errors);
    std::vector<Unit> units;
    Names names;
    for (std::size_t row = 0; row < table.size(); ++row)
        units.push_back(read_unit(table, row, known, names));
    return units;
}

std::vector<RosterEntry> parse_roster(const std::string& file,
                                      ByteSpan bytes,
                                      CallSoFar known,
                                      ConfigErrors& errors) {
    const std::vector<std::string> columns{"form", "name", "org", "phone", "activities"};
    const std::vector<std::string> required{"form", "name"};
    const CsvTable table(file, bytes, columns, required, errors);
    std::vector<RosterEntry> entries;
    for (std::size_t row = 0; row < table.size(); ++row) {
        RosterEntry entry{read_form_id(table, row, known), table.cell(row, "name").text,
                          table.cell(row, "org").text, table.cell(row, "phone").text,
                          read_count(table, table.cell(row, "activities"), "活动次数 activities ")};
        if (entry.name.empty()) table.complain(table.start(row), "这一行没有名字（name 列是空的）");
        table.check_width(row);
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace shoujian

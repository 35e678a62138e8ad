#include "daemon/commands/commands.hpp"
#include "daemon/commands/records.hpp"
#include "parsers/base/text.hpp"
#include "rules/call/toml_table.hpp"
#include "rules/cases/units.hpp"

#include <algorithm>
#include <iostream>
#include <set>

namespace shoujian {

namespace {

/// Which cases are wanted; what is not set does not matter.
struct Filter {
    std::optional<Verdict> verdict;
    std::optional<std::string> form;
    std::optional<std::string> unit;        ///< as written, folded
    std::set<std::string> canonical_units;  ///< what it is an alias of, call by call

    bool any() const { return verdict || form || unit; }
    bool wants(const CaseRow& row) const {
        return (!verdict || *verdict == row.verdict) && (!form || *form == row.who.form)
               && (!unit || *unit == fold(row.who.unit) || canonical_units.contains(row.who.unit));
    }
};

std::vector<std::string> verdict_names() {
    std::vector<std::string> out;
    for (const Verdict one :
         {Verdict::accepted, Verdict::review, Verdict::incomplete, Verdict::late,
          Verdict::unrelated, Verdict::rejected, Verdict::withdrawn})
        out.emplace_back(verdict_name(one));
    return out;
}

/// The forms of the calls, and those of cases whose call the config has no more.
std::vector<std::string> form_names(const Config& config, std::span<const CaseRow> rows) {
    std::set<std::string> names;
    for (const Call& call : config.calls)
        for (const Form& form : call.forms) names.insert(form.id);
    for (const CaseRow& row : rows)
        if (!row.who.form.empty()) names.insert(row.who.form);
    return {names.begin(), names.end()};
}

Error unknown_value(const std::string& what,
                    const std::string& value,
                    std::span<const std::string> known) {
    return {Fault::usage, "没有 " + value + " 这个" + what + did_you_mean(value, known)};
}

Result<Filter> filter_of(const Options& options,
                         const Config& config,
                         std::span<const CaseRow> rows) {
    Filter out;
    if (const auto verdict = options.value("verdict")) {
        out.verdict = verdict_by_name(*verdict);
        if (!out.verdict) return unknown_value("结论（--verdict）", *verdict, verdict_names());
    }
    out.form = options.value("form");
    const auto forms = form_names(config, rows);
    if (out.form && std::ranges::find(forms, *out.form) == forms.end())
        return unknown_value("表（--form）", *out.form, forms);
    if (const auto unit = options.value("unit")) {
        out.unit = fold(*unit);
        for (const Call& call : config.calls)
            if (const auto known = find_unit(call, *unit, ""))
                out.canonical_units.insert(known->name);
    }
    return out;
}

void print_cases(std::span<const CaseRow> rows, const Config& config, bool json) {
    std::vector<CaseLine> lines;
    for (const CaseRow& row : rows)
        lines.push_back({row.number, row.who, row.verdict, row.codes, row.received, row.updated});
    if (json) {
        std::cout << cases_json(lines, config.zone);
        return;
    }
    for (const CaseLine& line : lines) {
        std::cout << line.number << "  【" << verdict_title(line.verdict) << "】  "
                  << line.who.candidate << "  " << line.who.unit << "  " << line.who.form;
        for (const std::string& code : line.codes) std::cout << "  " << code;
        std::cout << '\n';
    }
}

void print_messages(std::span<const MessageLine> lines, const Config& config, bool json) {
    if (json) {
        std::cout << messages_json(lines, config.zone);
        return;
    }
    for (const MessageLine& line : lines) {
        std::cout << line.id << "  " << format_rfc3339(line.received, config.zone) << "  "
                  << line.outcome << "  " << line.from << "  " << line.subject;
        for (const CaseNumber& number : line.cases) std::cout << "  " << number;
        std::cout << (line.why.empty() ? "" : "  " + line.why) << '\n';
    }
}

/// All messages, or those of which at least one case is among `wanted`.
Result<int> list_messages(Records& records,
                          const Filter& filter,
                          std::span<const CaseRow> wanted,
                          bool json) {
    const auto rows = records.ledger.messages();
    if (!rows) return rows.error();
    const auto is_wanted = [&](const CaseNumber& number) {
        return std::ranges::find(wanted, number, &CaseRow::number) != wanted.end();
    };
    std::vector<MessageLine> lines;
    for (const MessageRow& row : *rows)
        if (!filter.any() || std::ranges::any_of(row.cases, is_wanted))
            lines.push_back(line_of(row));
    print_messages(lines, records.config, json);
    return 0;
}

}  // namespace

Result<int> list_command(const Options& options) {
    auto records = open_records(options);
    if (!records) return records.error();
    auto rows = records->ledger.cases();
    if (!rows) return rows.error();
    const auto filter = filter_of(options, records->config, *rows);
    if (!filter) return filter.error();
    std::erase_if(*rows, [&](const CaseRow& row) { return !filter->wants(row); });
    if (options.has("messages"))
        return list_messages(*records, *filter, *rows, options.has("json"));
    print_cases(*rows, records->config, options.has("json"));
    return 0;
}

}  // namespace shoujian

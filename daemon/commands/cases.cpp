#include "daemon/commands/commands.hpp"
#include "daemon/config.hpp"
#include "daemon/intake.hpp"
#include "daemon/service.hpp"
#include "daemon/store/ledger.hpp"
#include "daemon/text/reply.hpp"
#include "parsers/base/text.hpp"
#include "rules/json.hpp"

#include <algorithm>
#include <iostream>

namespace shoujian {

namespace {

/// Configuration and ledger, for commands that look.
struct Desk {
    Config config;
    Ledger ledger;
};

Result<Desk> open_desk(const Options& options) {
    auto config = load_config(options.config());
    if (!config) return config.error();
    auto ledger = Ledger::open(config->ledger, config->state_dir);
    if (!ledger) return ledger.error();
    return Desk{std::move(*config), std::move(*ledger)};
}

MessageLine line_of(const MessageRow& row) {
    return {row.id,
            row.message_id,
            row.from,
            row.subject,
            row.arrival.received,
            std::string(outcome_name(row.outcome)),
            row.why,
            row.cases};
}

Result<int> list_messages(Desk& desk, bool json) {
    auto rows = desk.ledger.messages();
    if (!rows) return rows.error();
    std::vector<MessageLine> lines;
    for (const MessageRow& row : *rows) lines.push_back(line_of(row));
    if (json) {
        std::cout << messages_json(lines, desk.config.zone);
        return 0;
    }
    for (const MessageLine& line : lines) {
        std::cout << line.id << "  " << format_rfc3339(line.received, desk.config.zone) << "  "
                  << line.outcome << "  " << line.from << "  " << line.subject;
        for (const CaseNumber& number : line.cases) std::cout << "  " << number;
        std::cout << (line.why.empty() ? "" : "  " + line.why) << '\n';
    }
    return 0;
}

bool wanted(const CaseRow& row, const Options& options) {
    const auto same = [&](const char* name, const std::string& value) {
        const auto filter = options.value(name);
        return !filter || *filter == value;
    };
    return same("verdict", std::string(verdict_name(row.verdict))) && same("unit", row.who.unit)
           && same("form", row.who.form);
}

/// A case as it stands now: judged again, with what the others say of it.
struct Looked {
    Case all;
    Judged judged;
    const Call& call;
};

Result<Looked> look(Desk& desk, const CaseNumber& number) {
    auto all = desk.ledger.load_case(number);
    if (!all) return all.error();
    const Call& call = call_of(desk.config.calls, all->who.call);
    Looked out{std::move(*all), {}, call};
    out.judged = judge(call, out.all);
    auto others = desk.ledger.related_cases(out.all.who);
    if (!others) return others.error();
    const auto phone = out.judged.fields.find("phone");
    const Surveyed itself{
        number, out.all.who, out.judged.verdict, out.judged.standing.received,
        phone == out.judged.fields.end() ? "" : phone->second.normalized.value_or("")};
    std::ranges::move(survey(call, itself, *others), std::back_inserter(out.judged.findings));
    if (!out.judged.standing.decision) out.judged.verdict = verdict_of(out.judged.findings);
    return out;
}

/// What people type: full-width signs, lower case, no blanks.
CaseNumber number_in(const Options& options) {
    const auto found = case_numbers_in(options.arguments.front());
    return found.empty() ? options.arguments.front() : found.front();
}

Report report_of_case(const Looked& looked) {
    Report out;
    out.call = looked.call.id;
    out.received = looked.judged.standing.received;
    out.submissions.push_back(report_of(looked.call, looked.all, looked.judged));
    out.verdict = looked.judged.verdict;
    return out;
}

Result<std::vector<MessageLine>> history_of(Desk& desk, const CaseNumber& number) {
    auto rows = desk.ledger.messages_of(number);
    if (!rows) return rows.error();
    std::vector<MessageLine> out;
    for (const MessageRow& row : *rows) out.push_back(line_of(row));
    return out;
}

void explain_finding(const Looked& looked, const Finding& finding) {
    std::cout << "- " << finding.code << "（" << severity_name(finding.severity) << "）："
              << finding.message << '\n';
    const auto field = looked.judged.fields.find(finding.field);
    if (field != looked.judged.fields.end() && !field->second.source.empty()) {
        const FieldValue& value = field->second;
        std::cout << "  依据：" << value.source << (value.place.empty() ? "" : "，" + value.place)
                  << "，写的是“" << value.value << "”"
                  << (value.rule.empty() ? "" : "，读法 " + value.rule) << '\n';
    }
    if (!finding.where.empty()) std::cout << "  位置：" << finding.where << '\n';
}

}  // namespace

Result<int> list_command(const Options& options) {
    auto desk = open_desk(options);
    if (!desk) return desk.error();
    if (options.has("messages")) return list_messages(*desk, options.has("json"));
    auto rows = desk->ledger.cases();
    if (!rows) return rows.error();
    std::vector<CaseLine> lines;
    for (CaseRow& row : *rows)
        if (wanted(row, options))
            lines.push_back(
                {row.number, row.who, row.verdict, row.codes, row.received, row.updated});
    if (options.has("json")) {
        std::cout << cases_json(lines, desk->config.zone);
        return 0;
    }
    for (const CaseLine& line : lines) {
        std::cout << line.number << "  【" << verdict_title(line.verdict) << "】  "
                  << line.who.candidate << "  " << line.who.unit << "  " << line.who.form;
        for (const std::string& code : line.codes) std::cout << "  " << code;
        std::cout << '\n';
    }
    return 0;
}

Result<int> show_command(const Options& options) {
    auto desk = open_desk(options);
    if (!desk) return desk.error();
    auto looked = look(*desk, number_in(options));
    if (!looked) return looked.error();
    auto history = history_of(*desk, looked->all.number);
    if (!history) return history.error();
    const Report report = report_of_case(*looked);
    if (options.has("json")) {
        std::cout << case_json(report, *history, desk->config.zone);
        return 0;
    }
    std::cout << render_reply(looked->call, report, desk->config.zone).text << "\n来往邮件：\n";
    for (const MessageLine& line : *history)
        std::cout << "  " << line.id << "  " << format_chinese(line.received, desk->config.zone)
                  << "  " << line.outcome << "  " << line.subject << '\n';
    return 0;
}

Result<int> explain_command(const Options& options) {
    auto desk = open_desk(options);
    if (!desk) return desk.error();
    auto looked = look(*desk, number_in(options));
    if (!looked) return looked.error();
    if (options.has("json")) {
        std::cout << to_json(report_of_case(*looked), desk->config.zone) << '\n';
        return 0;
    }
    const Looked& one = *looked;
    std::cout << one.all.number << " " << one.all.who.candidate << "：【"
              << verdict_title(one.judged.verdict) << "】\n"
              << "规则：" << one.call.id << "，版本 " << one.call.rule_set.substr(0, 12) << "；以 "
              << format_chinese(one.judged.standing.received, desk->config.zone)
              << " 收到的材料为准\n";
    if (one.judged.findings.empty()) std::cout << "没有任何问题。\n";
    for (const Finding& finding : one.judged.findings) explain_finding(one, finding);
    return 0;
}

Result<int> release_command(const Options& options) {
    auto desk = open_desk(options);
    if (!desk) return desk.error();
    const bool all = options.has("all");
    if (!all && options.arguments.empty())
        return Error{Fault::usage, "要写明放行哪封邮件（M-000001），或写 --all"};
    const auto count =
        desk->ledger.release(all ? "all" : options.arguments.front(), SystemClock().now());
    if (!count) return count.error();
    if (*count == 0 && !all)
        return Error{Fault::absent, "没有扣着或发送失败的答复：" + options.arguments.front()};
    std::cout << "放行 " << *count << " 封答复。\n";
    return 0;
}

}  // namespace shoujian

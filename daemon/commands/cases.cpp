#include "daemon/commands/commands.hpp"
#include "daemon/commands/records.hpp"
#include "daemon/intake.hpp"
#include "daemon/service.hpp"
#include "daemon/text/reply.hpp"
#include "rules/json.hpp"

#include <algorithm>
#include <iostream>

namespace shoujian {

namespace {

/// A case as it stands now: judged again, with what the others say of it.
struct Looked {
    Case all;
    Judged judged;
    const Call& call;
};

Result<Looked> look(Records& records, const CaseNumber& number) {
    auto all = records.ledger.load_case(number);
    if (!all) return all.error();
    const Call& call = call_of(records.config.calls, all->who.call);
    Looked out{std::move(*all), {}, call};
    out.judged = judge(call, out.all);
    auto others = records.ledger.related_cases(out.all.who);
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

Result<std::vector<MessageLine>> history_of(Records& records, const CaseNumber& number) {
    auto rows = records.ledger.messages_of(number);
    if (!rows) return rows.error();
    std::vector<MessageLine> out;
    for (const MessageRow& row : *rows) out.push_back(line_of(row));
    return out;
}

void print_explained(const Explained& one) {
    std::cout << "- " << one.finding.code << "（" << severity_name(one.finding.severity) << "）："
              << one.finding.message << '\n'
              << "  规则：" << one.rule << '\n';
    for (const Evidence& item : one.evidence) {
        std::cout << "  依据：" << item.file << (item.place.empty() ? "" : "，" + item.place);
        if (!item.field.empty()) {
            std::cout << "，" << item.field << " 写的是“" << item.value << "”"
                      << (item.read_by.empty() ? "" : "，读法 " + item.read_by);
        }
        std::cout << '\n';
    }
}

}  // namespace

Result<int> show_command(const Options& options) {
    auto records = open_records(options);
    if (!records) return records.error();
    auto looked = look(*records, number_in(options));
    if (!looked) return looked.error();
    auto history = history_of(*records, looked->all.number);
    if (!history) return history.error();
    const Report report = report_of_case(*looked);
    if (options.has("json")) {
        std::cout << case_json(report, *history, records->config.zone);
        return 0;
    }
    std::cout << render_reply(looked->call, report, records->config.zone).text << "\n来往邮件：\n";
    for (const MessageLine& line : *history)
        std::cout << "  " << line.id << "  " << format_chinese(line.received, records->config.zone)
                  << "  " << line.outcome << "  " << line.subject << '\n';
    return 0;
}

Result<int> explain_command(const Options& options) {
    auto records = open_records(options);
    if (!records) return records.error();
    auto looked = look(*records, number_in(options));
    if (!looked) return looked.error();
    const Looked& one = *looked;
    const auto explained = explain(one.call, one.all.who, one.judged);
    if (options.has("json")) {
        std::cout << explanation_json(report_of_case(one), one.call.rule_set, explained,
                                      records->config.zone);
        return 0;
    }
    std::cout << one.all.number << " " << one.all.who.candidate << "：【"
              << verdict_title(one.judged.verdict) << "】\n"
              << "规则：" << one.call.id << "，版本 " << one.call.rule_set.substr(0, 12) << "；以 "
              << format_chinese(one.judged.standing.received, records->config.zone)
              << " 收到的材料为准\n";
    if (explained.empty()) std::cout << "没有任何问题。\n";
    for (const Explained& finding : explained) print_explained(finding);
    return 0;
}

Result<int> release_command(const Options& options) {
    auto records = open_records(options);
    if (!records) return records.error();
    const bool all = options.has("all");
    if (!all && options.arguments.empty())
        return Error{Fault::usage, "要写明放行哪封邮件（M-000001），或写 --all"};
    const auto count =
        records->ledger.release(all ? "all" : options.arguments.front(), SystemClock().now());
    if (!count) return count.error();
    if (*count == 0 && !all)
        return Error{Fault::absent, "没有扣着或发送失败的答复：" + options.arguments.front()};
    std::cout << "放行 " << *count << " 封答复。\n";
    return 0;
}

}  // namespace shoujian

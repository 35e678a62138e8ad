#include "daemon/text/reply.hpp"

#include "daemon/text/template.hpp"
#include "parsers/base/text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// "1.5 MB", "320 KB", "87 字节": decimal units, as mail programs show them.
std::string size_text(std::uint64_t bytes) {
    if (bytes < 1000) return std::to_string(bytes) + " 字节";
    if (bytes < 1'000'000) return std::to_string((bytes + 500) / 1000) + " KB";
    const std::uint64_t tenths = (bytes + 50'000) / 100'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

std::string role_title(std::string_view role) {
    if (role == "word") return "推荐表（WORD版）";
    if (role == "scan") return "盖章扫描件（PDF）";
    return "照片";
}

/// The name that people use in a subject: the first alias, which is the short one.
std::string short_unit(const Call& call, const std::string& unit) {
    const Unit* known = call.unit(unit);
    return known && !known->aliases.empty() ? known->aliases.front() : unit;
}

std::string label_of(const Form* form, const std::string& field) {
    const Field* found = form ? form->field(field) : nullptr;
    return found && !found->labels.empty() ? found->labels.front() : "";
}

Values finding_values(const Form* form, const Finding& finding, std::size_t number) {
    Values out;
    const std::string label = label_of(form, finding.field);
    out.texts = {{"number", std::to_string(number)},
                 {"label", label},
                 {"where", finding.where},
                 {"message", finding.message},
                 {"hint", finding.hint}};
    out.flags = {{"has_label", !label.empty()},
                 {"has_where", !finding.where.empty()},
                 {"has_hint", !finding.hint.empty()}};
    return out;
}

/// The findings of one weight, numbered as people quote them.
std::vector<Values> findings_values(const Form* form,
                                    const std::vector<Finding>& findings,
                                    Severity severity) {
    std::vector<Values> out;
    for (const Finding& finding : findings) {
        if (finding.severity == severity)
            out.push_back(finding_values(form, finding, out.size() + 1));
    }
    return out;
}

void add_findings(Values& out, const Form* form, const std::vector<Finding>& findings) {
    out.lists["errors"] = findings_values(form, findings, Severity::error);
    out.lists["reviews"] = findings_values(form, findings, Severity::review);
    out.lists["warnings"] = findings_values(form, findings, Severity::warning);
    for (const char* name : {"errors", "reviews", "warnings"}) {
        out.flags[std::string("has_") + name] = !out.lists[name].empty();
    }
}

Values material_values(const Material& material) {
    Values out;
    out.texts = {{"role", role_title(material.role)},
                 {"name", material.name},
                 {"size", size_text(material.bytes)}};
    return out;
}

Values submission_values(const Call& call, const SubmissionReport& one, ZoneOffset zone) {
    const Form* form = call.form(one.who.form);
    Values out;
    out.texts = {
        {"candidate", one.who.candidate.empty() ? "（未能识别姓名或队名）" : one.who.candidate},
        {"unit", one.who.unit},
        {"form", form && !form->titles.empty() ? form->titles.front() : ""},
        {"case", one.number.value_or("")},
        {"verdict", std::string(verdict_title(one.verdict))},
        {"deadline", format_chinese(call.deadline_for(one.who.unit), zone)}};
    out.flags = {{"has_unit", !one.who.unit.empty()},
                 {"has_form", !out.texts["form"].empty()},
                 {"has_case", one.number.has_value()},
                 {"accepted", one.verdict == Verdict::accepted},
                 {"review", one.verdict == Verdict::review},
                 {"incomplete", one.verdict == Verdict::incomplete},
                 {"late", one.verdict == Verdict::late},
                 {"has_materials", !one.materials.empty()}};
    for (const Material& material : one.materials)
        out.lists["materials"].push_back(material_values(material));
    add_findings(out, form, one.findings);
    return out;
}

/// The latest moment that counts for anyone in this message, for the closing line.
Instant last_moment(const Call& call, const Report& report) {
    Instant last = call.deadline;
    for (const SubmissionReport& one : report.submissions) {
        last = std::max(last, call.deadline_for(one.who.unit));
    }
    return last;
}

Values report_values(const Call& call, const Report& report, ZoneOffset zone) {
    Values out;
    out.texts = {{"call", call.title},
                 {"verdict", std::string(verdict_title(report.verdict))},
                 {"deadline", format_chinese(last_moment(call, report), zone)},
                 {"received", report.received ? format_chinese(*report.received, zone) : ""},
                 {"mailbox", call.mailbox},
                 {"contact", call.contact},
                 {"organizer", call.organizer}};
    out.flags = {{"accepted", report.verdict == Verdict::accepted},
                 {"review", report.verdict == Verdict::review},
                 {"incomplete", report.verdict == Verdict::incomplete},
                 {"late", report.verdict == Verdict::late},
                 {"unrelated", report.verdict == Verdict::unrelated},
                 {"has_received", report.received.has_value()},
                 {"has_contact", !call.contact.empty()},
                 {"has_ignored", !report.ignored.empty()}};
    for (const SubmissionReport& one : report.submissions) {
        out.lists["submissions"].push_back(submission_values(call, one, zone));
    }
    for (const Ignored& one : report.ignored) {
        Values item;
        item.texts = {{"name", one.name}, {"why", one.why}};
        out.lists["ignored"].push_back(item);
    }
    add_findings(out, nullptr, report.findings);
    return out;
}

/// "【需补正】张三（江苏省科协）SJ-0012-K7M"; of several candidates the first, with their number.
std::string subject_of(const Call& call, const Report& report) {
    std::string subject = "【" + std::string(verdict_title(report.verdict)) + "】";
    if (report.submissions.empty()) return subject + call.title;
    const SubmissionReport& first = report.submissions.front();
    const std::size_t count = report.submissions.size();
    subject += shorten(first.who.candidate.empty() ? "报送材料" : first.who.candidate, 30);
    if (count > 1) subject += "等" + std::to_string(count) + "件";
    const std::string unit = short_unit(call, first.who.unit);
    if (!unit.empty()) subject += "（" + shorten(unit, 30) + "）";
    if (first.number) subject += *first.number;
    return subject;
}

/// Lines of tags leave blank lines behind: of several in a row one stays.
std::string without_gaps(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' && out.ends_with("\n\n")) continue;
        out += c;
    }
    return out;
}

std::string filled(const Call& call, const std::string& name, const Values& values, Escape escape) {
    const auto pattern = call.messages.find(name);
    if (pattern == call.messages.end()) return {};
    auto text = render_template(pattern->second, values, escape);
    return text ? std::move(*text) : std::string{};  // config check has refused broken templates
}

ReplyText render(const Call& call, const Report& report, ZoneOffset zone, const std::string& name) {
    const Values values = report_values(call, report, zone);
    return {subject_of(call, report),
            without_gaps(filled(call, name + ".txt", values, Escape::none)),
            filled(call, name + ".html", values, Escape::html)};
}

}  // namespace

ReplyText render_reply(const Call& call, const Report& report, ZoneOffset zone) {
    return render(call, report, zone, "reply");
}

Values reply_sample() {
    std::vector<Finding> findings(3);
    findings[0].severity = Severity::error;
    findings[1].severity = Severity::review;
    findings[2].severity = Severity::warning;
    Report report;
    report.submissions.resize(1);
    report.submissions[0].materials.resize(1);
    report.submissions[0].findings = findings;
    report.findings = findings;
    report.ignored.resize(1);
    return report_values(Call{}, report, china_offset);
}

ReplyText render_receipt(const Call& call, const Report& report, ZoneOffset zone) {
    return render(call, report, zone, "receipt");
}

}  // namespace shoujian

#include "rules/json.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <sstream>

namespace shoujian {

namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

Object ordered() {
    return Object(Poco::JSON_PRESERVE_KEY_ORDER);
}

std::string print(const Object& object) {
    std::ostringstream out;
    object.stringify(out, 2);
    return out.str() + "\n";
}

template <class T>
Var or_null(const std::optional<T>& value) {
    return value ? Var(*value) : Var();
}

Var time_or_null(Instant instant, ZoneOffset zone) {
    return instant == Instant{} ? Var() : Var(format_rfc3339(instant, zone));
}

template <class Range>
Array texts(const Range& values) {
    Array out;
    for (const std::string& value : values) out.add(value);
    return out;
}

Object json_of(const Finding& finding) {
    Object out = ordered();
    out.set("code", finding.code);
    out.set("severity", std::string(severity_name(finding.severity)));
    if (!finding.field.empty()) out.set("field", finding.field);
    if (!finding.where.empty()) out.set("where", finding.where);
    out.set("message", finding.message);
    out.set("hint", finding.hint);
    return out;
}

Array json_of(const std::vector<Finding>& findings) {
    Array out;
    for (const Finding& finding : findings) out.add(json_of(finding));
    return out;
}

Object json_of(const FieldValue& field, ReportDetail detail) {
    Object out = ordered();
    out.set("value", field.value);
    out.set("normalized", or_null(field.normalized));
    out.set("source", field.source);
    if (!field.place.empty()) out.set("place", field.place);
    out.set("confidence", field.confidence);
    if (detail == ReportDetail::with_reading) {
        out.set("read_by", field.rule);
        if (!field.alternatives.empty()) out.set("alternatives", texts(field.alternatives));
    }
    return out;
}

Object json_of(const Material& material) {
    Object out = ordered();
    out.set("role", material.role);
    out.set("name", material.name);
    out.set("bytes", material.bytes);
    out.set("sha256", material.sha256);
    return out;
}

Array json_of(const PagePlace& place) {
    Array out;
    for (const int side : {place.left, place.top, place.width, place.height}) out.add(side);
    return out;
}

Object json_of(const SealFacts& seal) {
    Object out = ordered();
    out.set("seen", std::string(seal.sighting.seen == Seen::yes ? "found" : "unsure"));
    out.set("place", json_of(seal.sighting.place));
    out.set("score", seal.sighting.score);
    if (!seal.text.empty()) out.set("text", seal.text);
    if (!seal.crop.name.empty()) out.set("crop", seal.crop.name);
    return out;
}

Object json_of(const PageReport& page) {
    Object out = ordered();
    out.set("file", page.file);
    out.set("page", page.page);
    out.set("kind", page.kind);
    out.set("dpi", page.dpi);
    out.set("colour", page.colour);
    out.set("read", page.read);
    out.set("skew", page.skew);
    out.set("turned", page.turned);
    Array seals;
    for (const SealFacts& seal : page.seals) seals.add(json_of(seal));
    out.set("seals", seals);
    return out;
}

Object json_of(const FieldMatch& field) {
    Object out = ordered();
    out.set("field", field.id);
    out.set("matches", std::string(field.seen == Seen::yes  ? "yes"
                                   : field.seen == Seen::no ? "no"
                                                            : "unsure"));
    if (!field.on_scan.empty()) out.set("on_scan", field.on_scan);
    return out;
}

Var json_of(const std::optional<ScanReport>& scan) {
    if (!scan) return Var();
    Object out = ordered();
    out.set("pages", scan->pages);
    out.set("is_scan", or_null(scan->is_scan));
    out.set("seal", scan->seal);
    out.set("matches_word", scan->matches_word);
    out.set("dpi", scan->dpi);
    if (!scan->why.empty()) out.set("why", scan->why);
    Array looks, fields;
    for (const PageReport& page : scan->looks) looks.add(json_of(page));
    for (const FieldMatch& field : scan->fields) fields.add(json_of(field));
    out.set("looks", looks);
    out.set("fields", fields);
    return out;
}

Object json_of(const SubmissionReport& one, ReportDetail detail) {
    Object fields = ordered();
    for (const auto& [id, value] : one.fields) fields.set(id, json_of(value, detail));
    Array materials;
    for (const Material& material : one.materials) materials.add(json_of(material));
    Object out = ordered();
    out.set("form", one.who.form);
    out.set("candidate", one.who.candidate);
    out.set("unit", one.who.unit);
    out.set("case", or_null(one.number));
    out.set("verdict", std::string(verdict_name(one.verdict)));
    out.set("fields", fields);
    out.set("materials", materials);
    out.set("scan", json_of(one.scan));
    out.set("findings", json_of(one.findings));
    return out;
}

Object json_of(const Report& report, ZoneOffset zone, ReportDetail detail) {
    Array submissions, ignored;
    for (const SubmissionReport& one : report.submissions) submissions.add(json_of(one, detail));
    for (const Ignored& one : report.ignored) {
        Object item = ordered();
        item.set("name", one.name);
        item.set("why", one.why);
        ignored.add(item);
    }
    Object out = ordered();
    out.set("call", report.call);
    out.set("received_at", report.received ? time_or_null(*report.received, zone) : Var());
    out.set("verdict", std::string(verdict_name(report.verdict)));
    out.set("submissions", submissions);
    out.set("findings", json_of(report.findings));
    out.set("ignored", ignored);
    return out;
}

Object json_of(const Evidence& evidence) {
    Object out = ordered();
    out.set("file", evidence.file);
    if (!evidence.place.empty()) out.set("place", evidence.place);
    if (evidence.field.empty()) return out;
    out.set("field", evidence.field);
    out.set("value", evidence.value);
    out.set("read_by", evidence.read_by);
    out.set("confidence", evidence.confidence);
    return out;
}

Object json_of(const Explained& one) {
    Array evidence;
    for (const Evidence& item : one.evidence) evidence.add(json_of(item));
    Object out = json_of(one.finding);
    out.set("rule", one.rule);
    out.set("evidence", evidence);
    return out;
}

Object json_of(const CaseLine& line, ZoneOffset zone) {
    Object out = ordered();
    out.set("case", line.number);
    out.set("call", line.who.call);
    out.set("form", line.who.form);
    out.set("candidate", line.who.candidate);
    out.set("unit", line.who.unit);
    out.set("verdict", std::string(verdict_name(line.verdict)));
    out.set("codes", texts(line.codes));
    out.set("received_at", time_or_null(line.received, zone));
    out.set("updated_at", time_or_null(line.updated, zone));
    return out;
}

Object json_of(const MessageLine& line, ZoneOffset zone) {
    Object out = ordered();
    out.set("id", line.id);
    out.set("message_id", line.message_id);
    out.set("from", line.from);
    out.set("subject", line.subject);
    out.set("received_at", time_or_null(line.received, zone));
    out.set("outcome", line.outcome);
    out.set("why", line.why);
    out.set("cases", texts(line.cases));
    return out;
}

template <class Lines>
Array lines_json(const Lines& lines, ZoneOffset zone) {
    Array out;
    for (const auto& line : lines) out.add(json_of(line, zone));
    return out;
}

}  // namespace

std::string to_json(const Report& report, ZoneOffset zone, ReportDetail detail) {
    return print(json_of(report, zone, detail));
}

std::string cases_json(std::span<const CaseLine> lines, ZoneOffset zone) {
    Object out = ordered();
    out.set("cases", lines_json(lines, zone));
    return print(out);
}

std::string messages_json(std::span<const MessageLine> lines, ZoneOffset zone) {
    Object out = ordered();
    out.set("messages", lines_json(lines, zone));
    return print(out);
}

std::string case_json(const Report& report, std::span<const MessageLine> history, ZoneOffset zone) {
    Object out = json_of(report, zone, ReportDetail::plain);
    out.set("history", lines_json(history, zone));
    return print(out);
}

std::string explanation_json(const Report& report,
                             const std::string& rule_set,
                             std::span<const Explained> findings,
                             ZoneOffset zone) {
    Array explained;
    for (const Explained& one : findings) explained.add(json_of(one));
    Object out = json_of(report, zone, ReportDetail::plain);
    out.set("rule_set", rule_set);
    Array submissions;
    for (const SubmissionReport& one : report.submissions) {
        Object submission = json_of(one, ReportDetail::plain);
        submission.set("findings", explained);
        submissions.add(submission);
    }
    out.set("submissions", submissions);
    return print(out);
}

}  // namespace shoujian

#include "parsers/base/text.hpp"
#include "rules/call/expression.hpp"
#include "rules/cases/names.hpp"
#include "rules/cases/units.hpp"
#include "rules/forms/field_types.hpp"
#include "rules/judging/checks.hpp"

#include <algorithm>
#include <cmath>

namespace shoujian {

namespace {

constexpr double sure = 0.85;  ///< below it a person looks
constexpr double length_grace =
    0.05;  ///< people count differently: so much over is told, not refused
constexpr std::size_t shown_characters = 40;

/// One field with all that its checks need.
struct Filled {
    const Field& field;
    const RawField& raw;
    std::string value;
    Normalized normalized;
};

std::string number_text(double number) {
    if (number == std::floor(number) && std::abs(number) < 1e15)
        return std::to_string(static_cast<long long>(number));
    std::string out = std::to_string(number);
    out.erase(out.find_last_not_of('0') + 1);
    return out;
}

std::string month_text(YearMonth month) {
    return std::to_string(static_cast<int>(month.year())) + "年"
           + std::to_string(static_cast<unsigned>(month.month())) + "月";
}

/// What is allowed, where at least one end is set; `most` says the upper end alone.
std::string range_text(const std::string& low, const std::string& high, std::string_view most) {
    if (low.empty()) return high.empty() ? "" : std::string(most) + high;
    return high.empty() ? low + "及以上" : low + "至" + high + "之间";
}

struct Bounds {
    bool broken = false;
    std::string text;
};

Bounds number_bounds(const Field& field, double number) {
    const bool broken = (field.min && number < *field.min) || (field.max && number > *field.max);
    const std::string low = field.min ? number_text(*field.min) : "";
    const std::string high = field.max ? number_text(*field.max) : "";
    return {broken, range_text(low, high, "不大于")};
}

Bounds month_bounds(const Field& field, YearMonth month, Instant received) {
    std::optional<YearMonth> last = field.max_month;
    if (field.max_is_receipt && received != Instant{}) {
        const auto day = local_day(received, china_offset);
        last = day.year() / day.month();
    }
    const bool broken = (field.min_month && month < *field.min_month) || (last && month > *last);
    const std::string low = field.min_month ? month_text(*field.min_month) : "";
    return {broken, range_text(low, last ? month_text(*last) : "", "不晚于")};
}

std::string label_of(const Field& field) {
    return field.labels.empty() ? field.id : field.labels.front();
}

std::string place_of(const Judging& judging, const RawField& raw) {
    const std::string file = judging.standing.word ? judging.standing.word->file.name : "";
    return raw.place.empty() ? file : file + " " + raw.place;
}

TextValues texts(const Filled& one) {
    return {{"label", label_of(one.field)},
            {"value", shorten(one.value, shown_characters)},
            {"expected", std::string(expectation(one.field.type))}};
}

void say(Judging& judging, const Filled& one, std::string_view code, TextValues values) {
    Finding& finding = judging.say(code, values);
    finding.field = one.field.id;
    finding.where = place_of(judging, one.raw);
}

void check_missing(Judging& judging, const Filled& one) {
    if (!one.field.if_missing) return;
    say(judging, one, "field.missing", texts(one));
    if (*one.field.if_missing != Severity::error)
        judging.findings.back().severity = *one.field.if_missing;
}

/// Another value for the same field that its type does not take for the same.
std::optional<std::string> other_value(const Call& call, const Filled& one) {
    for (const std::string& other : one.raw.alternatives) {
        const Normalized its = normalize(one.field, other);
        const bool same = fold(other) == fold(one.value)
                          || (its.text && one.normalized.text && *its.text == *one.normalized.text)
                          || (one.field.type == FieldType::unit
                              && unit_name(call, other, "") == unit_name(call, one.value, ""));
        if (!same && !trim(other).empty()) return other;
    }
    return std::nullopt;
}

void check_length(Judging& judging, const Filled& one) {
    if (!one.field.max_chars) return;
    const int count = word_count(one.value), most = *one.field.max_chars;
    if (count <= most) return;
    TextValues values = texts(one);
    values["count"] = std::to_string(count);
    values["limit"] = std::to_string(most);
    say(judging, one, "field.too_long", values);
    Severity& severity = judging.findings.back().severity;
    if (count <= most * (1 + length_grace)) severity = std::min(severity, Severity::warning);
}

void check_bounds(Judging& judging, const Filled& one) {
    Bounds bounds;
    if (one.normalized.number)
        bounds = number_bounds(one.field, *one.normalized.number);
    else if (one.normalized.month)
        bounds = month_bounds(one.field, *one.normalized.month, judging.standing.received);
    if (!bounds.broken) return;
    TextValues values = texts(one);
    values["limit"] = bounds.text;
    say(judging, one, "field.range", values);
}

/// A doubtful value is asked, never called wrong.
void check_filled(Judging& judging, const Filled& one) {
    if (const auto other = other_value(judging.call, one)) {
        TextValues values = texts(one);
        values["other"] = shorten(*other, shown_characters);
        return say(judging, one, "field.uncertain", values);
    }
    if (one.raw.confidence < sure || one.normalized.doubtful)
        return say(judging, one, "field.uncertain", texts(one));
    if (!one.normalized.text) return say(judging, one, "field.format", texts(one));
    check_bounds(judging, one);
    check_length(judging, one);
}

const RawField& raw_of(const FormFacts* form, const std::string& id) {
    static const RawField none;
    if (!form) return none;
    const auto at = std::find_if(form->fields.begin(), form->fields.end(),
                                 [&](const RawField& raw) { return raw.id == id; });
    return at == form->fields.end() ? none : *at;
}

FieldValue value_of(const Judging& judging, const Filled& one) {
    FieldValue out;
    out.value = one.value;
    if (!one.value.empty()) out.normalized = one.normalized.text;
    if (judging.standing.word && !one.value.empty()) out.source = judging.standing.word->file.name;
    out.place = one.raw.place;
    out.rule = one.raw.rule;
    out.confidence = one.raw.confidence;
    out.alternatives = one.raw.alternatives;
    return out;
}

}  // namespace

void check_fields(Judging& judging) {
    const FormFacts* form = readable_form(judging.standing);
    for (const Field& field : judging.form.fields) {
        const RawField& raw = raw_of(form, field.id);
        const std::string value(trim(raw.value));
        const Filled one{field, raw, value, value.empty() ? Normalized{} : normalize(field, value)};
        judging.fields.emplace(field.id, value_of(judging, one));
        if (!form) continue;
        if (value.empty())
            check_missing(judging, one);
        else
            check_filled(judging, one);
    }
}

void check_rules(Judging& judging) {
    if (!readable_form(judging.standing)) return;
    FieldNumbers numbers;
    for (const Field& field : judging.form.fields) {
        const FieldValue& value = judging.fields[field.id];
        if (const auto number = normalize(field, value.value).number; number && value.normalized)
            numbers[field.id] = *number;
    }
    for (const Rule& rule : judging.form.rules) {
        if (!is_broken(rule, numbers).value_or(false)) continue;
        Finding finding = make_finding(judging.call, "rule." + rule.id);
        const bool overridden = judging.call.severities.count(finding.code) > 0;
        if (!overridden) finding.severity = rule.severity;
        finding.message = rule.message;
        finding.hint = rule.hint.empty() ? "请核对相关内容，如有误请改正后重新发送" : rule.hint;
        finding.where = judging.standing.word->file.name;
        judging.findings.push_back(std::move(finding));
    }
}

}  // namespace shoujian

#include "rules/cases/explain.hpp"

#include "rules/forms/field_types.hpp"

#include <algorithm>

namespace shoujian {

namespace {

struct Asked {
    const Call& call;
    const Form* form;  ///< nullptr where the candidate's form is not known
    const Identity& who;
    const Finding& finding;
};

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

std::string required_text(const std::optional<Severity>& if_missing) {
    if (!if_missing) return "false";
    return *if_missing == Severity::error ? "true" : quoted(severity_name(*if_missing));
}

std::string number_text(double number) {
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string month_text(YearMonth month) {
    const auto number = static_cast<unsigned>(month.month());
    return quoted(std::to_string(static_cast<int>(month.year())) + (number < 10 ? "-0" : "-")
                  + std::to_string(number));
}

std::string field_rule(const Asked& asked) {
    const Field* field = asked.form ? asked.form->field(asked.finding.field) : nullptr;
    if (!field) return {};
    std::string out = "[[form.field]] id = " + quoted(field->id)
                      + ", type = " + quoted(type_name(field->type))
                      + ", required = " + required_text(field->if_missing);
    if (field->min) out += ", min = " + number_text(*field->min);
    if (field->max) out += ", max = " + number_text(*field->max);
    if (field->min_month) out += ", min = " + month_text(*field->min_month);
    if (field->max_month) out += ", max = " + month_text(*field->max_month);
    if (field->max_is_receipt) out += ", max = \"received\"";
    if (field->max_chars) out += ", max_chars = " + std::to_string(*field->max_chars);
    return out;
}

const Rule* cross_rule(const Asked& asked) {
    if (!asked.form || !asked.finding.code.starts_with("rule.")) return nullptr;
    const auto found =
        std::ranges::find(asked.form->rules, asked.finding.code.substr(5), &Rule::id);
    return found == asked.form->rules.end() ? nullptr : &*found;
}

std::string rule_across_fields(const Asked& asked) {
    const Rule* rule = cross_rule(asked);
    if (!rule) return {};
    return "[[form.rule]] id = " + quoted(rule->id)
           + (rule->when.empty() ? "" : ", when = " + quoted(rule->when))
           + ", assert = " + quoted(rule->assertion);
}

std::string photo_rule(const Asked& asked) {
    if (!asked.form) return {};
    const PhotoRule& photos = asked.form->photos;
    std::string out = "[[form]] id = " + quoted(asked.form->id)
                      + ", photos = {min = " + std::to_string(photos.min);
    if (!photos.each_min_text.empty()) out += ", each_min = " + quoted(photos.each_min_text);
    if (!photos.each_max_text.empty()) out += ", each_max = " + quoted(photos.each_max_text);
    return out + "}";
}

std::string scan_rule(const Asked& asked) {
    if (!asked.form) return {};
    const auto word = [](bool flag) { return flag ? "true" : "false"; };
    return "[[form]] id = " + quoted(asked.form->id) + ", scan = {required = "
           + word(asked.form->scan.required) + ", seal = " + word(asked.form->scan.seal) + "}";
}

std::string quota_rule(const Asked& asked) {
    const Unit* unit = asked.call.unit(asked.who.unit);
    const auto quota =
        unit ? unit->quotas.find(asked.who.form) : std::map<std::string, int>::const_iterator{};
    if (!unit || quota == unit->quotas.end()) return {};
    return "units.csv: unit = " + quoted(unit->name) + ", quota_" + asked.who.form + " = "
           + std::to_string(quota->second);
}

std::string deadline_rule(const Asked& asked) {
    const Unit* unit = asked.call.unit(asked.who.unit);
    const bool extended = unit && unit->deadline && asked.finding.code == "deadline.passed";
    if (extended)
        return "units.csv: unit = " + quoted(unit->name)
               + ", deadline = " + format_rfc3339(*unit->deadline, china_offset);
    return "[call] opens = " + format_rfc3339(asked.call.opens, china_offset)
           + ", deadline = " + format_rfc3339(asked.call.deadline, china_offset);
}

std::string unit_table(const Asked& asked) {
    return "units.csv: " + std::to_string(asked.call.units.size()) + " units";
}

std::string roster_table(const Asked&) {
    return "roster.csv";
}

/// Where the rule of a code stands, by how the code begins.
struct RuleRow {
    std::string_view code;
    std::string (*rule)(const Asked&);
};

constexpr RuleRow rows[] = {
    {"field.", field_rule},
    {"rule.", rule_across_fields},
    {"photo.", photo_rule},
    {"material.scan.missing", scan_rule},
    {"scan.unit_differs", unit_table},
    {"scan.", scan_rule},
    {"unit.", unit_table},
    {"quota.", quota_rule},
    {"roster.", roster_table},
    {"deadline.", deadline_rule},
};

/// The rule as the config has it, with the weight that the call gives the code, if it does.
std::string rule_of(const Asked& asked) {
    const auto row = std::ranges::find_if(
        rows, [&](const RuleRow& one) { return asked.finding.code.starts_with(one.code); });
    std::string out = row == std::end(rows) ? "" : row->rule(asked);
    if (out.empty()) out = "CONTRACT.md §3: " + asked.finding.code;
    const auto set = asked.call.severities.find(asked.finding.code);
    if (set != asked.call.severities.end())
        out += "; [severity] " + quoted(set->first) + " = " + quoted(severity_name(set->second));
    return out;
}

/// The fields that a finding speaks of: its own, or those that the broken rule names.
std::vector<std::string> fields_of(const Asked& asked) {
    if (const Rule* rule = cross_rule(asked)) return rule->fields;
    if (asked.finding.field.empty()) return {};
    return {asked.finding.field};
}

/// A blank field has no source, but it has a place, which is in the standing Word form.
std::string file_of(const FieldValue& value, const Standing& standing) {
    if (!value.source.empty() || value.place.empty() || !standing.word) return value.source;
    return standing.word->file.name;
}

std::vector<Evidence> evidence_of(const Asked& asked, const Judged& judged) {
    std::vector<Evidence> out;
    for (const std::string& id : fields_of(asked)) {
        const auto field = judged.fields.find(id);
        if (field == judged.fields.end()) continue;
        const FieldValue& value = field->second;
        const std::string file = file_of(value, judged.standing);
        if (!file.empty())
            out.push_back({file, value.place, id, value.value, value.rule, value.confidence});
    }
    if (out.empty() && !asked.finding.where.empty())
        out.push_back({asked.finding.where, "", "", "", "", 1.0});
    return out;
}

}  // namespace

std::vector<Explained> explain(const Call& call, const Identity& who, const Judged& judged) {
    std::vector<Explained> out;
    for (const Finding& finding : judged.findings) {
        const Asked asked{call, call.form(who.form), who, finding};
        out.push_back({finding, rule_of(asked), evidence_of(asked, judged)});
    }
    return out;
}

std::string_view rule_in_words(std::string_view rule) {
    constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"R0 template", "与空白表对位"},
        {"R0 no label", "表中没有找到这个栏目"},
        {"R0 near label", "栏目名相近，可能是指它"},
        {"R1 right", "栏目名右侧的格"},
        {"R2 options", "有勾选的那一格"},
        {"R4 below", "栏目名下方的格"},
        {"R6 inside", "与栏目名同在一格"},
        {"R7 line", "正文中“栏目：内容”"},
        {"R8 next", "栏目名的下一行"},
        {"R9 no colon", "栏目名之后，没有冒号"},
    };
    const auto found =
        std::ranges::find(words, rule, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(words) ? rule : found->second;
}

}  // namespace shoujian

#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/instant.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shoujian {

/// How much a finding weighs (CONTRACT.md §3), mildest first.
enum class Severity { note, warning, review, error };

enum class FieldType {
    text,
    name,
    gender,
    year_month,
    date,
    politics,
    phone,
    integer,
    hours,
    unit,
    choice
};

/// One thing that a form asks for.
struct Field {
    std::string id;
    std::vector<std::string>
        labels;  ///< the first is the one shown to people; the others are aliases
    std::string
        group;  ///< heading beside or above the label, where the form has the label more than once
    FieldType type = FieldType::text;
    std::optional<Severity> if_missing;  ///< required: error or warning; nothing: may stay blank
    std::optional<double> min, max;      ///< numbers
    std::optional<YearMonth> min_month, max_month;
    bool max_is_receipt = false;  ///< `max = "received"`: the month of receipt
    std::optional<int> max_chars;
    std::vector<std::string> options;  ///< of a choice
    bool operator==(const Field&) const = default;
};

struct PhotoRule {
    int min = 0;
    std::uint64_t each_min_bytes = 0;          ///< decimal units: favours the submitter
    std::uint64_t each_max_bytes = 0;          ///< binary units; 0: no bound
    std::string each_min_text, each_max_text;  ///< as the config says it: "1MB"
    bool operator==(const PhotoRule&) const = default;
};

struct ScanRule {
    bool required = false;
    bool seal = false;
    bool operator==(const ScanRule&) const = default;
};

/// A rule across fields: broken where `when` holds (or is empty) and `assertion` does not. Both are
/// muParser expressions over the field ids with numeric values; `and`, `or`, `not` are understood.
struct Rule {
    std::string id, when, assertion;
    Severity severity = Severity::error;
    std::string message, hint;
    std::vector<std::string> fields;  ///< the ids that the two expressions name
    bool operator==(const Rule&) const = default;
};

struct Form {
    std::string id;
    std::vector<std::string> titles;
    std::string blank_path;           ///< as configured; for messages
    Bytes blank;                      ///< the blank Word form; empty where none is configured
    std::string candidate;            ///< id of the field that names the candidate
    std::optional<std::string> unit;  ///< id of its field of type unit, if it has one
    PhotoRule photos;
    ScanRule scan;
    std::vector<Field> fields;
    std::vector<Rule> rules;

    const Field* field(std::string_view id) const;  ///< nullptr where there is none
};

struct Unit {
    std::string name;
    std::vector<std::string> aliases;
    std::vector<std::string> senders;   ///< addresses, lower case, or "@domain"
    std::map<std::string, int> quotas;  ///< by form id; none: no bound
    std::optional<Instant> deadline;    ///< this unit's extension
    bool operator==(const Unit&) const = default;
};

struct RosterEntry {
    std::string form, name, org, phone;
    std::optional<int> activities;
    bool operator==(const RosterEntry&) const = default;
};

/// One notice with its forms, rules and deadline. A value: loaded and checked once, then only read.
struct Call {
    std::string id, title;
    Instant opens{}, deadline{};
    std::string mailbox;  ///< where to send to, for texts
    std::string contact;  ///< whom to ask, for texts: "李玉磊 010-65005187"
    std::string organizer;
    std::vector<Form> forms;
    std::vector<Unit> units;
    std::optional<std::vector<RosterEntry>> roster;
    std::map<std::string, Severity> severities;  ///< `[severity]`: overrides by finding code
    std::map<std::string, std::string>
        messages;  ///< templates by file name: "reply.txt", "reply.html", "reply.subject", …
    std::string rule_set;  ///< hex SHA-256 over all files of the call

    const Form* form(std::string_view id) const;
    const Unit* unit(std::string_view name) const;  ///< by canonical name
    /// The last moment for this unit: its extension, else the call's deadline.
    Instant deadline_for(std::string_view unit_name) const;
};

}  // namespace shoujian

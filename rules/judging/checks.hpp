#pragma once

#include "rules/cases/submission.hpp"

#include <map>
#include <string>
#include <vector>

namespace shoujian {

/// What every check looks at, and where it says what it found. `form` is the candidate's; where it
/// is not known, what all forms of the call have in common, without fields.
struct Judging {
    const Call& call;
    const Form& form;
    const Identity& who;
    const Standing& standing;
    std::map<std::string, FieldValue> fields;
    std::vector<Finding> findings;
    std::optional<ScanAssessment> scan;

    /// Adds the finding of `code`, for its caller to complete.
    Finding& say(std::string_view code, const TextValues& values = {});
};

/// The standing Word form, where it could be read and is not blank.
const FormFacts* readable_form(const Standing& standing);
const WordFacts* word_facts(const Standing& standing);

/// What of a candidate cannot be seen, as the file that may hold it could not be opened: nothing is
/// said to be missing then.
struct Hidden {
    bool word = false, scan = false, photos = false;
};
Hidden hidden_by(const Standing& standing);

/// A finding on a file that stands beside good material: told or shown to a person, never an error.
Severity beside_good_material(Severity severity, const Problem& problem);

// Each file check_x.cpp has one. They run in this order and do not know each other.
void check_materials(Judging& judging);
void check_fields(Judging& judging);
void check_rules(Judging& judging);
void check_photos(Judging& judging);
void check_scan(Judging& judging);
void check_unit(Judging& judging);
void check_roster(Judging& judging);
void check_deadline(Judging& judging);

/// What the forms of a call have in common.
Form common_form(const Call& call);

/// Fields and findings of a set, whoever decided what.
struct Assessment {
    std::map<std::string, FieldValue> fields;
    std::vector<Finding> findings;
    std::optional<ScanAssessment> scan;
};
Assessment assess(const Call& call, const Identity& who, const Standing& standing);

}  // namespace shoujian

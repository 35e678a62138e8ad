#pragma once

#include "rules/call/call.hpp"
#include "rules/cases/submission.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// What a finding rests on: a file, the place in it, and what stands there.
struct Evidence {
    std::string file;
    std::string place;    ///< table cell or paragraph of the form as the reader counts them; empty:
                          ///< the file as a whole
    std::string field;    ///< id, or empty
    std::string value;    ///< as the submitter wrote it
    std::string read_by;  ///< the reader's way of pairing label and value
    double confidence = 1.0;
    bool operator==(const Evidence&) const = default;
};

/// A finding, the rule of the call that made it (as call.toml or units.csv has it), and what it
/// rests on: nothing for what is lacking.
struct Explained {
    Finding finding;
    std::string rule;
    std::vector<Evidence> evidence;
};

/// Each finding of a judged case, in its order.
std::vector<Explained> explain(const Call& call, const Identity& who, const Judged& judged);

/// The reader's rule ("R1 right") for people: "栏目名右侧的格". Its table is in form_reader.cpp.
std::string_view rule_in_words(std::string_view rule);

}  // namespace shoujian

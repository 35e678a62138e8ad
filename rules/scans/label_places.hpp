#pragma once

#include "rules/call/call.hpp"
#include "rules/facts.hpp"

#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// What stands on a scan at a field's printed label.
struct PrintedField {
    bool label_read = false;
    std::string value;        ///< what was read in the label's line, right of it; may be ""
    double confidence = 0.0;  ///< mean over the lines of the value
};

/// Looks for the printed label of each field of a form, and for what stands beside it (tables have
/// the value right of the label, lines behind it).
///
/// returns  one entry a field, in the form's order
std::vector<PrintedField> printed_fields(const Form& form, std::span<const PageFacts* const> pages);

/// Share of the form's printed labels that were read: they are known whatever was filled in, so it
/// says how legible a page is.
double labels_read(const std::vector<PrintedField>& fields);

/// Whether pages show one of a call's forms: its title, or many of its labels.
bool shows_form_of(const Call& call, const std::vector<PageFacts>& pages);

}  // namespace shoujian

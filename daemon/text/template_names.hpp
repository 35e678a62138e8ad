#pragma once

#include "daemon/text/template.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// Every `{{name}}` of a template that nothing is known by where it stands, with the nearest known
/// name; and tags that ours have no use for: partials, other delimiters. The template must be sound
/// (template_error).
///
/// sample  Values as they will be filled in, with one item in each list
std::vector<TemplateError> unknown_names(const std::string& pattern, const Values& sample);

}  // namespace shoujian

#pragma once

#include <map>
#include <string>
#include <vector>

#include "parsers/base/result.hpp"

namespace shoujian {

/// What a template may name: texts, yes/no sections, and lists whose items are Values again.
struct Values {
    std::map<std::string, std::string> texts;
    std::map<std::string, bool> flags;
    std::map<std::string, std::vector<Values>> lists;
};

enum class Escape { html, none };

/// A mustache template filled (mustache(5)): `{{name}}`, `{{#list}} … {{/list}}`, `{{^flag}} … {{/flag}}`.
/// With Escape::html every `{{name}}` is made safe for HTML. Fault::configuration where the template is broken.
Result<std::string> render_template(const std::string& pattern, const Values& values, Escape escape);

}  // namespace shoujian

#pragma once

#include "parsers/base/result.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shoujian {

/// What a template may name: texts, yes/no sections, and lists whose items are Values again.
struct Values {
    std::map<std::string, std::string> texts;
    std::map<std::string, bool> flags;
    std::map<std::string, std::vector<Values>> lists;
};

enum class Escape { html, none };

/// A mustache template filled (mustache(5)): `{{name}}`, `{{#list}} … {{/list}}`, `{{^flag}} …
/// {{/flag}}`. With Escape::html every `{{name}}` is made safe for HTML. Fault::configuration where
/// the template is broken.
Result<std::string> render_template(const std::string& pattern,
                                    const Values& values,
                                    Escape escape);

/// What is wrong with a template, and where (from 1, in characters); nothing where it is sound.
struct TemplateError {
    int line = 1, column = 1;
    std::string what;
};
std::optional<TemplateError> template_error(const std::string& pattern);

}  // namespace shoujian

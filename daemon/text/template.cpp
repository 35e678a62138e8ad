#include "daemon/text/template.hpp"

#include "parsers/base/text.hpp"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <charconv>

namespace shoujian {

namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

// Values nest as deep as our own templates do (three levels), never by input.
data to_data(const Values& values) {
    data out(data::type::object);
    for (const auto& [name, text] : values.texts) out.set(name, text);
    for (const auto& [name, flag] : values.flags) {
        out.set(name, data(flag ? data::type::bool_true : data::type::bool_false));
    }
    for (const auto& [name, items] : values.lists) {
        data list(data::type::list);
        for (const Values& item : items) list.push_back(to_data(item));
        out.set(name, list);
    }
    return out;
}

/// "Unclosed section \"x\" at 12": the library ends its errors with the byte.
std::size_t position_in(const std::string& message) {
    const std::size_t at = message.rfind(" at ");
    std::size_t position = 0;
    if (at != std::string::npos)
        std::from_chars(message.data() + at + 4, message.data() + message.size(), position);
    return position;
}

}  // namespace

Result<std::string> render_template(const std::string& pattern,
                                    const Values& values,
                                    Escape escape) {
    mustache compiled(pattern);
    if (!compiled.is_valid())
        return Error{Fault::configuration, "模板有误: " + compiled.error_message()};
    if (escape == Escape::none)
        compiled.set_custom_escape([](const std::string& text) { return text; });
    return compiled.render(to_data(values));
}

std::optional<TemplateError> template_error(const std::string& pattern) {
    mustache compiled(pattern);
    if (compiled.is_valid()) return std::nullopt;
    const std::string& message = compiled.error_message();
    const std::string_view before = std::string_view(pattern).substr(0, position_in(message));
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    const auto lines = std::count(before.begin(), before.end(), '\n');
    return TemplateError{static_cast<int>(lines) + 1,
                         static_cast<int>(length(before.substr(line_start))) + 1,
                         "模板的标记没有写对，应当成对：{{#名}} … {{/名}}（" + message + "）"};
}

}  // namespace shoujian

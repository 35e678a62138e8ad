#include "daemon/text/template.hpp"

#include <kainjow/mustache.hpp>

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

}  // namespace shoujian

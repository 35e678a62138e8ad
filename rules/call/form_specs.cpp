#include "rules/call/form_specs.hpp"

namespace shoujian {

namespace {

/// A report or a life's story, by the room that the call gives it.
bool is_long(const Field& field) {
    constexpr int least = 200;
    return field.type == FieldType::text && field.max_chars.value_or(0) >= least;
}

}  // namespace

std::vector<FormSpec> form_specs(std::span<const Call> calls) {
    std::vector<FormSpec> specs;
    for (const Call& call : calls) {
        for (const Form& form : call.forms) {
            FormSpec spec{call.id, form.id, form.titles, {}, form.blank};
            for (const Field& field : form.fields)
                spec.fields.push_back({field.id, field.labels, field.group,
                                       static_cast<int>(field.type), is_long(field),
                                       field.options});
            specs.push_back(std::move(spec));
        }
    }
    return specs;
}

}  // namespace shoujian

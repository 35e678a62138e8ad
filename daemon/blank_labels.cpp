#include "daemon/blank_labels.hpp"

#include "daemon/intake.hpp"
#include "parsers/base/text.hpp"
#include "rules/call/form_specs.hpp"

#include <algorithm>

namespace shoujian {

namespace {

std::string blank_of(const Call& call, const Form& form) {
    return "征集 " + call.id + " 的空白表 " + form.blank_path;
}

/// The form as it was found in its blank; nullptr: it was not.
const FormFacts* form_in(const MessageFacts& facts, const Form& form) {
    for (const Piece& piece : facts.pieces) {
        const auto* word = std::get_if<WordFacts>(&piece.facts.content);
        if (word == nullptr) continue;
        const auto found = std::ranges::find(word->forms, form.id, &FormFacts::form);
        if (found != word->forms.end()) return &*found;
    }
    return nullptr;
}

std::string labels_of(const Field& field) {
    std::string out;
    for (const std::string& label : field.labels) out += (out.empty() ? "“" : "、“") + label + "”";
    return out;
}

void compare(const Call& call,
             const Form& form,
             const MessageFacts& facts,
             std::vector<std::string>& out) {
    const FormFacts* const printed = form_in(facts, form);
    if (printed == nullptr) {
        out.push_back(blank_of(call, form) + " 里认不出表“" + form.titles.front()
                      + "”：标题或各栏目名与 call.toml 不符");
        return;
    }
    for (const Field& field : form.fields) {
        const auto raw = std::ranges::find(printed->fields, field.id, &RawField::id);
        if (raw != printed->fields.end() && !raw->rule.starts_with("R0 no label")) continue;
        out.push_back(blank_of(call, form) + " 里没有 " + field.id + " 的栏目名 " + labels_of(field)
                      + "：照此判断，人人都会缺这一项");
    }
}

}  // namespace

std::vector<std::string> labels_not_printed(const ReaderSettings& settings,
                                            std::span<const Call> calls) {
    std::vector<std::string> out;
    std::vector<FormSpec> specs = form_specs(calls);
    for (FormSpec& spec : specs) spec.blank = {};  // read as if it were filled in
    for (const Call& call : calls) {
        for (const Form& form : call.forms) {
            if (form.blank.empty()) continue;
            const auto file = gather_bytes(form.blank_path, form.blank);
            if (!file) return {file.error().text};
            const auto read = read_in_child(settings, file->fd, file->inputs, false, specs);
            if (!read) return {"没有核对空白表里的栏目名：" + read.error().text};
            compare(call, form, read->facts, out);
        }
    }
    return out;
}

}  // namespace shoujian

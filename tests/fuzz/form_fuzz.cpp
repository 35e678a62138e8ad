// A document laid out in any way, read by the two forms of the shipped call: with their blank forms
// or, where it begins with "!", by their labels alone.
#include "rules/forms/form_reader.hpp"
#include "tests/fuzz/plain_document.hpp"
#include "tests/fuzz/sound.hpp"
#include "tests/tools/seven_forms.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    static const std::vector<Call> calls = two_calls();
    static const std::vector<PreparedForm> known = prepared(std::span(calls).first(1));
    static const std::vector<PreparedForm> by_labels = [] {
        std::vector<PreparedForm> out = known;
        for (PreparedForm& form : out) form.blank.reset();
        return out;
    }();
    static const FormReader by_blank(known), by_label(by_labels);
    std::string_view text = as_text(std::as_bytes(std::span(data, size)));
    const bool bare = text.starts_with('!');
    const Document document = plain_document(text.substr(bare ? 1 : 0));
    check_document(document);
    const WordFacts facts = (bare ? by_label : by_blank).read(document);
    for (const FormFacts& form : facts.forms) {
        check_images(form.pictures, document);
        for (const RawField& field : form.fields) {
            must(is_valid_utf8(field.value) && trim(field.value) == field.value);
            must(field.confidence >= 0 && field.confidence <= 1);
            must(!form.blank || field.value.empty());
        }
    }
    return 0;
}

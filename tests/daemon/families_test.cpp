// Seven forms in every layout family, as .docx, as WPS writes it and as .doc: each field as
// written.
#include "parsers/documents/read_document.hpp"
#include "tests/build/doc_builder.hpp"
#include "tests/tools/seven_forms.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

/// Which of the .docx habits and of .doc a file has, in the mix that was counted.
std::string written(DocxBuilder builder, int number) {
    const int share = number * 37 % 100;
    if (share < 40) return DocBuilder(builder).bytes();
    if (share < 61) builder.wps();
    return builder.bytes();
}

int check_all(const Call& call, int rounds) {
    const std::vector<Call> calls{call};
    const std::vector<PreparedForm> known = prepared(calls);
    int files = 0;
    for (const Form& form : call.forms) {
        for (const Family& family : families()) {
            for (int round = 0; round < rounds; ++round) {
                const int number = files++ * 7 + round;
                const Sample sample = sample_of(form, number);
                Budget budget(Limits{});
                const std::string bytes = written(family.lay_out(sample), number);
                const Reading reading =
                    read_document({"x.doc", Bytes::owned(bytes), "", false, ""}, budget);
                REQUIRE(std::holds_alternative<Document>(reading.content));
                const WordFacts facts = read_form(std::get<Document>(reading.content), known);
                INFO(form.id << ", " << family.name << ", file " << number
                             << (bytes.starts_with("PK") ? " docx" : " doc"));
                CHECK(facts.forms.size() == 1);
                if (facts.forms.size() != 1) continue;
                CHECK(facts.forms[0].form == form.id);
                for (std::size_t i = 0; i < sample.answers.size(); ++i) {
                    const RawField& raw = facts.forms[0].fields.at(i);
                    INFO(raw.id << " by " << raw.rule << " at " << raw.place);
                    CHECK(raw.value == sample.answers[i].value);
                    CHECK(raw.confidence >= 0.85);
                    CHECK(raw.alternatives.empty());
                }
            }
        }
    }
    return files;
}

}  // namespace

TEST_CASE("seven forms in every family: each field as written, without a doubt") {
    REQUIRE(families().size() >= 26);
    const std::vector<Call> calls = two_calls();
    const int files = check_all(calls[0], 5) + check_all(calls[1], 5);
    WARN(files << " Word files read");
    CHECK(files >= 1000);
}

// Real forms that nobody here made, read against what a person found in them. They are kept out of
// the tree: SHOUJIAN_CORPUS names a folder with real/NNN.doc[x] and truth/NNN.json ({"file",
// "titles", "fields": [{"label", "group", "value", "type"}]}). Where they came from stands in
// real_forms.txt. An RTF is read as LibreOffice converted it: converted/NNN.docx. Without them the
// test says so and passes over them.
#include "parsers/base/text.hpp"
#include "parsers/documents/read_document.hpp"
#include "rules/call/call.hpp"
#include "rules/forms/form_reader.hpp"
#include "tests/corpus/files.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

struct Truth {
    std::string file;
    PreparedForm form;
    std::vector<std::string> values;
};

Truth truth_in(const fs::path& file) {
    const auto object =
        Poco::JSON::Parser().parse(bytes_of(file)).extract<Poco::JSON::Object::Ptr>();
    Truth out{object->getValue<std::string>("file"), {}, {}};
    out.form.spec = {"corpus", "form", {}, {}, {}};
    const auto titles = object->getArray("titles");
    for (unsigned i = 0; titles && i < titles->size(); ++i)
        out.form.spec.titles.push_back(titles->getElement<std::string>(i));
    const auto fields = object->getArray("fields");
    for (unsigned i = 0; i < fields->size(); ++i) {
        const auto one = fields->getObject(i);
        const bool choice = one->optValue<std::string>("type", "text") == "choice";
        out.form.spec.fields.push_back(
            {"f" + std::to_string(i),
             {one->getValue<std::string>("label")},
             one->optValue<std::string>("group", ""),
             static_cast<int>(choice ? FieldType::choice : FieldType::text),
             false,
             {}});
        out.values.push_back(one->getValue<std::string>("value"));
    }
    return out;
}

std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', '/');
    return shorten(text, 60);
}

struct Score {
    int forms = 0, pairs = 0, right = 0, silent = 0;
};

void compare(const fs::path& root, const Truth& truth, Score& score) {
    Budget budget(Limits{});
    Reading reading = read_document(
        {truth.file, Bytes::owned(bytes_of(root / truth.file)), "", false, ""}, budget);
    const fs::path converted = root / "converted" / fs::path(truth.file).stem().concat(".docx");
    if (std::holds_alternative<Foreign>(reading.content) && fs::exists(converted))
        reading =
            read_document({truth.file, Bytes::owned(bytes_of(converted)), "", false, ""}, budget);
    const auto* document = std::get_if<Document>(&reading.content);
    const WordFacts facts =
        document ? read_form(*document, std::span(&truth.form, 1)) : WordFacts{};
    ++score.forms;
    for (std::size_t i = 0; i < truth.values.size(); ++i) {
        ++score.pairs;
        const RawField* raw = facts.forms.empty() ? nullptr : &facts.forms[0].fields[i];
        const std::string value = raw ? std::string(trim(raw->value)) : "(no form)";
        if (fold(value) == fold(truth.values[i])) {
            ++score.right;
            continue;
        }
        const bool flagged = !raw || raw->confidence < 0.85 || !raw->alternatives.empty();
        if (!flagged) ++score.silent;
        std::cout << truth.file << " " << truth.form.spec.fields[i].labels[0] << " | "
                  << one_line(truth.values[i]) << " | " << one_line(value)
                  << (flagged ? "" : " | SILENT")
                  << (raw ? " | " + raw->rule + " " + raw->place : "") << '\n';
    }
}

/// Names in real_forms.txt, each with a repository and a blob.
std::set<std::string> listed_forms() {
    std::ifstream in(SHOUJIAN_SOURCE_DIR "/tests/corpus/real_forms.txt");
    std::set<std::string> out;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string name, repository, blob;
        if (line.starts_with('#') || !(words >> name >> repository >> blob)) continue;
        CHECK(blob.size() == 40);
        out.insert(name);
    }
    return out;
}

}  // namespace

TEST_CASE("values of real forms are read as a person reads them") {
    const char* const root = std::getenv("SHOUJIAN_CORPUS");
    if (root == nullptr || !fs::is_directory(fs::path(root) / "truth")) {
        WARN("skipped: SHOUJIAN_CORPUS names no folder with real/ and truth/");
        SUCCEED();
        return;
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(root) / "truth"))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::ranges::sort(files);
    REQUIRE(files.size() >= 60);
    const std::set<std::string> listed = listed_forms();
    Score score;
    for (const fs::path& file : files) {
        const Truth truth = truth_in(file);
        CAPTURE(truth.file);
        CHECK(listed.contains(fs::path(truth.file).filename().string()));
        compare(root, truth, score);
    }
    WARN(score.forms << " forms, " << score.right << " of " << score.pairs << " pairs right, "
                     << score.silent << " silently wrong");
    CHECK(score.right >= score.pairs * 99 / 100);
    CHECK(score.silent == 0);
}

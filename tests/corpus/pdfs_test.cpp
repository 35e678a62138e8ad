// PDFs and pictures that nobody here made: of pdf.js, poppler, qpdf, corkami, libheif and other
// projects' own tests (pdfs.txt), many of them damaged on purpose. They are kept out of the tree:
// SHOUJIAN_CORPUS names a folder with pdfs/ and pictures/, in any sub-folders. Each goes through
// `shoujian check`, as a letter's attachment would; SHOUJIAN_PDFS_TOLD names a file for what was
// told of each, SHOUJIAN_PDFS_EACH takes every n-th.
#include "tests/acceptance/program.hpp"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    return value ? value : "";
}

std::vector<fs::path> files_of(const fs::path& folder) {
    const int each = std::max(1, std::atoi(setting("SHOUJIAN_PDFS_EACH").c_str()));
    std::vector<fs::path> all, out;
    if (!fs::is_directory(folder)) return out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) all.push_back(entry.path());
    std::ranges::sort(all);
    for (std::size_t i = 0; i < all.size(); i += static_cast<std::size_t>(each))
        out.push_back(all[i]);
    return out;
}

/// What the report says of the file, in codes: findings of each submission and of the whole, and
/// what was set aside. Empty where it is no report.
std::string codes_of(const std::string& report) {
    std::string out;
    const auto root = Poco::JSON::Parser().parse(report).extract<Poco::JSON::Object::Ptr>();
    const auto add = [&](const Poco::JSON::Object::Ptr& holder) {
        const auto list = holder->getArray("findings");
        for (unsigned i = 0; i < list->size(); ++i)
            out += " " + list->getObject(i)->getValue<std::string>("code");
    };
    add(root);
    for (unsigned i = 0; i < root->getArray("submissions")->size(); ++i)
        add(root->getArray("submissions")->getObject(i));
    for (unsigned i = 0; i < root->getArray("ignored")->size(); ++i) out += " ignored";
    return out;
}

}  // namespace

TEST_CASE("of a PDF or picture of any make there is a report") {
    const fs::path corpus = setting("SHOUJIAN_CORPUS");
    std::vector<fs::path> files = files_of(corpus / "pdfs");
    std::ranges::copy(files_of(corpus / "pictures"), std::back_inserter(files));
    if (corpus.empty() || files.empty()) {
        WARN("skipped: SHOUJIAN_CORPUS names no folder with pdfs/ or pictures/");
        return;
    }
    const std::string report = setting("SHOUJIAN_PDFS_TOLD");
    std::ofstream out(report.empty() ? "/dev/null" : report);
    std::map<std::string, int> deaths;
    for (const fs::path& file : files) {
        const Ran ran =
            run_program({SHOUJIAN_BINARY_DIR "/shoujian", "check", "--json", file.string()});
        CAPTURE(file.string(), ran.err);
        CHECK((ran.code == 0 || ran.code == 1));
        std::string codes;
        CHECK_NOTHROW(codes = codes_of(ran.out));
        CHECK_FALSE(codes.empty());
        // A call that is forbidden is one that a library makes on ordinary files too.
        CHECK(ran.err.find("signal 31") == std::string::npos);
        if (!ran.err.empty()) ++deaths[ran.err];
        out << file.lexically_relative(corpus).string() << " code " << ran.code << codes << " "
            << ran.err << (ran.err.empty() ? "\n" : "");
    }
    for (const auto& [death, count] : deaths) WARN(count << " times: " << death);
    WARN(files.size() << " files read");
}

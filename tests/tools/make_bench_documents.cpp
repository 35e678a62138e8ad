// Writes the Word files of `./dev bench`: seven forms in every layout, as Word saves them, every
// other one with a photo of 100 KB (what real ones have: Word and WeChat shrink them); in
// FOLDER/docx as .docx and in FOLDER/doc the same as .doc. make_bench_documents FOLDER
#include "tests/build/doc_builder.hpp"
#include "tests/build/forms.hpp"
#include "tests/tools/seven_forms.hpp"
#include "tests/tools/word_habits.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

/// What real forms have beside what a call asks for, and most of their size (measured: 59 KB of XML
/// in the median): lists of years, places and duties.
std::vector<shoujian::DocxRow> list_of_years() {
    std::vector<shoujian::DocxRow> rows{{"起止年月", "单位", "部门", "职务", "证明人", "备注"}};
    for (int year = 1990; year < 1995; ++year)
        rows.push_back({std::to_string(year) + ".09-" + std::to_string(year + 1) + ".07",
                        "某某市科学技术协会", "学会部", "干事", "王某某", ""});
    return rows;
}

}  // namespace

int main(int count, char** arguments) {
    using namespace shoujian;
    namespace fs = std::filesystem;
    if (count != 2) {
        std::cerr << "make_bench_documents FOLDER\n";
        return 2;
    }
    const fs::path root(arguments[1]);
    fs::create_directories(root / "docx");
    fs::create_directories(root / "doc");
    std::vector<Form> forms;
    for (const Call& call : two_calls())
        forms.insert(forms.end(), call.forms.begin(), call.forms.end());
    std::vector<std::string> photos;
    for (unsigned seed = 0; seed < 5; ++seed) photos.push_back(photo(seed, 100'000));

    constexpr std::size_t files = 200;
    for (std::size_t i = 0; i < files; ++i) {
        const Family& family = families()[i % families().size()];
        DocxBuilder file =
            family.lay_out(sample_of(forms[i % forms.size()], static_cast<int>(i) * 7));
        file.table(list_of_years());
        if (i % 2 == 0) file.picture({photos[i / 2 % photos.size()]});
        if (i % 3 == 0) file.wps();
        const std::string name = std::to_string(i);
        std::ofstream(root / "docx" / (name + ".docx"), std::ios::binary)
            << with_word_habits(file.bytes());
        std::ofstream(root / "doc" / (name + ".doc"), std::ios::binary) << DocBuilder(file).bytes();
    }
    return 0;
}

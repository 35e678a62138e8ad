// Writes the Word files of `./dev bench`: seven forms in every layout, one file in four with a
// photo of 1 MB; in FOLDER/docx as .docx and in FOLDER/doc the same as .doc. make_bench_documents
// FOLDER
#include "tests/build/doc_builder.hpp"
#include "tests/build/forms.hpp"
#include "tests/tools/seven_forms.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

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
    for (unsigned seed = 0; seed < 5; ++seed) photos.push_back(photo(seed, 1'000'000));

    constexpr std::size_t files = 200;
    for (std::size_t i = 0; i < files; ++i) {
        const Family& family = families()[i % families().size()];
        DocxBuilder file =
            family.lay_out(sample_of(forms[i % forms.size()], static_cast<int>(i) * 7));
        if (i % 4 == 0) file.picture({photos[i / 4 % photos.size()]});
        if (i % 3 == 0) file.wps();
        const std::string name = std::to_string(i);
        std::ofstream(root / "docx" / (name + ".docx"), std::ios::binary) << file.bytes();
        std::ofstream(root / "doc" / (name + ".doc"), std::ios::binary) << DocBuilder(file).bytes();
    }
    return 0;
}

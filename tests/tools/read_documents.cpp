// Reads all files of a folder and the forms in them, as the reader does, round after round; for
// `./dev bench`.
// read_documents FOLDER [SECONDS]   prints: files, files with a form, rounds, CPU seconds a round
#include "parsers/documents/read_document.hpp"
#include "tests/tools/seven_forms.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace shoujian;

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::string bytes(std::filesystem::file_size(file), '\0');
    std::ifstream(file, std::ios::binary)
        .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

bool has_form(const std::filesystem::path& file, std::span<const PreparedForm> forms) {
    Budget budget(Limits{});
    const Reading reading =
        read_document({file.filename(), Bytes::owned(bytes_of(file)), "", false, ""}, budget);
    const auto* document = std::get_if<Document>(&reading.content);
    return document && !read_form(*document, forms).forms.empty();
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::cerr << "read_documents FOLDER [SECONDS]\n";
        return 2;
    }
    const double wanted = count > 2 ? std::stod(arguments[2]) : 3;
    const std::vector<Call> calls = two_calls();
    const std::vector<PreparedForm> forms = prepared(calls);
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(arguments[1]))
        files.push_back(entry.path());
    const double begun = cpu_seconds();
    int rounds = 0;
    std::ptrdiff_t found = 0;
    do {
        found = std::ranges::count_if(files, [&](const auto& one) { return has_form(one, forms); });
        ++rounds;
    } while (cpu_seconds() - begun < wanted);
    std::cout << files.size() << ' ' << found << ' ' << rounds << ' '
              << (cpu_seconds() - begun) / rounds << '\n';
    return 0;
}

// Reads all files of a folder, and the forms in them, as the reader does, round after round; for
// `./dev bench`.
// read_documents FOLDER [SECONDS]   prints: files, files read, files with a form, CPU seconds to
// read them once, CPU seconds to read them and their forms once
#include "parsers/documents/read_document.hpp"
#include "tests/tools/seven_forms.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace shoujian;
using Files = std::vector<std::filesystem::path>;

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::string bytes(std::filesystem::file_size(file), '\0');
    std::ifstream(file, std::ios::binary)
        .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

Reading read(const std::filesystem::path& file) {
    Budget budget(Limits{});
    return read_document({file.filename(), Bytes::owned(bytes_of(file)), "", false, ""}, budget);
}

bool has_form(const std::filesystem::path& file, const FormReader& reader) {
    const Reading reading = read(file);
    const auto* document = std::get_if<Document>(&reading.content);
    return document && !reader.read(*document).forms.empty();
}

/// CPU seconds of one round, by as many rounds as `wanted` seconds take; of how many files the last
/// one was true.
template <class Look>
std::pair<double, std::ptrdiff_t> time_of(const Files& files, double wanted, const Look& look) {
    const double begun = cpu_seconds();
    int rounds = 0;
    std::ptrdiff_t found = 0;
    do {
        found = std::ranges::count_if(files, look);
        ++rounds;
    } while (cpu_seconds() - begun < wanted);
    return {(cpu_seconds() - begun) / rounds, found};
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
    const FormReader reader(forms);
    Files files;
    for (const auto& entry : std::filesystem::directory_iterator(arguments[1]))
        files.push_back(entry.path());
    const auto alone = time_of(files, wanted, [](const auto& one) {
        return std::holds_alternative<Document>(read(one).content);
    });
    const auto whole =
        time_of(files, wanted, [&](const auto& one) { return has_form(one, reader); });
    std::cout << files.size() << ' ' << alone.second << ' ' << whole.second << ' ' << alone.first
              << ' ' << whole.first << '\n';
    return 0;
}

// A fuzz target over the files of a folder, without libFuzzer: each as it is, and cut short.
// x_fuzz_replay FOLDER
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

int main(int count, char** arguments) {
    int files = 0;
    for (int i = 1; i < count; ++i)
        for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) {
            std::ifstream in(entry.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            std::cout << entry.path().filename() << ' ' << bytes.size() << std::endl;
            constexpr std::size_t cuts = 16;
            for (std::size_t cut = 0; cut <= cuts; ++cut) {
                // A buffer that ends where the data does, so that a look behind it is seen.
                const std::size_t size = bytes.size() * cut / cuts;
                const std::vector<unsigned char> part(
                    bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
                LLVMFuzzerTestOneInput(part.data(), part.size());
            }
            ++files;
        }
    if (files == 0) std::cerr << "no file was there to replay\n";
    return files == 0 ? 1 : 0;
}

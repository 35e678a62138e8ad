#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace shoujian {

/// The whole of a file of a collection.
inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace shoujian

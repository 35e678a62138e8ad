#include "daemon/text_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace shoujian {

namespace fs = std::filesystem;

std::optional<std::string> read_text_file(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    std::string text;
    std::array<char, 1 << 16> block{};
    // read() turns an input error into badbit; an istreambuf_iterator would throw it.
    while (in.read(block.data(), block.size()) || in.gcount() > 0)
        text.append(block.data(), static_cast<std::size_t>(in.gcount()));
    if (in.bad()) return std::nullopt;
    return text;
}

std::string why_unreadable(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found) return "没有这个文件";
    if (status.type() == fs::file_type::directory) return "这是一个文件夹";
    if (error == std::errc::too_many_symbolic_link_levels) return "符号链接绕成了圈";
    if (error == std::errc::permission_denied) return "没有权限进入它所在的文件夹";
    if (error) return error.message();
    if (status.type() != fs::file_type::regular) return "不是普通文件";
    errno = 0;
    const std::ifstream in(file, std::ios::binary);
    if (!in && errno == EACCES) return "没有读取它的权限";
    return errno != 0 ? std::strerror(errno) : "读取时出错";
}

fs::path beside(const fs::path& config_file, const std::string& written) {
    const fs::path joined = config_file.parent_path() / written;
    std::error_code error;
    const fs::path absolute = fs::absolute(joined, error);
    return (error ? joined : absolute).lexically_normal();
}

}  // namespace shoujian

#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace shoujian {

/// A whole text or table file; nothing where it is not there, is no regular file, or cannot be
/// read. Never throws for what the file system says.
std::optional<std::string> read_text_file(const std::filesystem::path& file);

/// Why read_text_file gave nothing, for people: "没有这个文件", "这是一个文件夹", …
std::string why_unreadable(const std::filesystem::path& file);

/// `written` as it is meant in a config file: relative to the folder that the file lies in.
std::filesystem::path beside(const std::filesystem::path& config_file, const std::string& written);

}  // namespace shoujian

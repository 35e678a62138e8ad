#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace shoujian {

/// What a run of the real program left.
struct Ran {
    int code = -1;
    std::string out, err;
};

/// Runs a program to its end; no shell.
Ran run_program(const std::vector<std::string>& command);

/// A program that runs beside the test; its stderr is the test's. Ended with this object.
class Running {
public:
    explicit Running(const std::vector<std::string>& command);
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    void signal(int number) const;
    int pid() const { return pid_; }
    int wait();  ///< its exit code, when it ends by itself

private:
    int pid_ = -1;
};

/// `shoujian ARGUMENTS`, the one of this build.
Ran shoujian(std::vector<std::string> arguments);

/// A folder of its own, gone at the end.
class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

void write_bytes(const std::filesystem::path& file, const std::string& bytes);
std::string read_bytes(const std::filesystem::path& file);
/// The first `from` in the file becomes `to`; throws where none stands.
void replace_once(const std::filesystem::path& file,
                  const std::string& from,
                  const std::string& to);

}  // namespace shoujian

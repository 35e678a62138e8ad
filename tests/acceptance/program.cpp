#include "tests/acceptance/program.hpp"

#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>
#include <Poco/StreamCopier.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>
#include <utility>

namespace shoujian {

namespace fs = std::filesystem;

Ran run_program(const std::vector<std::string>& command) {
    Poco::Pipe out, err;
    const Poco::Process::Args arguments(command.begin() + 1, command.end());
    Poco::ProcessHandle handle =
        Poco::Process::launch(command.front(), arguments, nullptr, &out, &err);
    Ran ran;
    Poco::PipeInputStream out_stream(out), err_stream(err);
    std::thread other([&] { Poco::StreamCopier::copyToString(err_stream, ran.err); });
    Poco::StreamCopier::copyToString(out_stream, ran.out);
    other.join();
    ran.code = handle.wait();
    return ran;
}

Running::Running(const std::vector<std::string>& command)
    : pid_(Poco::Process::launch(command.front(), {command.begin() + 1, command.end()}).id()) {}

Running::~Running() {
    if (pid_ < 0) return;
    signal(SIGKILL);
    wait();
}

void Running::signal(int number) const {
    kill(pid_, number);
}

int Running::wait() {
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Ran shoujian(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), SHOUJIAN_BINARY_DIR "/shoujian");
    return run_program(arguments);
}

TempFolder::TempFolder() {
    std::string pattern = (fs::temp_directory_path() / "shoujian-test-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
}

TempFolder::~TempFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

void write_bytes(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string read_bytes(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void replace_once(const fs::path& file, const std::string& from, const std::string& to) {
    std::string text = read_bytes(file);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("not in the file: " + from);
    write_bytes(file, text.replace(at, from.size(), to));
}

}  // namespace shoujian

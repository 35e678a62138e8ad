// shoujian-converter JOB OFFICE KIND COUNT FILE_BYTES SECONDS: becomes LibreOffice, confined, which
// makes JOB/out/0.docx … of JOB/in/0 …. Started by daemon/converter_process; it links no document
// library, no network, no database, and reads none of the files itself.
#include "daemon/converter/sandbox.hpp"
#include "daemon/walls.hpp"

#include <unistd.h>

#include <charconv>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int exit_usage = 70, exit_unconfined = 78, exit_no_office = 71;

/// LibreOffice's name of the filter that reads a kind. It is always said: told to find out by
/// itself, it would open whatever the bytes claim to be, web pages among them.
struct FilterRow {
    std::string_view kind;
    const char* filter;
};
constexpr FilterRow filters[] = {
    {"rtf", "Rich Text Format"},
    {"word-95", "MS WinWord 6.0"},  // 95 is read by the same code
    {"works", "MS_Works"},
};

const char* filter_of(std::string_view kind) {
    for (const FilterRow& row : filters)
        if (row.kind == kind) return row.filter;
    return nullptr;
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return out;
}

struct Job {
    std::string folder, office, filter;
    std::uint64_t files = 0, file_bytes = 0, seconds = 0;
};

std::optional<Job> job_of(int count, char** arguments) {
    if (count != 7) return std::nullopt;
    const char* const filter = filter_of(arguments[3]);
    const auto files = number(arguments[4]), bytes = number(arguments[5]),
               seconds = number(arguments[6]);
    if (!filter || !files || !bytes || !seconds) return std::nullopt;
    return Job{arguments[1], arguments[2], filter, *files, *bytes, *seconds};
}

/// A path as the address of a file (RFC 8089): other bytes than these by their numbers.
std::string file_url(std::string_view path) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out = "file://";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain.find(c) != std::string_view::npos)
            out += c;
        else
            (out += '%', out += digits[byte >> 4], out += digits[byte & 0xF]);
    }
    return out;
}

std::vector<std::string> command_of(const Job& job) {
    std::vector<std::string> out{
        job.office,
        "-env:UserInstallation=" + file_url(job.folder + "/profile"),
        "-env:OSL_SOCKET_PATH=tmp",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--infilter=" + job.filter,
        "--convert-to",
        "docx",
        "--outdir",
        job.folder + "/out",
    };
    for (std::uint64_t i = 0; i < job.files; ++i)
        out.push_back(job.folder + "/in/" + std::to_string(i));
    return out;
}

void become(std::vector<std::string> command, const std::string& folder) {
    // It takes and gives back blocks of 64 MB over and over; kept in the heap they are paged in
    // once, which halves the time of a short document.
    std::string environment[] = {"HOME=" + folder,
                                 "TMPDIR=" + folder + "/tmp",
                                 "LC_ALL=C.UTF-8",
                                 "SAL_USE_VCLPLUGIN=svp",
                                 "PATH=/nonexistent",
                                 "MALLOC_MMAP_MAX_=0",
                                 "MALLOC_TRIM_THRESHOLD_=1000000000"};
    std::vector<char*> arguments, variables;
    for (std::string& one : command) arguments.push_back(one.data());
    for (std::string& one : environment) variables.push_back(one.data());
    arguments.push_back(nullptr);
    variables.push_back(nullptr);
    execve(arguments[0], arguments.data(), variables.data());
}

}  // namespace

int main(int count, char** arguments) {
    const auto job = job_of(count, arguments);
    if (!job || chdir(job->folder.c_str()) != 0) return exit_usage;
    close_range(3, ~0U, 0);  // whatever the daemon had open
    shoujian::offer_to_the_kernel();
    if (!shoujian::confine_office({job->folder, job->office, job->file_bytes,
                                   std::chrono::seconds(static_cast<long>(job->seconds))}))
        return exit_unconfined;
    become(command_of(*job), job->folder);
    return exit_no_office;
}

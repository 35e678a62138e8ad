#include "daemon/intake.hpp"

#include "daemon/ocr_folder.hpp"
#include "daemon/store/files.hpp"
#include "parsers/base/text.hpp"
#include "rules/cases/cases.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace shoujian {

namespace {

namespace fs = std::filesystem;

Error unreadable(const fs::path& path, const std::string& why) {
    return {Fault::absent, "无法读取 " + path.string() + "：" + why};
}

/// A regular file, open; waits for nobody: a FIFO or a device would give bytes without end, or
/// never any.
Result<int> open_regular(const fs::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return unreadable(path, std::strerror(errno));
    struct stat status {};
    if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) return fd;
    ::close(fd);
    return unreadable(path, "不是普通文件，也不是文件夹");
}

/// Appends the file's bytes to `to`; gives their number.
Result<std::uint64_t> append_file(int to, const fs::path& path) {
    const auto from = open_regular(path);
    if (!from) return from.error();
    std::uint64_t total = 0;
    ssize_t sent = 0;
    while ((sent = ::sendfile(to, *from, nullptr, 1u << 24)) > 0)
        total += static_cast<std::uint64_t>(sent);
    const int error = errno;
    ::close(*from);
    if (sent < 0) return unreadable(path, std::strerror(error));
    return total;
}

using NamedFiles = std::vector<std::pair<fs::path, std::string>>;

/// The regular files below a folder, sorted, each with its name inside the folder.
Result<NamedFiles> files_below(const fs::path& folder) {
    NamedFiles out;
    std::error_code error;
    for (auto it = fs::recursive_directory_iterator(folder, error);
         !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
        std::error_code not_a_file;  // a dangling link is passed over like a socket
        if (it->is_regular_file(not_a_file))
            out.emplace_back(it->path(), it->path().lexically_relative(folder).string());
    }
    if (error) return unreadable(folder, error.message());
    std::ranges::sort(out);
    return out;
}

Result<NamedFiles> files_at(const std::string& argument) {
    const fs::path path(argument);
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) return files_below(path);
    if (status.type() == fs::file_type::not_found) return unreadable(path, "没有这个文件");
    return NamedFiles{{path, path.filename().string()}};
}

bool is_mail_name(const std::string& name) {
    return lower_ascii(name).ends_with(".eml");
}

}  // namespace

GatheredFiles::~GatheredFiles() {
    if (fd >= 0) ::close(fd);
}

GatheredFiles::GatheredFiles(GatheredFiles&& other) noexcept
    : fd(std::exchange(other.fd, -1)),
      inputs(std::move(other.inputs)),
      is_message(other.is_message) {}

Result<GatheredFiles> gather_files(std::span<const std::string> paths) {
    GatheredFiles out;
    out.fd = ::memfd_create("shoujian-input", MFD_CLOEXEC);
    if (out.fd < 0) return Error{Fault::storage, "内存不足，无法读入文件"};
    std::uint64_t offset = 0;
    for (const std::string& argument : paths) {
        auto files = files_at(argument);
        if (!files) return files.error();
        for (const auto& [path, name] : *files) {
            auto size = append_file(out.fd, path);
            if (!size) return size.error();
            out.inputs.push_back({clean_utf8(name), offset, *size, {}});
            offset += *size;
        }
    }
    out.is_message = out.inputs.size() == 1 && is_mail_name(out.inputs.front().name);
    return out;
}

Result<GatheredFiles> gather_bytes(std::string name, ByteSpan bytes) {
    GatheredFiles out;
    out.fd = ::memfd_create("shoujian-input", MFD_CLOEXEC);
    if (out.fd < 0) return Error{Fault::storage, "内存不足，无法读入文件"};
    if (const auto written = write_all(out.fd, bytes, name); !written) return written.error();
    out.inputs.push_back({std::move(name), 0, bytes.size(), {}});
    return out;
}

const Call& call_of(std::span<const Call> calls, const std::string& id) {
    const auto found = std::ranges::find(calls, id, &Call::id);
    return found == calls.end() ? calls.front() : *found;
}

Report report_alone(std::span<const Call> calls, const MessageFacts& facts, Instant received) {
    const Intake intake = assemble(facts, calls, received);
    Report out;
    const Call& call =
        call_of(calls, intake.submissions.empty() ? "" : intake.submissions.front().who.call);
    out.call = call.id;
    if (received != Instant{}) out.received = received;
    for (const Submission& one : intake.submissions) {
        const Call& rules = call_of(calls, one.who.call);
        const Case alone{"", 0, one.who, {Entry{received, {}, one}}};
        out.submissions.push_back(report_of(rules, alone, judge(rules, alone)));
    }
    out.findings = message_findings(call, intake);
    out.ignored = intake.ignored;
    out.verdict = overall(out);
    return out;
}

namespace {

std::shared_ptr<RecogniserProcess> installed_recogniser(const fs::path& executable,
                                                        const std::string& configured) {
    const fs::path folder = ocr_folder(configured);
    if (folder.empty()) return nullptr;
    RecogniserSettings settings;
    settings.executable = executable;
    settings.folder = folder;
    return std::make_shared<RecogniserProcess>(std::move(settings));
}

}  // namespace

MaterialSettings material_settings(const Limits& limits, const std::string& ocr) {
    std::error_code error;
    const fs::path beside = fs::read_symlink("/proc/self/exe", error).parent_path();
    const char* const named = std::getenv("SHOUJIAN_LIBREOFFICE");
    return {{beside / "shoujian-reader", limits},
            {beside / "shoujian-converter",
             named != nullptr ? named : "/usr/lib/libreoffice/program/soffice.bin"},
            {beside / "shoujian-viewer", limits},
            installed_recogniser(beside / "shoujian-recogniser", ocr),
            {}};
}

}  // namespace shoujian

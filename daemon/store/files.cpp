#include "daemon/store/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace shoujian {

namespace fs = std::filesystem;

Error disk_error(const std::string& doing, const fs::path& file) {
    return {Fault::storage,
            doing + " " + file.string() + ": " + std::strerror(errno) + "；请检查磁盘空间和权限"};
}

Result<Done> write_all(int fd, ByteSpan bytes, const fs::path& file) {
    while (!bytes.empty()) {
        const ssize_t done = write(fd, bytes.data(), bytes.size());
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return disk_error("写", file);
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
    return Done{};
}

Result<Done> sync_file(int fd, const fs::path& file) {
    if (fsync(fd) != 0) return disk_error("写盘", file);
    return Done{};
}

Result<Done> sync_folder(const fs::path& folder) {
    const int fd = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return disk_error("打开", folder);
    const bool done = fsync(fd) == 0;
    close(fd);
    if (!done) return disk_error("写盘", folder);
    return Done{};
}

Result<Done> make_folder(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) return Done{};
    if (folder.has_parent_path() && folder.parent_path() != folder) {
        if (auto done = make_folder(folder.parent_path()); !done) return done;
    }
    if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return disk_error("建立文件夹", folder);
    return sync_folder(folder.has_parent_path() ? folder.parent_path() : ".");
}

Result<Done> write_file(const fs::path& file, std::string_view bytes) {
    const fs::path beside = file.string() + ".part";
    const int fd = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return disk_error("建立", beside);
    auto done = write_all(fd, as_bytes(bytes), beside);
    if (done) done = sync_file(fd, beside);
    close(fd);
    if (!done) return done;
    if (rename(beside.c_str(), file.c_str()) != 0) return disk_error("改名", beside);
    return sync_folder(file.parent_path());
}

}  // namespace shoujian

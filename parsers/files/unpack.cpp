#include "parsers/files/unpack.hpp"

#include "parsers/base/text.hpp"
#include "parsers/files/kind.hpp"
#include "parsers/files/zip_archive.hpp"
#include "parsers/mail/message_reader.hpp"

#include <algorithm>
#include <array>

namespace shoujian {
namespace {

/// What systems leave beside the files that a person packed.
bool is_litter(std::string_view name) {
    const std::string_view leaf = name.substr(name.rfind('/') + 1);
    return name.starts_with("__MACOSX/") || name.find("/__MACOSX/") != std::string_view::npos
           || leaf == ".DS_Store" || equal_folded(leaf, "Thumbs.db")
           || equal_folded(leaf, "desktop.ini") || leaf.starts_with("._");
}

bool is_lock_name(std::string_view name) {
    return name.substr(name.rfind('/') + 1).starts_with("~$");
}

struct Closed {
    FileKind kind;
    const char* what;
};
constexpr Closed closed_kinds[] = {
    {FileKind::rar, "RAR 压缩包"},
    {FileKind::seven_zip, "7z 压缩包"},
    {FileKind::tnef, "winmail.dat（Outlook 专用格式）"},
};

class Unpacker {
public:
    Unpacker(Budget& budget, const MayOpen& may_open) : budget_(budget), may_open_(may_open) {}

    /// Depth is bounded by the limits, so this may call itself.
    void take(File file, std::uint32_t depth);
    Unpacked result;

private:
    void open_zip(const File& file, std::uint32_t depth);
    void open_message(const File& file, std::uint32_t depth);
    void take_entry(const File& archive,
                    const ZipArchive& zip,
                    const ZipEntry& entry,
                    std::uint32_t depth);
    void tell(const char* code, std::string where, std::string detail) {
        result.problems.push_back({code, std::move(where), std::move(detail)});
    }

    Budget& budget_;
    const MayOpen& may_open_;
};

void Unpacker::take(File file, std::uint32_t depth) {
    if (is_lock_name(file.name) && file.bytes.size() < 1000)
        return tell("material.temporary", file.name, "Word 的临时文件，不是文档本身");
    const FileKind kind = kind_of(file.bytes);
    if (kind == FileKind::empty)
        return tell("material.unreadable", file.name, "文件是空的（0 字节）");
    for (const Closed& row : closed_kinds)
        if (row.kind == kind) return tell("material.unsupported", file.name, row.what);
    if (kind != FileKind::zip && kind != FileKind::message) {
        result.files.push_back(std::move(file));
        return;
    }
    if (depth >= budget_.limits().depth)
        return tell("material.limit", file.name, "压缩包或邮件的嵌套层数过多");
    if (!may_open_(file.name)) return;
    if (kind == FileKind::zip)
        open_zip(file, depth);
    else
        open_message(file, depth);
}

void Unpacker::open_zip(const File& file, std::uint32_t depth) {
    const ZipArchive zip(file.bytes, budget_.limits().archive_entries + std::uint64_t{1});
    using State = ZipArchive::State;
    if (zip.state() == State::broken)
        return tell("material.unreadable", file.name, "压缩包已损坏或不完整");
    if (zip.state() == State::bomb)
        return tell("material.limit", file.name, "压缩包的条目互相重叠");
    for (const ZipEntry& entry : zip.entries()) {
        if (entry.folder || entry.name.empty() || is_litter(entry.name)) continue;
        if (!budget_.take_entry()) return tell("material.limit", file.name, "压缩包内的文件过多");
        take_entry(file, zip, entry, depth);
    }
}

void Unpacker::take_entry(const File& archive,
                          const ZipArchive& zip,
                          const ZipEntry& entry,
                          std::uint32_t depth) {
    const std::string name = archive.name + "/" + entry.name;
    File inner{name, {}, "", false, archive.name};
    using Read = ZipArchive::Read;
    switch (zip.read(entry, budget_.limits().file_bytes, budget_, inner.bytes)) {
        case Read::ok:
            return take(std::move(inner), depth + 1);
        case Read::encrypted:
            return tell("material.encrypted", name, "压缩包设有密码");
        case Read::unsupported:
            return tell("material.unsupported", name, "压缩方式无法识别");
        case Read::too_large:
            return tell("material.limit", name, "解压后过大");
        case Read::broken:
            break;
    }
    tell("material.unreadable", name, "压缩包内的文件已损坏");
}

void Unpacker::open_message(const File& file, std::uint32_t depth) {
    // Undecoded parts are views without an owner: those get the one of the bytes they lie in.
    Message message = read_message(file.bytes, budget_);
    std::ranges::move(message.links, std::back_inserter(result.links));
    for (Problem& problem : message.problems) {
        problem.where = problem.where.empty() ? file.name : file.name + "/" + problem.where;
        result.problems.push_back(std::move(problem));
    }
    const std::byte* begin = file.bytes.data();
    for (File& inner : message.files) {
        const std::byte* at = inner.bytes.data();
        const bool inside = !inner.bytes.empty() && std::less_equal<>{}(begin, at)
                            && std::less<>{}(at, begin + file.bytes.size());
        if (inside)
            inner.bytes =
                file.bytes.slice(static_cast<std::size_t>(at - begin), inner.bytes.size());
        inner.name = file.name + "/" + inner.name;
        inner.from_message = file.name;
        take(std::move(inner), depth + 1);
    }
}

}  // namespace

Unpacked unpack(std::vector<File> files, Budget& budget, const MayOpen& may_open) {
    Unpacker unpacker(budget, may_open);
    for (File& file : files) unpacker.take(std::move(file), 0);
    return std::move(unpacker.result);
}

}  // namespace shoujian

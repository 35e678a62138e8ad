#include "parsers/files/unpack.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/base/text.hpp"
#include "parsers/files/entry.hpp"
#include "parsers/files/inflate.hpp"
#include "parsers/files/kind.hpp"
#include "parsers/files/packed_archive.hpp"
#include "parsers/files/rar_headers.hpp"
#include "parsers/files/tnef.hpp"
#include "parsers/files/zip_archive.hpp"
#include "parsers/files/zip_directory.hpp"
#include "parsers/mail/message_reader.hpp"

#include <algorithm>

namespace shoujian {
namespace {

bool is_lock_name(std::string_view name) {
    return name.substr(name.rfind('/') + 1).starts_with("~$");
}

std::string_view leaf_of(std::string_view name) {
    return name.substr(name.rfind('/') + 1);
}

constexpr const char* split_archive = "分卷压缩包：请把全部文件压成一个压缩包";

std::string without_gz(std::string_view name) {
    const std::string lower = lower_ascii(name);
    if (lower.ends_with(".tgz")) return std::string(name.substr(0, name.size() - 4)) + ".tar";
    return std::string(lower.ends_with(".gz") ? name.substr(0, name.size() - 3) : name);
}

/// `part`, which may be a view without an owner, with the owner of the bytes that it lies in.
Bytes shared(const Bytes& whole, Bytes part) {
    const std::byte *begin = whole.data(), *at = part.data();
    const bool inside =
        !part.empty() && std::less_equal<>{}(begin, at) && std::less<>{}(at, begin + whole.size());
    return inside ? whole.slice(static_cast<std::size_t>(at - begin), part.size()) : part;
}

/// Behind an entry whose method it lacks libarchive ends as if all were broken.
EntryRead why_ended(EntryRead end, EntryRead last_entry) {
    return end == EntryRead::broken && last_entry != EntryRead::ok ? last_entry : end;
}

class Unpacker {
public:
    Unpacker(Budget& budget, const MayOpen& may_open) : budget_(budget), may_open_(may_open) {}

    /// Depth is bounded by the limits, so this may call itself.
    void take(File file, std::uint32_t depth);
    Unpacked result;

private:
    struct Container {
        FileKind kind;
        void (Unpacker::*open)(const File&, std::uint32_t depth);
    };
    static const Container containers[];

    void open_zip(const File& file, std::uint32_t depth);
    void open_rar(const File& file, std::uint32_t depth);
    template <PackedArchive::Format format>
    void open_packed(const File& file, std::uint32_t depth);
    void open_gzip(const File& file, std::uint32_t depth);
    void open_tnef(const File& file, std::uint32_t depth);
    void open_message(const File& file, std::uint32_t depth);

    using Format = PackedArchive::Format;
    void read_zip(const File& file, const ZipArchive& zip, std::uint32_t depth);
    /// Every file in it, from the first; gives why it ended. Those that are called like one of
    /// `locked` are told already.
    EntryRead walk(const File& file,
                   Format format,
                   std::uint32_t depth,
                   const std::vector<std::string>& locked = {});
    /// Nothing where the rest stays closed; that is told then.
    std::optional<EntryRead> take_packed(const File& file,
                                         PackedArchive& archive,
                                         const PackedEntry& entry,
                                         Expansion& expansion,
                                         std::uint32_t depth);
    void take_inner(const File& container, std::string name, Bytes bytes, std::uint32_t depth);

    void tell_end(const File& archive, EntryRead end) {
        if (end != EntryRead::ok) tell(failure(end).code, archive.name, failure(end).archive);
    }
    std::string inside(const File& container, const std::string& name) const {
        return container.name + "/" + (name.empty() ? "未命名" : name);
    }
    std::uint64_t most(const Expansion& expansion) const {
        return std::min(budget_.limits().file_bytes, expansion.left());
    }
    bool take_entry(const File& archive) {
        const bool free = budget_.take_entry();
        if (!free) tell("material.limit", archive.name, "压缩包内的文件过多");
        return free;
    }
    void tell(const char* code, std::string where, std::string detail) {
        result.problems.push_back({code, std::move(where), std::move(detail)});
    }

    Budget& budget_;
    const MayOpen& may_open_;
};

const Unpacker::Container Unpacker::containers[] = {
    {FileKind::zip, &Unpacker::open_zip},
    {FileKind::rar, &Unpacker::open_rar},
    {FileKind::seven_zip, &Unpacker::open_packed<PackedArchive::Format::seven_zip>},
    {FileKind::tar, &Unpacker::open_packed<PackedArchive::Format::tar>},
    {FileKind::gzip, &Unpacker::open_gzip},
    {FileKind::tnef, &Unpacker::open_tnef},
    {FileKind::message, &Unpacker::open_message},
};

void Unpacker::take(File file, std::uint32_t depth) {
    if (is_lock_name(file.name) && file.bytes.size() < 1000)
        return tell("material.temporary", file.name, "Word 的临时文件，不是文档本身");
    const FileKind kind = kind_of(file.bytes);
    if (kind == FileKind::empty)
        return tell("material.unreadable", file.name, "文件是空的（0 字节）");
    if (is_volume_name(leaf_of(file.name)) && kind != FileKind::message)
        return tell("material.unsupported", file.name, split_archive);
    if (kind == FileKind::other_archive)
        return tell("material.unsupported", file.name, "这种压缩包");
    const auto* container = std::ranges::find(containers, kind, &Container::kind);
    if (container == std::end(containers)) {
        result.files.push_back(std::move(file));
        return;
    }
    if (depth >= budget_.limits().depth)
        return tell("material.limit", file.name, "压缩包或邮件的嵌套层数过多");
    if (!may_open_(file.name)) return;
    const std::size_t before = result.files.size() + result.problems.size();
    (this->*container->open)(file, depth);
    const bool archive = kind != FileKind::message && kind != FileKind::tnef;
    if (archive && before == result.files.size() + result.problems.size())
        tell("material.empty", file.name, "");
}

void Unpacker::take_inner(const File& container,
                          std::string name,
                          Bytes bytes,
                          std::uint32_t depth) {
    take({std::move(name), std::move(bytes), "", false, container.name}, depth + 1);
}

void Unpacker::open_zip(const File& file, std::uint32_t depth) {
    const ZipArchive zip(file.bytes, budget_.limits().archive_entries + std::uint64_t{1});
    using State = ZipArchive::State;
    if (zip.state() == State::volume) return tell("material.unsupported", file.name, split_archive);
    if (zip.state() == State::bomb)
        return tell("material.limit", file.name, "压缩包的条目互相重叠");
    if (zip.state() == State::ok || zip.state() == State::crowded)
        return read_zip(file, zip, depth);
    // By its local headers, from the first: where the directory at the end is lost (an upload that
    // broke off) what stands before is whole; where libzip finds fault with it (a name in GBK that
    // is flagged as UTF-8) all may be.
    const EntryRead end = walk(file, Format::zip, depth);
    tell_end(file, zip.state() == State::broken ? EntryRead::broken : end);
}

void Unpacker::read_zip(const File& file, const ZipArchive& zip, std::uint32_t depth) {
    Expansion expansion(file.bytes.size());
    for (const ZipEntry& entry : zip.entries()) {
        if (entry.folder || entry.name.empty() || is_litter(entry.name)) continue;
        if (!take_entry(file)) return;
        const std::string name = inside(file, entry.name);
        Bytes bytes;
        const EntryRead outcome = zip.read(entry, most(expansion), budget_, bytes);
        expansion.take(outcome == EntryRead::too_large ? most(expansion) : bytes.size());
        if (outcome == EntryRead::ok)
            take_inner(file, name, std::move(bytes), depth);
        else
            tell(failure(outcome).code, name, failure(outcome).entry);
    }
}

void Unpacker::open_rar(const File& file, std::uint32_t depth) {
    const RarHeaders headers = read_rar_headers(file.bytes, budget_.limits().archive_entries);
    if (headers.headers_encrypted) return tell_end(file, EntryRead::encrypted);
    if (headers.volume) return tell("material.unsupported", file.name, split_archive);
    for (const std::string& name : headers.encrypted)
        tell("material.encrypted", inside(file, name), failure(EntryRead::encrypted).entry);
    constexpr std::size_t signature = 8;  // and nothing behind it: libarchive calls that whole
    if (file.bytes.size() <= signature) return tell_end(file, EntryRead::broken);
    const Format format = headers.five ? Format::rar5 : Format::rar;
    if (headers.locked.empty()) return tell_end(file, walk(file, format, depth));
    File open = file;
    if (!headers.solid) open.bytes = without_locked(file.bytes, headers);
    const EntryRead end = walk(open, format, depth, headers.encrypted);
    if (!headers.solid) tell_end(file, end);  // else it ends behind the first that is locked
}

template <PackedArchive::Format format>
void Unpacker::open_packed(const File& file, std::uint32_t depth) {
    tell_end(file, walk(file, format, depth));
}

EntryRead Unpacker::walk(const File& file,
                         Format format,
                         std::uint32_t depth,
                         const std::vector<std::string>& locked) {
    constexpr std::size_t most_steps = 20'000;  // what is no file takes time too
    PackedArchive archive(file.bytes, format);
    // libarchive gives no name where it is flagged as UTF-8 and is none.
    const std::vector<std::string> raw =
        format == Format::zip ? zip_raw_names(file.bytes) : std::vector<std::string>();
    Expansion expansion(file.bytes.size());
    EntryRead last = EntryRead::ok;
    for (std::size_t steps = 0; steps < most_steps; ++steps) {
        std::optional<PackedEntry> entry = archive.next();
        if (!entry) return why_ended(archive.end(), last);
        if (entry->name.empty() && steps < raw.size())
            entry->name = safe_entry_name(decode_text(as_bytes(raw[steps]), "gb18030"));
        if (!entry->file || std::ranges::count(locked, entry->name) > 0) continue;
        const std::optional<EntryRead> read = take_packed(file, archive, *entry, expansion, depth);
        if (!read) return EntryRead::ok;
        last = *read;
    }
    tell("material.limit", file.name, "压缩包内的文件过多");
    return EntryRead::ok;
}

std::optional<EntryRead> Unpacker::take_packed(const File& file,
                                               PackedArchive& archive,
                                               const PackedEntry& entry,
                                               Expansion& expansion,
                                               std::uint32_t depth) {
    const bool litter = is_litter(entry.name);
    if (!litter && !take_entry(file)) return std::nullopt;
    EntryRead outcome = entry.encrypted ? EntryRead::encrypted : EntryRead::too_large;
    Bytes bytes;
    // Litter is read too: in a solid archive it is unpacked all the same, and so is counted.
    if (!entry.encrypted && entry.claimed.value_or(0) <= most(expansion))
        outcome = archive.read(most(expansion), budget_, bytes);
    expansion.take(bytes.size());
    std::string name = inside(file, entry.name);
    if (outcome == EntryRead::ok) {
        if (!litter) take_inner(file, std::move(name), std::move(bytes), depth);
        return outcome;
    }
    if (!litter) tell(failure(outcome).code, std::move(name), failure(outcome).entry);
    // What is passed over is unpacked too, in a solid archive, and so is counted.
    const bool on =
        outcome != EntryRead::too_large || (entry.claimed && budget_.take_bytes(*entry.claimed));
    if (on) return outcome;
    tell("material.limit", file.name, "压缩包内其余的文件没有解压");
    return std::nullopt;
}

void Unpacker::open_gzip(const File& file, std::uint32_t depth) {
    if (!take_entry(file)) return;
    Gunzipped inner = inflate_gzip(file.bytes, most(Expansion(file.bytes.size())), budget_);
    if (inner.name.empty()) inner.name = without_gz(leaf_of(file.name));
    // What is whole in a tar that was cut is read; a part of any other file is of no use.
    const bool useful =
        inner.outcome == EntryRead::ok
        || (inner.outcome == EntryRead::broken && kind_of(inner.bytes) == FileKind::tar);
    if (useful) take_inner(file, inside(file, inner.name), std::move(inner.bytes), depth);
    tell_end(file, inner.outcome);
}

void Unpacker::open_tnef(const File& file, std::uint32_t depth) {
    const Tnef tnef = read_tnef(file.bytes, budget_.limits().archive_entries + std::size_t{1});
    for (const TnefFile& one : tnef.files) {
        if (!take_entry(file)) return;
        std::string name = inside(file, one.name);
        if (one.bytes.size() > budget_.limits().file_bytes) {
            tell("material.limit", std::move(name), "文件太大");
            continue;
        }
        File inner{std::move(name), shared(file.bytes, Bytes::borrowed(one.bytes)), "", one.hidden,
                   file.from_message};
        take(std::move(inner), depth + 1);
    }
    if (tnef.damaged)
        tell("material.unreadable", file.name, "winmail.dat 不完整，其中的附件可能没有全部读出");
}

void Unpacker::open_message(const File& file, std::uint32_t depth) {
    // Undecoded parts are views without an owner: those get the one of the bytes they lie in.
    Message message = read_message(file.bytes, budget_);
    std::ranges::move(message.links, std::back_inserter(result.links));
    for (Problem& problem : message.problems) {
        problem.where = problem.where.empty() ? file.name : file.name + "/" + problem.where;
        result.problems.push_back(std::move(problem));
    }
    for (File& inner : message.files) {
        inner.bytes = shared(file.bytes, inner.bytes);
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

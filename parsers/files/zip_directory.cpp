#include "parsers/files/zip_directory.hpp"

#include "parsers/base/little_endian.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::size_t most_names = 20'000;
constexpr std::string_view end_mark = "PK\x05\x06", end64_mark = "PK\x06\x06",
                           locator_mark = "PK\x06\x07", record_mark = "PK\x01\x02",
                           local_mark = "PK\x03\x04";

bool stands(std::string_view mark, ByteSpan file, std::uint64_t at) {
    return at <= file.size() && as_text(file).substr(at, mark.size()) == mark;
}

/// Where sizes or the offset do not fit 32 bits they stand in the extra field 1, in this order,
/// only those needed (4.5.3).
void read_zip64(ByteSpan extra, ZipRecord& record, bool unpacked_is_there) {
    const LittleEndian fields(extra);
    for (std::size_t at = 0; fields.has(at, 4);) {
        if (fields.u16(at) == 1) {
            std::size_t field = at + 4 + (unpacked_is_there ? 8 : 0);
            if (record.packed == 0xFFFFFFFF) record.packed = fields.u64(field), field += 8;
            if (record.local == 0xFFFFFFFF) record.local = fields.u64(field);
        }
        at += std::size_t{4} + fields.u16(at + 2);
    }
}

void read_records(ByteSpan file, std::uint64_t at, ZipDirectory& out) {
    const LittleEndian all(file);
    while (out.records.size() < most_names && stands(record_mark, file, at) && all.has(at, 46)) {
        const std::size_t name = all.u16(at + 28), extra = all.u16(at + 30),
                          comment = all.u16(at + 32);
        ZipRecord record{as_text(all.part(at + 46, name)), all.u32(at + 42), all.u32(at + 20),
                         (all.u16(at + 8) & 0x800) != 0};
        read_zip64(all.part(at + 46 + name, extra), record, all.u32(at + 24) == 0xFFFFFFFF);
        out.records.push_back(record);
        at += 46 + name + extra + comment;
    }
}

/// The directory that the end record at `end` speaks of, if it is there.
ZipDirectory directory_before(ByteSpan file, std::size_t end) {
    const LittleEndian all(file);
    ZipDirectory out;
    if (!all.has(end, 22)) return out;
    const std::uint16_t disk = all.u16(end + 4);
    std::uint64_t size = all.u32(end + 12), offset = all.u32(end + 16), stop = end;
    if (end >= 76 && stands(locator_mark, file, end - 20) && stands(end64_mark, file, end - 76)) {
        stop = end - 76;
        size = all.u64(stop + 40);
        offset = all.u64(stop + 48);
    }
    // Bytes before the archive (a self-extracting one) move all offsets; the directory ends where
    // its end record begins.
    std::uint64_t first = size <= stop ? stop - size : offset;
    if (!stands(record_mark, file, first) && all.u16(end + 10) != 0) first = offset;
    const bool empty = all.u16(end + 10) == 0 && size == 0;
    out.found = stands(record_mark, file, first) || empty;
    out.volume = out.found && disk != 0 && disk != 0xFFFF;
    out.begin = !empty && first > offset ? static_cast<std::size_t>(first - offset) : 0;
    out.end = std::min(file.size(), end + 22 + all.u16(end + 20));
    read_records(file, first, out);
    return out;
}

}  // namespace

ZipDirectory read_zip_directory(ByteSpan file) {
    const std::string_view text = as_text(file);
    std::size_t end = text.rfind(end_mark);
    // A comment may hold the mark too, and what follows the archive may be anything.
    for (int tries = 0; tries < 16 && end != std::string_view::npos; ++tries) {
        ZipDirectory found = directory_before(file, end);
        if (found.found) return found;
        if (end == 0) break;
        end = text.rfind(end_mark, end - 1);
    }
    return {};
}

bool shares_bytes(std::vector<ZipRecord> records) {
    std::ranges::sort(records, {}, &ZipRecord::local);
    int overlaps = 0;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const ZipRecord &before = records[i - 1], &after = records[i];
        if (before.local == after.local) return true;
        if (after.local - before.local < before.packed) ++overlaps;
    }
    return overlaps > 5;  // ClamAV's rule: five may be a strange program's
}

std::vector<std::string> zip_raw_names(ByteSpan file) {
    std::vector<std::string> names;
    for (const ZipRecord& record : read_zip_directory(file).records)
        names.emplace_back(record.name);
    if (!names.empty()) return names;
    const LittleEndian all(file);
    const std::string_view text = as_text(file);
    for (std::size_t at = 0;
         names.size() < 64 && (at = text.find(local_mark, at)) != std::string_view::npos; at += 4)
        names.emplace_back(as_text(all.part(at + 30, all.u16(at + 26))));
    return names;
}

}  // namespace shoujian

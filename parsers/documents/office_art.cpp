#include "parsers/documents/office_art.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::size_t header_bytes = 8, entry_bytes = 36, uid_bytes = 16;
constexpr std::size_t deepest = 64;
constexpr std::size_t most_store_entries = 65'535, most_shapes = 65'535;
constexpr std::uint16_t group_container = 0xF003, shape_container = 0xF004, store_entry = 0xF007,
                        shape_record = 0xF00A, options = 0xF00B, tertiary_options = 0xF122;

// Options of a shape (2.3.23, 2.3.7).
constexpr std::uint16_t option_id = 0x3FFF, crop_first = 0x0100, crop_last = 0x0103, pib = 0x0104,
                        fill_blip = 0x0186;

void read_options(const ArtRecord& record, ArtShape& shape) {
    const LittleEndian bytes(record.body);
    for (std::size_t i = 0; i < record.instance && bytes.has(i * 6, 6); ++i) {
        const std::uint16_t option = bytes.u16(i * 6) & option_id;
        const std::int32_t value = bytes.i32(i * 6 + 2);
        const bool complex = (bytes.u16(i * 6) & 0x8000) != 0;
        if (option >= crop_first && option <= crop_last && value > 0) shape.cropped = true;
        if (option == pib && !complex) shape.picture = bytes.u32(i * 6 + 2);
        if (option == fill_blip && !complex && shape.picture == 0)
            shape.picture = bytes.u32(i * 6 + 2);
    }
}

struct BlipRow {
    std::uint16_t type;
    ArtBlip::Kind kind;
    std::uint16_t one_uid;  ///< an instance above it by 1 (metafiles: too) has a second UID
    std::uint16_t one_uid_too;
};
constexpr BlipRow blips[] = {
    {0xF01A, ArtBlip::Kind::metafile, 0x3D4, 0x3D4},
    {0xF01B, ArtBlip::Kind::metafile, 0x216, 0x216},
    {0xF01C, ArtBlip::Kind::metafile, 0x542, 0x542},
    {0xF01D, ArtBlip::Kind::file, 0x46A, 0x6E2},
    {0xF01E, ArtBlip::Kind::file, 0x6E0, 0x6E0},
    {0xF01F, ArtBlip::Kind::dib, 0x7A8, 0x7A8},
    {0xF029, ArtBlip::Kind::file, 0x6E4, 0x6E4},
    {0xF02A, ArtBlip::Kind::file, 0x46A, 0x6E2},
};

/// OfficeArtMetafileHeader (2.2.31): sizes, and whether zlib packed it.
ArtBlip read_metafile(const LittleEndian& body) {
    constexpr std::size_t metafile_header = 34;
    ArtBlip blip{ArtBlip::Kind::metafile, body.u8(32) == 0, body.u32(0), {}};
    blip.bytes = body.part(metafile_header, body.u32(28));
    return blip;
}

ArtStoreEntry read_store_entry(const ArtRecord& record) {
    if (record.type != store_entry) return {record.whole, std::nullopt};
    const LittleEndian body(record.body);
    const std::size_t name_bytes = body.u8(33);
    ArtStoreEntry entry;
    entry.blip = body.part(entry_bytes + name_bytes);
    if (entry.blip.size() < header_bytes) entry.blip = {};
    const std::uint32_t delay = body.u32(28);
    if (entry.blip.empty() && delay != 0xFFFFFFFF) entry.delay = delay;
    return entry;
}

}  // namespace

std::optional<ArtRecord> ArtRecords::next() {
    if (!bytes_.has(at_, header_bytes)) return std::nullopt;
    ArtRecord record;
    record.container = (bytes_.u16(at_) & 0xF) == 0xF;
    record.instance = bytes_.u16(at_) >> 4;
    record.type = bytes_.u16(at_ + 2);
    record.whole = bytes_.part(at_, header_bytes + std::size_t{bytes_.u32(at_ + 4)});
    record.body = record.whole.subspan(header_bytes);
    at_ += record.whole.size();
    return record;
}

ArtShape read_shape(ByteSpan container) {
    ArtShape shape;
    ArtRecords records(container);
    while (const auto record = records.next()) {
        if (record->type == shape_record) shape.id = LittleEndian(record->body).u32(0);
        if (record->type == options || record->type == tertiary_options)
            read_options(*record, shape);
    }
    return shape;
}

/// The page's own group holds shapes and groups; a group in it is one drawing with all that it
/// holds.
std::vector<ArtDrawing> read_drawings(ByteSpan container) {
    std::vector<ArtDrawing> drawings;
    std::vector<ArtRecords> open{ArtRecords(container)};
    std::size_t groups = 0, shapes = 0;
    std::vector<std::size_t> groups_before;
    while (!open.empty()) {
        const auto record = open.back().next();
        if (!record) {
            open.pop_back();
            if (!groups_before.empty()) groups = groups_before.back(), groups_before.pop_back();
            continue;
        }
        if (record->type == shape_container) {
            if (++shapes > most_shapes) break;
            if (groups <= 1 || drawings.empty()) drawings.emplace_back();
            drawings.back().shapes.push_back(read_shape(record->body));
        } else if (record->container && open.size() < deepest) {
            groups_before.push_back(groups);
            if (record->type == group_container && ++groups == 2) drawings.emplace_back();
            open.emplace_back(record->body);
        }
    }
    return drawings;
}

std::optional<ArtBlip> read_blip(ByteSpan bytes) {
    const auto record = ArtRecords(bytes).next();
    if (!record) return std::nullopt;
    const auto row = std::ranges::find(blips, record->type, &BlipRow::type);
    if (row == std::end(blips)) return std::nullopt;
    const bool one_uid = record->instance == row->one_uid || record->instance == row->one_uid_too;
    const LittleEndian body(LittleEndian(record->body).part(one_uid ? uid_bytes : uid_bytes * 2));
    if (row->kind == ArtBlip::Kind::metafile) return read_metafile(body);
    return ArtBlip{row->kind, false, 0, body.part(1)};  // after the tag
}

std::vector<ArtStoreEntry> read_store(ByteSpan bytes) {
    std::vector<ArtStoreEntry> entries;
    ArtRecords records(bytes);
    for (auto record = records.next(); record && entries.size() < most_store_entries;
         record = records.next())
        entries.push_back(read_store_entry(*record));
    return entries;
}

}  // namespace shoujian

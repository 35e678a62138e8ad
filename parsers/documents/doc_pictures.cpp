#include "parsers/documents/doc_pictures.hpp"

#include "parsers/documents/picture.hpp"
#include "parsers/files/inflate.hpp"

#include <algorithm>

namespace shoujian {
namespace {

constexpr std::uint16_t group_container = 0xF000, store_container = 0xF001,
                        drawing_container = 0xF002, shape_container = 0xF004;
constexpr std::uint8_t main_text = 0;               // OfficeArtWordDrawing.dgglbl (2.9.172)
constexpr std::uint16_t shape_file_mapping = 0x66;  // MFPF.mm (2.9.158): a name stands before

constexpr std::size_t most_places = 20'000;  // where pictures are shown

std::string name_of(const char* stream, std::size_t number, const std::string& format) {
    std::string name = std::string(stream) + "/picture" + std::to_string(number);
    if (!format.empty()) name += "." + format;
    return name;
}

Bytes part_of(const Bytes& stream, ByteSpan part) {
    if (part.empty()) return {};
    return stream.slice(static_cast<std::size_t>(part.data() - stream.data()), part.size());
}

/// A DIB as a .bmp: its pixels begin behind header, masks and palette (BITMAPFILEHEADER.bfOffBits).
Bytes bitmap_file(ByteSpan dib) {
    const LittleEndian header(dib);
    const std::uint32_t header_size = header.u32(0);
    const std::uint16_t bits = header_size == 12 ? header.u16(10) : header.u16(14);
    std::uint32_t colours = header_size == 12 ? 0 : header.u32(32);
    if (colours == 0 && bits <= 8) colours = 1U << bits;
    const std::uint32_t masks = header_size == 40 && header.u32(16) == 3 ? 12 : 0;
    const std::uint32_t pixels =
        14 + header_size + masks + std::min(colours, 256U) * (header_size == 12 ? 3 : 4);
    std::string out = "BM";
    const auto put = [&](std::uint64_t number) {
        for (int i = 0; i < 4; ++i) out += static_cast<char>(number >> (8 * i) & 0xFF);
    };
    put(14 + dib.size());
    put(0);
    put(pixels);
    out += as_text(dib);
    return Bytes::owned(std::move(out));
}

}  // namespace

DocPictures::DocPictures(const DocFile& doc, Budget& budget, std::vector<Picture>& images)
    : doc_(doc), budget_(budget), images_(images) {
    read_drawing_group(doc.structure(FcLcb::dgg_info));
}

/// OfficeArtContent (2.9.171): the store, then the drawings of the main text and of the headers.
void DocPictures::read_drawing_group(ByteSpan dgg_info) {
    const auto group = ArtRecords(dgg_info).next();
    if (!group || group->type != group_container) return;
    ArtRecords records(group->body);
    while (const auto record = records.next())
        if (record->type == store_container) store_ = read_store(record->body);
    LittleEndian rest(dgg_info.subspan(group->whole.size()));
    while (const auto drawing = ArtRecords(rest.part(1)).next()) {
        if (rest.u8(0) == main_text && drawing->type == drawing_container && drawings_.empty())
            drawings_ = read_drawings(drawing->body);
        rest = LittleEndian(rest.part(1 + drawing->whole.size()));
    }
    for (std::size_t i = 0; i < drawings_.size(); ++i)
        if (!drawings_[i].shapes.empty()) drawing_of_.emplace(drawings_[i].shapes[0].id, i);
}

const ArtDrawing* DocPictures::drawing(std::uint32_t anchor) const {
    const auto found = drawing_of_.find(anchor);
    return found == drawing_of_.end() ? nullptr : &drawings_[found->second];
}

std::optional<std::size_t> DocPictures::place_inline(std::uint32_t location) {
    if (++looked_at_ > most_places) return std::nullopt;
    const LittleEndian stream(doc_.data);
    const LittleEndian picture(stream.part(location, stream.u32(location)));
    const std::size_t header = picture.u16(4);
    const bool named = picture.u16(6) == shape_file_mapping;
    ByteSpan content = picture.part(header + (named ? 1 + std::size_t{picture.u8(header)} : 0));
    const auto container = ArtRecords(content).next();
    if (!container || container->type != shape_container) return std::nullopt;
    const ArtShape shape = read_shape(container->body);
    const std::vector<ArtStoreEntry> store = read_store(content.subspan(container->whole.size()));
    if (store.empty()) return std::nullopt;
    const std::size_t index = shape.picture - 1;
    const ArtStoreEntry& entry = store[index < store.size() ? index : 0];
    return place(doc_.data, "Data", entry.blip, shape.cropped);
}

std::optional<std::size_t> DocPictures::place_floating(const ArtShape& shape) {
    if (shape.picture == 0 || shape.picture > store_.size()) return std::nullopt;
    const ArtStoreEntry& entry = store_[shape.picture - 1];
    if (!entry.delay) return place(doc_.table, "Table", entry.blip, shape.cropped);
    return place(doc_.word_document, "WordDocument",
                 LittleEndian(doc_.word_document).part(*entry.delay), shape.cropped);
}

std::optional<std::size_t> DocPictures::place(const Bytes& stream,
                                              const char* stream_name,
                                              ByteSpan record,
                                              bool cropped) {
    const auto blip = read_blip(record);
    if (!blip || blip->bytes.empty()) return std::nullopt;
    Shown* shown = find_shown(blip->bytes);
    // Twice tells all that a third time could; a bullet may be there a thousand times.
    if (shown && shown->last != shown->first) return shown->last;
    Picture picture = shown ? images_[shown->first] : read(stream, stream_name, *blip);
    picture.cropped = cropped;
    const std::size_t index = images_.size();
    images_.push_back(std::move(picture));
    if (shown)
        shown->last = index;
    else
        shown_.emplace(blip->bytes.size(), Shown{blip->bytes, index, index});
    return index;
}

DocPictures::Shown* DocPictures::find_shown(ByteSpan bytes) {
    int compared = 0;  // pictures of one size are rare where nobody means harm
    for (auto [at, end] = shown_.equal_range(bytes.size()); at != end && compared < 100;
         ++at, ++compared)
        if (at->second.bytes.data() == bytes.data() || std::ranges::equal(at->second.bytes, bytes))
            return &at->second;
    return nullptr;
}

Picture DocPictures::read(const Bytes& stream, const char* stream_name, const ArtBlip& blip) {
    Picture picture;
    picture.bytes = part_of(stream, blip.bytes);
    if (blip.kind == ArtBlip::Kind::dib && budget_.take_bytes(blip.bytes.size()))
        picture.bytes = bitmap_file(blip.bytes);
    if (blip.deflated) {
        const std::uint64_t most =
            std::min<std::uint64_t>(blip.inflated_bytes, budget_.limits().file_bytes);
        if (auto plain = inflate_zlib(blip.bytes, most, budget_)) picture.bytes = *plain;
    }
    describe(picture);
    picture.name = name_of(stream_name, images_.size() + 1, picture.format);
    return picture;
}

}  // namespace shoujian

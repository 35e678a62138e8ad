#include "parsers/files/zip_archive.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/files/deflated.hpp"
#include "parsers/files/zip_directory.hpp"

#include <zip.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace shoujian {
namespace {

/// Unix's mode in the upper half of the external attributes (APPNOTE 4.4.15 leaves it to the
/// system).
bool is_link(zip_t* zip, zip_uint64_t index) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    const int known = zip_file_get_external_attributes(zip, index, 0, &system, &attributes);
    return known == 0 && system == ZIP_OPSYS_UNIX && (attributes >> 16 & 0170000) == 0120000;
}

/// What an entry says that it will be: a hint for memory, and no more than that.
std::size_t claimed_size(zip_t* zip, std::uint64_t index) {
    constexpr zip_uint64_t most_believed = 4'000'000;
    zip_stat_t stat;
    const bool told = zip_stat_index(zip, index, 0, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE);
    return told ? std::min(stat.size, most_believed) : 0;
}

/// What the directory says of an entry that can be unpacked in one go: nothing for one that is
/// packed in another way, or is so large that it is better unpacked piece by piece.
struct Whole {
    std::size_t packed, size;
    std::uint32_t crc;
    bool stored;
};
std::optional<Whole> whole(const zip_stat_t& stat, std::uint64_t most) {
    constexpr zip_uint64_t wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC
                                    | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    constexpr std::uint64_t largest = 16'000'000;
    const bool known = (stat.valid & wanted) == wanted && stat.encryption_method == ZIP_EM_NONE;
    const bool stored = stat.comp_method == ZIP_CM_STORE;
    if (!known || (!stored && stat.comp_method != ZIP_CM_DEFLATE)
        || stat.size > std::min(most, largest) || stat.comp_size > largest)
        return std::nullopt;
    return Whole{static_cast<std::size_t>(stat.comp_size), static_cast<std::size_t>(stat.size),
                 stat.crc, stored};
}

}  // namespace

struct ZipArchive::Handle {
    using Zip = std::unique_ptr<zip_t, decltype([](zip_t* z) { zip_discard(z); })>;
    Zip zip;
    Inflater inflater;

    /// The entry in one go; nothing where what the directory says is not so.
    std::optional<Bytes> read_whole(std::uint64_t index, const Whole& entry) const {
        using Opened = std::unique_ptr<zip_file_t, decltype([](zip_file_t* f) { zip_fclose(f); })>;
        const Opened opened(zip_fopen_index(zip.get(), index, ZIP_FL_COMPRESSED));
        auto packed = std::make_unique_for_overwrite<std::byte[]>(entry.packed + 1);
        if (!opened
            || zip_fread(opened.get(), packed.get(), entry.packed)
                   != static_cast<zip_int64_t>(entry.packed))
            return std::nullopt;
        if (!entry.stored)
            return inflater.inflate({packed.get(), entry.packed}, entry.size, entry.crc);
        Bytes bytes = Bytes::owned(std::move(packed), entry.packed);
        const bool sound = entry.size == entry.packed && crc32_of(bytes) == entry.crc;
        return sound ? std::optional(std::move(bytes)) : std::nullopt;
    }

    bool open(ByteSpan file) {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, &error);
        if (source) zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
        if (source && !zip) zip_source_free(source);
        zip_error_fini(&error);
        return zip != nullptr;
    }
};

ZipArchive::ZipArchive(ByteSpan file, std::uint64_t most_entries) {
    handle_ = std::make_unique<Handle>();
    const ZipDirectory directory = read_zip_directory(file);
    if (directory.found) file = file.subspan(directory.begin, directory.end - directory.begin);
    if (directory.volume) state_ = State::volume;
    if (shares_bytes(directory.records)) state_ = State::bomb;
    if (state_ != State::broken) return;
    if (directory.found) state_ = State::refused;
    if (!handle_->open(file)) return;
    zip_t* const zip = handle_->zip.get();
    const auto count =
        static_cast<zip_uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(zip, 0), 0));
    state_ = count > most_entries ? State::crowded : State::ok;
    for (zip_uint64_t i = 0; i < std::min<zip_uint64_t>(count, most_entries); ++i) {
        // libzip has looked at the Unicode path field (0x7075) already: where its checksum is
        // right, this is the name in it.
        const char* raw = zip_get_name(zip, i, ZIP_FL_ENC_RAW);
        zip_stat_t stat;
        if (!raw || zip_stat_index(zip, i, 0, &stat) != 0) continue;
        const bool utf8 = i < directory.records.size() && directory.records[i].utf8;
        const std::string name = decode_text(as_bytes(raw), utf8 ? "utf-8" : "gb18030");
        entries_.push_back({safe_entry_name(name), i, names_folder(name) || is_link(zip, i),
                            (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0
                                && stat.encryption_method != ZIP_EM_NONE});
    }
}

ZipArchive::~ZipArchive() = default;

ZipArchive::Read ZipArchive::read(const ZipEntry& entry,
                                  std::uint64_t most,
                                  Budget& budget,
                                  Bytes& out) const {
    if (entry.encrypted) return Read::encrypted;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(handle_->zip.get(), entry.index, 0, &stat) == 0) {
        if (const auto known = whole(stat, std::min(most, budget.bytes_left()))) {
            if (auto bytes = handle_->read_whole(entry.index, *known)) {
                if (!budget.take_bytes(bytes->size())) return Read::too_large;
                out = std::move(*bytes);
                return Read::ok;
            }
        }
    }
    using Opened = std::unique_ptr<zip_file_t, decltype([](zip_file_t* f) { zip_fclose(f); })>;
    const Opened opened(zip_fopen_index(handle_->zip.get(), entry.index, 0));
    if (!opened) {
        const int why = zip_error_code_zip(zip_get_error(handle_->zip.get()));
        return why == ZIP_ER_COMPNOTSUPP || why == ZIP_ER_ENCRNOTSUPP ? Read::unsupported
                                                                      : Read::broken;
    }
    std::vector<std::byte> bytes;
    const std::size_t claimed = claimed_size(handle_->zip.get(), entry.index);
    bytes.reserve(claimed + 1);
    for (;;) {
        constexpr std::size_t block = 131'072;
        const std::size_t have = bytes.size();
        // One more than there should be: where the claim is true, the next read finds the end.
        const std::size_t asked = std::min(block, claimed >= have ? claimed - have + 1 : block);
        bytes.resize(have + asked);
        const zip_int64_t n = zip_fread(opened.get(), bytes.data() + have, asked);
        if (n < 0) return Read::broken;
        const auto produced = static_cast<std::size_t>(n);
        bytes.resize(have + produced);
        if (produced == 0) break;
        if (bytes.size() > most || !budget.take_bytes(produced)) return Read::too_large;
    }
    if (bytes.capacity() > bytes.size() + 1) bytes.shrink_to_fit();
    out = Bytes::owned(std::move(bytes));
    return Read::ok;
}

}  // namespace shoujian

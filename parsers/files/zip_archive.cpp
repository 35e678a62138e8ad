#include "parsers/files/zip_archive.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/base/text.hpp"

#include <zip.h>

#include <algorithm>
#include <string_view>

namespace shoujian {
namespace {

constexpr std::size_t most_names = 20'000;

std::uint64_t number(ByteSpan file, std::size_t at, std::size_t count) {
    std::uint64_t value = 0;
    if (at > file.size() || count > file.size() - at) return 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | std::to_integer<std::uint64_t>(file[at + i]);
    return value;
}

struct Record {  // of the central directory, APPNOTE 4.3.12
    std::string_view name;
    std::uint64_t local = 0, packed = 0;
};

/// Where sizes or the offset do not fit 32 bits they stand in the extra field 1, in this order,
/// only those needed (4.5.3).
void read_zip64(ByteSpan extra, Record& record, bool unpacked_is_there) {
    for (std::size_t at = 0; at + 4 <= extra.size();) {
        const std::size_t length = number(extra, at + 2, 2);
        if (number(extra, at, 2) == 1) {
            std::size_t field = at + 4 + (unpacked_is_there ? 8 : 0);
            if (record.packed == 0xFFFFFFFF) record.packed = number(extra, field, 8), field += 8;
            if (record.local == 0xFFFFFFFF) record.local = number(extra, field, 8);
        }
        at += 4 + length;
    }
}

/// Our own look at the central directory: libzip tells no offsets, and so cannot tell that entries
/// share bytes.
std::vector<Record> central_records(ByteSpan file) {
    std::vector<Record> records;
    const std::string_view text = as_text(file);
    const std::size_t end = text.rfind("PK\x05\x06");
    if (end == std::string_view::npos) return records;
    const std::uint64_t size = number(file, end + 12, 4);
    std::uint64_t at = number(file, end + 16, 4);
    // Bytes before the archive (a self-extracting one) move all offsets; the directory ends where
    // its end record begins.
    if (text.substr(std::min<std::uint64_t>(at, text.size()), 4) != "PK\x01\x02" && size <= end)
        at = end - size;
    while (records.size() < most_names && at < file.size() && text.substr(at, 4) == "PK\x01\x02") {
        const std::uint64_t name = number(file, at + 28, 2), extra = number(file, at + 30, 2),
                            comment = number(file, at + 32, 2);
        if (at + 46 > file.size()) break;
        Record record{text.substr(at + 46, name), number(file, at + 42, 4),
                      number(file, at + 20, 4)};
        if (at + 46 + name + extra <= file.size())
            read_zip64(file.subspan(at + 46 + name, extra), record,
                       number(file, at + 24, 4) == 0xFFFFFFFF);
        records.push_back(record);
        at += 46 + name + extra + comment;
    }
    return records;
}

/// An honest archive has its entries one after the other. ClamAV's rule: five overlaps may be a
/// strange program's.
bool shares_bytes(std::vector<Record> records) {
    std::ranges::sort(records, {}, &Record::local);
    int overlaps = 0;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const Record &before = records[i - 1], &after = records[i];
        if (before.local == after.local) return true;
        if (after.local - before.local < before.packed) ++overlaps;
    }
    return overlaps > 5;
}

/// Text that steers terminals or the direction of writing has no place in a name.
bool is_unseemly(char32_t c) {
    return c < 32 || c == 127 || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
           || (c >= 0x2066 && c <= 0x2069);
}

std::string safe_name(std::string_view raw) {
    std::string text;
    for (const char32_t c : to_u32(decode_text(as_bytes(raw), "gb18030")))
        if (!is_unseemly(c)) append_utf8(text, c == U'\\' ? U'/' : c);
    std::string out;
    for (const std::string_view step : split(text, '/')) {
        const std::string_view bare = trim(step);
        const bool drive = bare.size() == 2 && bare[1] == ':';
        if (bare.empty() || bare == "." || bare == ".." || drive) continue;
        if (!out.empty()) out += '/';
        out += shorten(bare, 200);
    }
    return out;
}

/// What an entry says that it will be: a hint for memory, and no more than that.
std::size_t claimed_size(zip_t* zip, std::uint64_t index) {
    constexpr zip_uint64_t most_believed = 4'000'000;
    zip_stat_t stat;
    const bool told = zip_stat_index(zip, index, 0, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE);
    return told ? std::min(stat.size, most_believed) : 0;
}

}  // namespace

struct ZipArchive::Handle {
    using Zip = std::unique_ptr<zip_t, decltype([](zip_t* z) { zip_discard(z); })>;
    Zip zip;
};

ZipArchive::ZipArchive(ByteSpan file, std::uint64_t most_entries) : file_(file) {
    handle_ = std::make_unique<Handle>();
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, &error);
    if (!source) return;
    handle_->zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!handle_->zip) {
        zip_source_free(source);
        zip_error_fini(&error);
        return;
    }
    if (shares_bytes(central_records(file))) {
        state_ = State::bomb;
        return;
    }
    const zip_int64_t count = zip_get_num_entries(handle_->zip.get(), 0);
    state_ = State::ok;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(std::max<zip_int64_t>(count, 0)); ++i) {
        if (entries_.size() >= most_entries) {
            state_ = State::crowded;
            return;
        }
        const char* raw = zip_get_name(handle_->zip.get(), i, ZIP_FL_ENC_RAW);
        zip_stat_t stat;
        if (!raw || zip_stat_index(handle_->zip.get(), i, 0, &stat) != 0) continue;
        const std::string_view name(raw);
        entries_.push_back({safe_name(name), i, name.ends_with('/') || name.ends_with("\\"),
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

std::vector<std::string> zip_raw_names(ByteSpan file) {
    std::vector<std::string> names;
    for (const Record& record : central_records(file)) names.emplace_back(record.name);
    if (!names.empty()) return names;
    const std::string_view text = as_text(file);
    for (std::size_t at = 0;
         names.size() < 64 && (at = text.find("PK\x03\x04", at)) != std::string_view::npos; at += 4)
        names.emplace_back(text.substr(std::min(at + 30, text.size()), number(file, at + 26, 2)));
    return names;
}

}  // namespace shoujian

#include "tests/build/packed_builder.hpp"

#include "tests/build/raw_zip_builder.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <zlib.h>

#include <memory>
#include <stdexcept>

namespace shoujian {
namespace {

using Writer = std::unique_ptr<archive, decltype([](archive* a) { archive_write_free(a); })>;
using Header =
    std::unique_ptr<archive_entry, decltype([](archive_entry* e) { archive_entry_free(e); })>;

void demand(int outcome, archive* a) {
    if (outcome < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(a));
}

la_ssize_t append(archive*, void* out, const void* bytes, std::size_t count) {
    static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), count);
    return static_cast<la_ssize_t>(count);
}

/// The names are UTF-8, which libarchive believes in a locale of UTF-8 alone.
class InUtf8 {
public:
    InUtf8() : made_(newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{})), before_(uselocale(made_)) {}
    ~InUtf8() {
        uselocale(before_);
        freelocale(made_);
    }
    InUtf8(const InUtf8&) = delete;
    InUtf8& operator=(const InUtf8&) = delete;

private:
    locale_t made_, before_;
};

std::string utf16(const std::string& ascii) {
    std::string out;
    for (const char c : ascii + std::string(1, '\0')) out += std::string(1, c) + '\0';
    return out;
}

}  // namespace

PackedBuilder& PackedBuilder::add(std::string name, std::string bytes) {
    entries_.push_back({std::move(name), std::move(bytes), ""});
    return *this;
}

PackedBuilder& PackedBuilder::link(std::string name, std::string target) {
    entries_.push_back({std::move(name), "", std::move(target)});
    return *this;
}

PackedBuilder& PackedBuilder::folder(std::string name) {
    entries_.push_back({std::move(name), "", "", true});
    return *this;
}

PackedBuilder& PackedBuilder::method(std::string name) {
    method_ = std::move(name);
    return *this;
}

std::string PackedBuilder::bytes() const {
    const InUtf8 locale;
    std::string out;
    const Writer writer(archive_write_new());
    archive* const a = writer.get();
    if (format_ == Format::seven_zip) {
        demand(archive_write_set_format_7zip(a), a);
        demand(archive_write_set_format_option(a, "7zip", "compression", method_.c_str()), a);
    } else {
        demand(archive_write_set_format_pax_restricted(a), a);
    }
    demand(archive_write_set_bytes_in_last_block(a, 1), a);
    demand(archive_write_open(a, &out, nullptr, append, nullptr), a);
    for (const auto& one : entries_) {
        const Header entry(archive_entry_new());
        archive_entry_set_pathname(entry.get(), one.name.c_str());
        archive_entry_set_mtime(entry.get(), 1588316400, 0);
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(one.bytes.size()));
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_filetype(entry.get(), one.folder         ? AE_IFDIR
                                                : one.link.empty() ? AE_IFREG
                                                                   : AE_IFLNK);
        if (!one.link.empty()) archive_entry_set_symlink(entry.get(), one.link.c_str());
        demand(archive_write_header(a, entry.get()), a);
        if (!one.bytes.empty() && archive_write_data(a, one.bytes.data(), one.bytes.size()) < 0)
            throw std::runtime_error(archive_error_string(a));
    }
    demand(archive_write_close(a), a);
    return out;
}

std::string strange_seven_zip(const std::string& method,
                              const std::string& name,
                              bool headers_too) {
    const std::string packed(16, '\x5A');
    // One folder of one coder, with two bytes of properties.
    const std::string coder = "\x01\x24" + method + little(2, 1) + std::string("\x13\x00", 2);
    const std::string streams = "\x06" + little(0, 1) + "\x01\x09" + little(16, 1) + little(0, 1)
                                + "\x07\x0B\x01" + little(0, 1) + coder + "\x0C" + little(10, 1)
                                + little(0, 1);
    const std::string names = little(0, 1) + utf16(name);
    const std::string sums = "\x08\x0A\x01" + little(0x5A5A5A5A, 4) + little(0, 1);
    const std::string plain = "\x01\x04" + streams + sums + little(0, 1) + "\x05\x01\x11"
                              + little(names.size(), 1) + names + little(0, 2);
    const std::string header = headers_too ? "\x17" + streams + little(0, 1) : plain;
    const std::string start =
        little(packed.size(), 8) + little(header.size(), 8) + little(crc32_of(header), 4);
    return std::string("7z\xBC\xAF\x27\x1C\x00\x04", 8) + little(crc32_of(start), 4) + start
           + packed + header;
}

std::string gzip(const std::string& bytes, const std::string& name) {
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("deflateInit2");
    std::string in = bytes, stored = name, out(deflateBound(&stream, bytes.size()) + 256, '\0');
    gz_header header{};
    header.name = static_cast<Bytef*>(static_cast<void*>(stored.data()));
    if (!name.empty()) deflateSetHeader(&stream, &header);
    stream.next_in = static_cast<Bytef*>(static_cast<void*>(in.data()));
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = static_cast<Bytef*>(static_cast<void*>(out.data()));
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace shoujian

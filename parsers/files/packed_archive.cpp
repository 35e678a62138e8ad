#include "parsers/files/packed_archive.hpp"

#include "parsers/base/charset.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cwchar>
#include <string_view>
#include <tuple>
#include <vector>

namespace shoujian {
namespace {

locale_t utf8_locale() {
    static const locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{});
    return made;
}

/// While it lives this thread's characters are UTF-8; the process's locale stays as it is.
class InUtf8 {
public:
    InUtf8() : before_(utf8_locale() != locale_t{} ? uselocale(utf8_locale()) : locale_t{}) {}
    ~InUtf8() {
        if (before_ != locale_t{}) uselocale(before_);
    }
    InUtf8(const InUtf8&) = delete;
    InUtf8& operator=(const InUtf8&) = delete;

private:
    locale_t before_;
};

using Archive = std::unique_ptr<archive, decltype([](archive* a) { archive_read_free(a); })>;

/// One by one, and no filter: a 293-byte file makes libarchive's own gzip filters nest for minutes.
int enable(archive* a, PackedArchive::Format format) {
    using Format = PackedArchive::Format;
    switch (format) {
        case Format::rar:
            return archive_read_support_format_rar(a);
        case Format::rar5:
            return archive_read_support_format_rar5(a);
        case Format::seven_zip:
            return archive_read_support_format_7zip(a);
        case Format::tar:
            return archive_read_support_format_tar(a);
        case Format::zip:
            return archive_read_support_format_zip_streamable(a);
    }
    return ARCHIVE_FATAL;
}

struct Saying {
    const char* words;
    EntryRead meaning;
};

/// libarchive tells what it lacks in words alone; the first row that is in them counts.
constexpr Saying sayings[] = {
    {"ncrypt", EntryRead::encrypted},
    {"Crypto codec", EntryRead::encrypted},
    {"llocate", EntryRead::too_large},
    {"emory", EntryRead::too_large},
    {"dictionary size is not", EntryRead::too_large},
    {"block header size", EntryRead::broken},  // of damaged RAR 5 data, not of another version
    {"nsupported", EntryRead::unsupported},
    {"not supported", EntryRead::unsupported},
    {"unavailable", EntryRead::unsupported},
    {"No support", EntryRead::unsupported},
    {"Unknown codec", EntryRead::unsupported},
};

EntryRead why(archive* a) {
    if (archive_errno(a) == ENOMEM) return EntryRead::too_large;
    const char* const text = archive_error_string(a);
    const std::string_view words = text != nullptr ? text : "";
    const auto row = std::ranges::find_if(sayings, [&](const Saying& saying) {
        return words.find(saying.words) != std::string_view::npos;
    });
    return row == std::end(sayings) ? EntryRead::broken : row->meaning;
}

PackedEntry described(archive_entry* entry, PackedArchive::Format format) {
    PackedEntry out;
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) name = archive_entry_pathname_utf8(entry);
    const bool unicode =
        format == PackedArchive::Format::rar5 || format == PackedArchive::Format::seven_zip;
    if (name != nullptr)
        out.name = safe_entry_name(
            decode_text(as_bytes(std::string_view(name)), unicode ? "utf-8" : "gb18030"));
    out.file = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr
               && archive_entry_symlink(entry) == nullptr;
    out.encrypted = archive_entry_is_encrypted(entry) != 0;
    const la_int64_t size = archive_entry_size(entry);
    if (archive_entry_size_is_set(entry) != 0 && size >= 0)
        out.claimed = static_cast<std::uint64_t>(size);
    return out;
}

}  // namespace

struct PackedArchive::Handle {
    Archive archive;
};

PackedArchive::PackedArchive(ByteSpan file, Format format)
    : handle_(std::make_unique<Handle>()), format_(format) {
    const InUtf8 locale;
    Archive made(archive_read_new());
    if (!made || enable(made.get(), format) != ARCHIVE_OK) return;
    if (archive_read_open_memory(made.get(), file.data(), file.size()) != ARCHIVE_OK)
        end_ = why(made.get());
    else
        handle_->archive = std::move(made);
}

PackedArchive::~PackedArchive() = default;

std::optional<PackedEntry> PackedArchive::next() {
    archive* const a = handle_->archive.get();
    if (a == nullptr) return std::nullopt;
    const InUtf8 locale;
    archive_entry* entry = nullptr;
    int outcome = ARCHIVE_RETRY;
    for (int tries = 0; outcome == ARCHIVE_RETRY && tries < 100; ++tries)
        outcome = archive_read_next_header(a, &entry);
    if (outcome == ARCHIVE_OK || outcome == ARCHIVE_WARN) return described(entry, format_);
    end_ = outcome == ARCHIVE_EOF ? EntryRead::ok : why(a);
    return std::nullopt;
}

EntryRead PackedArchive::read(std::uint64_t most, Budget& budget, Bytes& out) {
    const InUtf8 locale;
    archive* const a = handle_->archive.get();
    std::vector<std::byte> bytes;
    int retries = 0;
    for (;;) {
        constexpr std::size_t block = 131'072;
        const std::size_t have = bytes.size();
        bytes.resize(have + block);
        // Gaps of a sparse file are filled with zeros here, and counted like all else.
        const la_ssize_t n = archive_read_data(a, bytes.data() + have, block);
        if (n == ARCHIVE_RETRY && ++retries < 100) {
            bytes.resize(have);
            continue;
        }
        if (n < 0) return why(a);
        bytes.resize(have + static_cast<std::size_t>(n));
        if (n == 0) break;
        if (bytes.size() > most || !budget.take_bytes(static_cast<std::uint64_t>(n)))
            return EntryRead::too_large;
    }
    bytes.shrink_to_fit();
    out = Bytes::owned(std::move(bytes));
    return EntryRead::ok;
}

void load_archive_names() {
    const InUtf8 locale;
    // The first conversions load the locale's tables.
    std::mbstate_t state{};
    wchar_t wide = 0;
    std::array<char, 16> narrow{};
    if (std::mbrtowc(&wide, "\xE8\xA1\xA8", 3, &state) == 3)
        state = {}, std::ignore = std::wcrtomb(narrow.data(), wide, &state);
}

}  // namespace shoujian

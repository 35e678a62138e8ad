#include "parsers/files/kind.hpp"

#include "parsers/base/text.hpp"
#include "parsers/documents/compound_file.hpp"
#include "parsers/files/image.hpp"
#include "parsers/files/zip_directory.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace shoujian {
namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view bytes;
    FileKind kind;
};

constexpr Signature signatures[] = {
    {"{\\rtf"sv, FileKind::rtf},
    {"Rar!\x1A\x07"sv, FileKind::rar},
    {"7z\xBC\xAF\x27\x1C"sv, FileKind::seven_zip},
    {"\x78\x9F\x3E\x22"sv, FileKind::tnef},
    {"\x1F\x8B\x08"sv, FileKind::gzip},
    {"PK\x07\x08PK\x03\x04"sv, FileKind::other_archive},  // the first part of a zip that was split
    {"\xFD\x37zXZ\0"sv, FileKind::other_archive},
    {"\x28\xB5\x2F\xFD"sv, FileKind::other_archive},  // zstd
    {"MSCF\0\0\0\0"sv, FileKind::other_archive},
    {"BEGIN:VCALENDAR"sv, FileKind::calendar},
};

struct Member {
    std::string_view name;  // lower case; ends in / where a folder is meant
    FileKind kind;
};

// OLE streams, ECMA-376 and OpenDocument members that tell a container's kind; the first row that
// is there counts.
constexpr Member streams[] = {
    {"encryptedpackage", FileKind::encrypted_office},
    {"worddocument", FileKind::doc},
    {"workbook", FileKind::spreadsheet},
    {"book", FileKind::spreadsheet},
    {"powerpoint document", FileKind::presentation},
    {"quill", FileKind::unknown},  // Publisher, which has a stream CONTENTS too
    {"contents", FileKind::works},
    {"mn0", FileKind::works},
};
constexpr Member members[] = {
    {"word/", FileKind::docx},
    {"xl/", FileKind::spreadsheet},
    {"ppt/", FileKind::presentation},
};

FileKind compound_kind(ByteSpan bytes) {
    std::vector<std::string> names = compound_names(bytes);
    for (std::string& name : names) name = lower_ascii(name);
    for (const Member& stream : streams)
        if (std::ranges::count(names, stream.name) > 0) return stream.kind;
    return FileKind::unknown;
}

FileKind zip_kind(ByteSpan bytes) {
    const std::vector<std::string> names = zip_raw_names(bytes);
    const auto has = [&](std::string_view wanted) {
        return std::ranges::any_of(
            names, [&](std::string_view name) { return equal_folded(name, wanted); });
    };
    // An office file is a package with content types; a plain zip may well have a folder called
    // word.
    if (!has("[Content_Types].xml") && !has("_rels/.rels"))
        return has("mimetype") && has("content.xml") ? FileKind::spreadsheet : FileKind::zip;
    for (const Member& member : members)
        if (std::ranges::any_of(names, [&](std::string_view name) {
                return starts_with_folded(name, member.name);
            }))
            return member.kind;
    // The main part may have any name: a package of no other kind is read as Word and told to be
    // broken if it is not.
    return has("_rels/.rels") ? FileKind::docx : FileKind::zip;
}

/// Word's lock file: 162 bytes (older: 54), the owner's name by its length first, then in UTF-16.
bool is_word_lock(ByteSpan bytes) {
    if (bytes.size() != 162 && bytes.size() != 54) return false;
    const std::size_t length = std::to_integer<std::size_t>(bytes[0]);
    if (length == 0 || length > 52) return false;
    return std::ranges::count(bytes, std::byte{0}) > 10
           || std::ranges::count(bytes, std::byte{0x20}) > 20;
}

/// What has its mark not at the start.
FileKind marked_inside(std::string_view text) {
    if (text.substr(std::min<std::size_t>(text.size(), 257), 5) == "ustar") return FileKind::tar;
    const bool bzip2 =
        text.size() >= 10 && text.starts_with("BZh") && text.substr(4, 6) == "1AY&SY";
    const bool lzh = text.size() > 20 && text.substr(2, 3) == "-lh" && text[6] == '-';
    return bzip2 || lzh ? FileKind::other_archive : FileKind::unknown;
}

std::string_view without_bom_and_blanks(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    return start == std::string_view::npos ? "" : text.substr(start);
}

/// A field name of RFC 5322 2.2 that begins a stored mail; anything else with a colon is just text.
bool is_message(std::string_view text) {
    constexpr std::string_view usual[] = {
        "received:",
        "return-path:",
        "from:",
        "to:",
        "date:",
        "subject:",
        "message-id:",
        "mime-version:",
        "delivered-to:",
        "x-",
        "dkim-signature:",
        "content-type:",
        "reply-to:",
        "authentication-results:",
        "arc-",
        "cc:",
        "sender:",
    };
    const auto begins = [&](std::string_view line) {
        return std::ranges::any_of(
            usual, [&](std::string_view name) { return starts_with_folded(line, name); });
    };
    int fields = 0;
    for (int lines = 0; lines < 40 && !text.empty(); ++lines) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (line.empty() || line == "\r") break;
        const bool continued = line.front() == ' ' || line.front() == '\t';
        const std::size_t colon = line.find(':');
        const bool field =
            colon != std::string_view::npos && colon > 0
            && line.substr(0, colon).find_first_of(" \t\x80") == std::string_view::npos;
        if (!continued && !field) return false;
        if (!continued && line.find(':') != std::string_view::npos && begins(line)) ++fields;
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return fields >= 2;
}

FileKind text_kind(ByteSpan bytes) {
    const std::string_view head =
        without_bom_and_blanks(as_text(bytes.first(std::min<std::size_t>(bytes.size(), 4096))));
    const std::string lower = lower_ascii(head);
    const auto has = [&](std::string_view words) { return lower.find(words) != std::string::npos; };
    if (lower.starts_with("mime-version:") && has("multipart/related") && has("text/html"))
        return FileKind::html;  // MHT: a web page that Word stored
    if (lower.starts_with("<?xml") || lower.starts_with("<w:worddocument")
        || lower.starts_with("<pkg:package")) {
        if (has("worddocument") || has("progid=\"word.document\"") || has("pkg:package"))
            return FileKind::word_xml;
        if (has("<html")) return FileKind::html;
        if (has("excel.sheet") || has("<workbook")) return FileKind::spreadsheet;
        return FileKind::text;
    }
    if (lower.starts_with("<html") || lower.starts_with("<!doctype html") || has("<html"))
        return FileKind::html;
    if (is_message(head)) return FileKind::message;
    if (as_text(bytes).starts_with("\xFF\xFE") || as_text(bytes).starts_with("\xFE\xFF"))
        return FileKind::text;
    const bool control = std::ranges::any_of(head, [](char c) {
        return static_cast<unsigned char>(c) < 32 && c != '\t' && c != '\r' && c != '\n'
               && c != '\f';
    });
    return control || head.empty() ? FileKind::unknown : FileKind::text;
}

}  // namespace

FileKind kind_of(ByteSpan bytes) {
    if (bytes.empty()) return FileKind::empty;
    const std::string_view text = as_text(bytes);
    for (const Signature& signature : signatures)
        if (text.starts_with(signature.bytes)) return signature.kind;
    if (text.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return compound_kind(bytes);
    if (text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06"sv)) return zip_kind(bytes);
    // ISO 32000-1, annex H.3.4.1: the header may stand anywhere in the first 1024 bytes.
    if (text.substr(0, 1024).find("%PDF-") != std::string_view::npos) return FileKind::pdf;
    if (is_word_lock(bytes)) return FileKind::word_lock;
    if (picture_header(bytes)) return FileKind::picture;
    if (const FileKind kind = marked_inside(text); kind != FileKind::unknown) return kind;
    if (const FileKind kind = text_kind(bytes); kind != FileKind::unknown) return kind;
    // A zip behind other bytes: a program that unpacks itself, a header that a gateway left.
    return read_zip_directory(bytes).records.empty() ? FileKind::unknown : zip_kind(bytes);
}

}  // namespace shoujian

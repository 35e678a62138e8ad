#include "parsers/documents/read_document.hpp"

#include "parsers/documents/doc.hpp"
#include "parsers/documents/docx.hpp"
#include "parsers/documents/html_document.hpp"
#include "parsers/documents/pdf_inventory.hpp"
#include "parsers/documents/picture.hpp"
#include "parsers/documents/word_xml.hpp"
#include "parsers/files/kind.hpp"

#include <algorithm>

namespace shoujian {
namespace {

Reading read_picture(const File& file) {
    Picture picture{file.name, file.bytes, {}, 0, 0, false};
    describe(picture);
    return {std::move(picture), {}};
}

/// A converter reads as much as there is and does not say that the rest is lacking.
Reading read_rtf(ByteSpan file) {
    const std::string_view text = as_text(file);
    const std::size_t last = text.find_last_not_of(std::string_view("\0\t\r\n \x1A", 6));
    const bool whole = last != std::string_view::npos && text[last] == '}';
    if (!whole) return unreadable("material.unjudged", "RTF 文档不完整");
    return {Foreign{ForeignKind::rtf}, {}};
}

struct Row {
    FileKind kind;
    const char* code;    ///< of the problem, or null: none
    const char* detail;  ///< the problem's, or OtherFile's kind
};

// Kinds that are not looked into.
constexpr Row rows[] = {
    {FileKind::encrypted_office, "material.encrypted", "文档设有打开密码"},
    {FileKind::word_lock, "material.temporary", "Word 的临时文件，不是文档本身"},
    {FileKind::empty, "material.unreadable", "文件是空的（0 字节）"},
    {FileKind::rar, "material.unsupported", "RAR 压缩包"},
    {FileKind::seven_zip, "material.unsupported", "7z 压缩包"},
    {FileKind::tar, "material.unsupported", "tar 压缩包"},
    {FileKind::gzip, "material.unsupported", "gz 压缩包"},
    {FileKind::other_archive, "material.unsupported", "这种压缩包"},
    {FileKind::tnef, "material.unsupported", "winmail.dat（Outlook 专用格式）"},
    {FileKind::html, nullptr, "html"},
    {FileKind::spreadsheet, nullptr, "spreadsheet"},
    {FileKind::presentation, nullptr, "presentation"},
    {FileKind::text, nullptr, "text"},
    {FileKind::calendar, nullptr, "calendar"},
    {FileKind::zip, nullptr, "archive"},
    {FileKind::message, nullptr, "message"},
    {FileKind::unknown, nullptr, "unknown"},
};

bool is_named_like_word(std::string_view name) {
    return name.ends_with(".doc") || name.ends_with(".DOC") || name.ends_with(".docx")
           || name.ends_with(".DOCX") || name.ends_with(".wps");
}

Reading read_kind(const File& file, Budget& budget) {
    const FileKind kind = kind_of(file.bytes);
    if (kind == FileKind::docx) return read_docx(file.bytes, budget);
    if (kind == FileKind::doc) return read_doc(file.bytes, budget);
    if (kind == FileKind::rtf) return read_rtf(file.bytes);
    if (kind == FileKind::works) return {Foreign{ForeignKind::works}, {}};
    if (kind == FileKind::pdf) return inventory_pdf(file.bytes, budget);
    if (kind == FileKind::picture) return read_picture(file);
    if (kind == FileKind::word_xml) return read_word_xml(file.bytes, budget);
    // Old web systems write a page and call it .doc: whoever sent it has sent a Word form.
    if (kind == FileKind::html && is_named_like_word(file.name))
        return read_html_document(file.bytes, budget);
    const auto row = std::ranges::find(rows, kind, &Row::kind);
    if (row->code) return unreadable(row->code, row->detail);
    return {OtherFile{row->detail}, {}};
}

void note_active(Reading& reading) {
    const auto tell = [&](bool active, const std::string& detail) {
        if (active) reading.problems.push_back({"material.active", "", detail});
    };
    if (const auto* document = std::get_if<Document>(&reading.content))
        tell(document->active, document->active_detail);
    if (const auto* scan = std::get_if<Scan>(&reading.content))
        tell(scan->active, scan->active_detail);
}

}  // namespace

Reading read_document(const File& file, Budget& budget) {
    Reading reading = read_kind(file, budget);
    note_active(reading);
    return reading;
}

}  // namespace shoujian

#pragma once

#include "parsers/base/bytes.hpp"

namespace shoujian {

enum class FileKind {
    unknown,
    empty,
    docx,
    doc,
    rtf,
    works,
    word_xml,
    html,
    spreadsheet,
    presentation,
    text,
    pdf,
    picture,
    zip,
    rar,
    seven_zip,
    tar,
    gzip,
    other_archive,  ///< one that is not opened here: bzip2, xz, zstd, cab, lzh, a part of a zip
    message,
    tnef,
    calendar,
    encrypted_office,
    word_lock,
};

/// What a file is, told by its first bytes and, for zip and compound files, by what lies inside;
/// never by its name or declared type. Cheap: looks at headers and a directory, unpacks nothing.
/// `message` (RFC 5322) is told by header lines at the start.
FileKind kind_of(ByteSpan bytes);

}  // namespace shoujian

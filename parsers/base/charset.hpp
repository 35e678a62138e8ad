#pragma once

#include "parsers/base/bytes.hpp"

#include <string>
#include <string_view>

namespace shoujian {

/// Bytes in the charset that a mail names, as UTF-8.
///
/// label    as it stands in the mail: "gb2312", "GBK", "utf-8", "" where none is given; case does
/// not matter returns  clean UTF-8, always: bytes that prove to be UTF-8 are read so whatever the
/// label says; then the label;
///          every label of the GB family is read as GB18030; an unknown label or none as GB18030;
///          what cannot be read is U+FFFD
std::string decode_text(ByteSpan bytes, std::string_view label);

/// Loads every converter for this thread. To be called before a sandbox closes the file system:
/// glibc's converters are shared objects that it opens at first use. Without it decode_text works
/// where files can be opened.
void load_charsets();

}  // namespace shoujian

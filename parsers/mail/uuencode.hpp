#pragma once

#include "parsers/base/bytes.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// A file that stands in a text between "begin 644 name" and "end" (POSIX uuencode), as mail
/// programs without MIME and some gateways send it.
struct UuFile {
    std::string name;  ///< its bytes as they are, of the text's charset
    Bytes bytes;
};

/// Takes the files out of a text. A "begin" that no line of data follows is a word of the text;
/// what is cut off is given as far as it goes. At most 100 files; mimetic has no such codec, and
/// libarchive's filter tells neither names nor where the text goes on.
///
/// text  the lines around them stay in it
std::vector<UuFile> take_uuencoded(std::string& text);

/// Whether a "begin" stands at the start of a line: worth a look.
bool may_be_uuencoded(std::string_view text);

}  // namespace shoujian

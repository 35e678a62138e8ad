#pragma once

#include <string>
#include <string_view>

namespace shoujian {

/// A folder's name as IMAP writes it: modified UTF-7 (RFC 3501 5.1.3). "垃圾邮件" is
/// "&V4NXPpCuTvY-". What cannot be written (bad UTF-8) stays as it is.
std::string encode_folder_name(std::string_view utf8);

/// And back; a name that is not valid modified UTF-7 stays as it is.
std::string decode_folder_name(std::string_view name);

}  // namespace shoujian

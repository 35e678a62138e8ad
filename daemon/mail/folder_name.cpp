#include "daemon/mail/folder_name.hpp"

#include <iconv.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>

namespace shoujian {
namespace {

using Converter =
    std::unique_ptr<std::remove_pointer_t<iconv_t>, decltype([](iconv_t c) { iconv_close(c); })>;

std::optional<std::string> convert(std::string_view text, const char* to, const char* from) {
    const iconv_t opened = iconv_open(to, from);
    if (opened == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    const Converter converter(opened);

    std::string source(text);
    char* in = source.data();
    std::size_t in_left = source.size();
    // A character of two UTF-16 units costs at most "&" + 6 + "-"; a shift to and fro is the worst
    // case.
    std::string out(8 * text.size() + 8, '\0');
    char* at = out.data();
    std::size_t room = out.size();
    constexpr auto failed = static_cast<std::size_t>(-1);
    if (iconv(converter.get(), &in, &in_left, &at, &room) == failed) return std::nullopt;
    // The closing "-" is written when the state is reset.
    if (iconv(converter.get(), nullptr, nullptr, &at, &room) == failed) return std::nullopt;
    out.resize(out.size() - room);
    return out;
}

}  // namespace

std::string encode_folder_name(std::string_view utf8) {
    return convert(utf8, "UTF-7-IMAP", "UTF-8").value_or(std::string(utf8));
}

std::string decode_folder_name(std::string_view name) {
    return convert(name, "UTF-8", "UTF-7-IMAP").value_or(std::string(name));
}

}  // namespace shoujian

#include "parsers/base/charset.hpp"

#include "parsers/base/text.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <memory>
#include <optional>

namespace shoujian {
namespace {

enum class Family { utf8, gb, wide, latin, other };

struct Charset {
    std::string_view label;  // without - _ . : and blanks, lower case
    std::string_view iconv_name;
    Family family;
};

// Only names of this table reach iconv_open: a label is untrusted, and each name loads a module.
constexpr Charset charsets[] = {
    {"utf8", "UTF-8", Family::utf8},
    {"unicode11utf8", "UTF-8", Family::utf8},
    // glibc's "GB2312" reads A1A4 as a katakana dot; GB18030 reads the whole family as it is meant.
    {"gb18030", "GB18030", Family::gb},
    {"gb180302000", "GB18030", Family::gb},
    {"gb180302005", "GB18030", Family::gb},
    {"gbk", "GB18030", Family::gb},
    {"xgbk", "GB18030", Family::gb},
    {"gb2312", "GB18030", Family::gb},
    {"xgb2312", "GB18030", Family::gb},
    {"gb231280", "GB18030", Family::gb},
    {"gb23121980", "GB18030", Family::gb},
    {"csgb2312", "GB18030", Family::gb},
    {"chinese", "GB18030", Family::gb},
    {"csiso58gb231280", "GB18030", Family::gb},
    {"euccn", "GB18030", Family::gb},
    {"xeuccn", "GB18030", Family::gb},
    {"cp936", "GB18030", Family::gb},
    {"936", "GB18030", Family::gb},
    {"ms936", "GB18030", Family::gb},
    {"windows936", "GB18030", Family::gb},
    {"hzgb2312", "HZ", Family::other},
    {"hz", "HZ", Family::other},
    {"iso2022cn", "ISO-2022-CN", Family::other},
    {"big5", "BIG5-HKSCS", Family::other},
    {"big5hkscs", "BIG5-HKSCS", Family::other},
    {"xbig5", "BIG5-HKSCS", Family::other},
    {"cnbig5", "BIG5-HKSCS", Family::other},
    {"cp950", "BIG5-HKSCS", Family::other},
    {"windows950", "BIG5-HKSCS", Family::other},
    {"euctw", "EUC-TW", Family::other},
    {"utf16", "UTF-16", Family::wide},
    {"unicode", "UTF-16", Family::wide},
    {"ucs2", "UTF-16", Family::wide},
    {"iso10646ucs2", "UTF-16", Family::wide},
    {"utf16le", "UTF-16LE", Family::wide},
    {"utf16be", "UTF-16BE", Family::wide},
    {"utf32", "UTF-32", Family::wide},
    {"utf32le", "UTF-32LE", Family::wide},
    {"utf32be", "UTF-32BE", Family::wide},
    {"utf7", "UTF-7", Family::other},
    {"unicode11utf7", "UTF-7", Family::other},
    {"shiftjis", "CP932", Family::other},
    {"sjis", "CP932", Family::other},
    {"windows31j", "CP932", Family::other},
    {"eucjp", "EUC-JP", Family::other},
    {"iso2022jp", "ISO-2022-JP", Family::other},
    {"euckr", "CP949", Family::other},
    {"ksc56011987", "CP949", Family::other},
    {"cp949", "CP949", Family::other},
    {"usascii", "", Family::latin},
    {"ascii", "", Family::latin},
    {"iso88591", "WINDOWS-1252", Family::latin},
    {"latin1", "WINDOWS-1252", Family::latin},
    {"windows1252", "WINDOWS-1252", Family::latin},
    {"cp1252", "WINDOWS-1252", Family::latin},
    {"iso885915", "ISO-8859-15", Family::latin},
    {"iso88592", "ISO-8859-2", Family::other},
    {"iso88595", "ISO-8859-5", Family::other},
    {"iso88599", "ISO-8859-9", Family::other},
    {"windows1250", "WINDOWS-1250", Family::other},
    {"windows1251", "WINDOWS-1251", Family::other},
    {"koi8r", "KOI8-R", Family::other},
    {"windows874", "CP874", Family::other},
    {"tis620", "CP874", Family::other},
};

const Charset* find_charset(std::string_view label) {
    std::string key;
    for (const char c : lower_ascii(label.substr(0, 40))) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key += c;
    }
    const auto found = std::ranges::find(charsets, key, &Charset::label);
    return found == std::end(charsets) ? nullptr : &*found;
}

using Converter = std::unique_ptr<void, decltype([](iconv_t c) { iconv_close(c); })>;

// Kept open: inside the sandbox glibc can no longer load a module that is not there yet.
iconv_t converter(std::string_view name) {
    thread_local std::map<std::string_view, Converter> open;
    const auto known = open.find(name);
    if (known != open.end()) return known->second.get();
    const iconv_t made = iconv_open("UTF-8", std::string(name).c_str());
    if (made == iconv_t(-1)) return nullptr;
    open.emplace(name, Converter(made));
    return made;
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::optional<std::string> convert(std::string_view bytes, std::string_view name, int unit) {
    const iconv_t to_utf8 = converter(name);
    if (to_utf8 == nullptr) return std::nullopt;
    iconv(to_utf8, nullptr, nullptr, nullptr, nullptr);
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2 + 16);
    std::array<char, 8192> room{};
    char* in = const_cast<char*>(bytes.data());  // iconv's signature; it does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
        char* to = room.data();
        std::size_t free = room.size();
        const bool failed = iconv(to_utf8, &in, &left, &to, &free) == std::size_t(-1);
        const int why = errno;
        out.append(room.data(), room.size() - free);
        if (!failed || why == E2BIG) continue;
        const bool euro = unit == 1 && static_cast<unsigned char>(*in) == 0x80;  // as in CP936
        out += euro ? "\xE2\x82\xAC" : replacement;
        const std::size_t bad =
            why == EINVAL ? left : std::min<std::size_t>(left, std::size_t(unit));
        in += bad;
        left -= bad;
    }
    char* to = room.data();
    std::size_t free = room.size();
    iconv(to_utf8, nullptr, nullptr, &to, &free);
    out.append(room.data(), room.size() - free);
    return out;
}

// RFC 1843: 7-bit GB2312 between ~{ and ~}. glibc has no such converter.
std::string hz_to_gb(std::string_view text) {
    std::string out;
    bool chinese = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view two = text.substr(i, 2);
        if (two == "~{" || two == "~}") {
            chinese = two == "~{";
            ++i;
        } else if (!chinese && (two == "~~" || two == "~\n")) {
            if (two == "~~") out += '~';
            ++i;
        } else {
            const bool high = chinese && text[i] > 0x20;
            out += high ? static_cast<char>(text[i] | '\x80') : text[i];
        }
    }
    return out;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Pairs of GB2312 often are valid two-byte UTF-8 ("模" is C4 A3); three bytes in a row hardly ever,
// nor the rare characters that GBK added.
bool has_long_sequence(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

// GB2312 text has its high bytes in pairs; Latin text has them one at a time.
bool looks_like_gb2312(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) continue;
        if (lead < 0xA1 || lead > 0xF7 || i + 1 == text.size()) return false;
        if (static_cast<unsigned char>(text[++i]) < 0xA1) return false;
    }
    return true;
}

std::string gb_to_utf8(std::string_view text) {
    return clean_utf8(convert(text, "GB18030", 1).value_or(std::string(text)));
}

std::size_t losses(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = text.find(replacement); at != std::string_view::npos;
         at = text.find(replacement, at + replacement.size())) {
        ++count;
    }
    return count;
}

std::string_view without_mark(std::string_view text, std::string_view& wide) {
    if (text.starts_with("\xEF\xBB\xBF")) return text.substr(3);
    if (text.starts_with("\xFF\xFE")) wide = "UTF-16LE";
    if (text.starts_with("\xFE\xFF")) wide = "UTF-16BE";
    return wide.empty() ? text : text.substr(2);
}

std::string decode_wide(std::string_view text, std::string_view name) {
    // RFC 2781: big-endian where no mark says otherwise; Windows means little-endian all the same.
    if (name == "UTF-16") {
        const auto zeros_at = [&](std::size_t parity) {
            std::size_t count = 0;
            for (std::size_t i = parity; i < text.size(); i += 2)
                count += text[i] == '\0' ? 1U : 0U;
            return count;
        };
        name = zeros_at(0) > zeros_at(1) ? "UTF-16BE" : "UTF-16LE";
    }
    const int unit = name.starts_with("UTF-32") ? 4 : 2;
    return clean_utf8(convert(text, name, unit).value_or(std::string(text)));
}

}  // namespace

void load_charsets() {
    for (const Charset& charset : charsets) {
        if (!charset.iconv_name.empty() && charset.iconv_name != "HZ")
            converter(charset.iconv_name);
    }
}

std::string decode_text(ByteSpan bytes, std::string_view label) {
    std::string_view wide;
    const std::string_view text = without_mark(as_text(bytes), wide);
    const Charset* charset = find_charset(label);
    const Family family = charset != nullptr ? charset->family : Family::gb;
    if (family == Family::wide && wide.empty() && text.size() >= 2) {
        // A label of UTF-16 over plain ASCII bytes is a wrong label: UTF-16 of Western text has
        // zeros.
        const bool really = !is_valid_utf8(text) || text.find('\0') != std::string_view::npos;
        if (really) wide = charset->iconv_name;
    }
    if (!wide.empty()) return decode_wide(text, wide);
    if (is_ascii(text) && family != Family::other) return clean_utf8(text);
    if (is_valid_utf8(text) && !is_ascii(text)
        && (family == Family::utf8 || family == Family::wide || has_long_sequence(text)
            || !looks_like_gb2312(text))) {
        return clean_utf8(text);
    }
    if (family == Family::gb || family == Family::wide) return gb_to_utf8(text);
    if (family == Family::utf8) {
        // Damaged UTF-8 stays UTF-8 as far as it goes; bytes that are Chinese throughout bear a
        // wrong label.
        std::string as_gb = gb_to_utf8(text);
        std::string as_utf8 = clean_utf8(text);
        const bool wrong_label =
            looks_like_gb2312(text) || (losses(as_gb) == 0 && losses(as_utf8) > 3);
        return wrong_label ? as_gb : as_utf8;
    }
    if (family == Family::latin && (charset->iconv_name.empty() || looks_like_gb2312(text))) {
        return gb_to_utf8(text);
    }
    if (charset->iconv_name == "HZ") return gb_to_utf8(hz_to_gb(text));
    const std::optional<std::string> converted = convert(text, charset->iconv_name, 1);
    return converted ? clean_utf8(*converted) : gb_to_utf8(text);
}

}  // namespace shoujian

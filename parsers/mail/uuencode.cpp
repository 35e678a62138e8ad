#include "parsers/mail/uuencode.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <optional>

namespace shoujian {

namespace {

constexpr std::size_t most_files = 100, most_name = 1000;
constexpr std::string_view beginning = "begin ";

/// The line at `at` without its end; `at` moves to the next.
std::string_view next_line(std::string_view text, std::size_t& at) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at = std::min(end + 1, text.size());
    return line;
}

bool is_octal(char c) {
    return c >= '0' && c <= '7';
}

/// "begin 0644 name" gives the name.
std::optional<std::string_view> name_in(std::string_view line) {
    if (!line.starts_with(beginning)) return std::nullopt;
    line.remove_prefix(beginning.size());
    const std::size_t blank = line.find(' ');
    if (blank != 3 && blank != 4) return std::nullopt;
    if (!std::ranges::all_of(line.substr(0, blank), is_octal)) return std::nullopt;
    const std::string_view name = trim(line.substr(blank + 1));
    if (name.empty() || name.size() > most_name) return std::nullopt;
    return name;
}

bool is_digit(char c) {
    return c >= ' ' && c <= '`';
}

unsigned value_of(std::string_view line, std::size_t at) {
    return at < line.size() ? static_cast<unsigned>(line[at] - ' ') & 63U : 0U;
}

/// Appends what the line says. Blanks at its end may have been lost on the way; one character more
/// is a checksum of some programs.
bool append_line(std::string_view line, std::string& out) {
    if (line.empty() || !std::ranges::all_of(line, is_digit)) return false;
    const std::size_t count = value_of(line, 0);
    const std::size_t digits = (count + 2) / 3 * 4;
    if (count == 0 || line.size() > digits + 3) return false;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t group = 1 + i / 3 * 4 + i % 3;
        const unsigned pair = value_of(line, group) << 6 | value_of(line, group + 1);
        out += static_cast<char>(pair >> (4 - 2 * (i % 3)) & 0xFFU);
    }
    return true;
}

/// The data from `at` on, which moves behind its "end"; nothing where there is none.
std::optional<std::string> data_at(std::string_view text, std::size_t& at) {
    std::string out;
    std::size_t next = at;
    while (next < text.size()) {
        std::size_t behind = next;
        const std::string_view line = next_line(text, behind);
        if (trim(line) == "end") {
            next = behind;
            break;
        }
        const bool zero = trim(line).empty() || trim(line) == "`";
        if (!zero && !append_line(line, out)) break;
        next = behind;
    }
    if (out.empty()) return std::nullopt;
    at = next;
    return out;
}

}  // namespace

bool may_be_uuencoded(std::string_view text) {
    if (text.starts_with(beginning)) return true;
    return text.find("\nbegin ") != text.npos;
}

std::vector<UuFile> take_uuencoded(std::string& text) {
    std::vector<UuFile> out;
    std::string rest;
    std::size_t at = 0;
    while (at < text.size() && out.size() < most_files) {
        const std::size_t start = at;
        const auto name = name_in(next_line(text, at));
        auto data = name ? data_at(text, at) : std::nullopt;
        if (data)
            out.push_back({std::string(*name), Bytes::owned(std::move(*data))});
        else
            rest.append(text, start, at - start);
    }
    rest.append(text, at);
    if (!out.empty()) text = std::move(rest);
    return out;
}

}  // namespace shoujian

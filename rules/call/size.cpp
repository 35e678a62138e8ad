#include "rules/call/size.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace shoujian {

namespace {

struct SizeUnit {
    std::string_view name;
    double decimal, binary;
};
constexpr SizeUnit size_units[] = {
    {"B", 1, 1},          {"K", 1e3, 1024},       {"KB", 1e3, 1024},       {"M", 1e6, 1048576},
    {"MB", 1e6, 1048576}, {"G", 1e9, 1073741824}, {"GB", 1e9, 1073741824},
};

}  // namespace

std::optional<Size> parse_size(std::string_view text) {
    text = trim(text);
    double number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || !(number >= 0) || number > 1e6) return std::nullopt;
    const auto unit = trim(text.substr(static_cast<std::size_t>(stop - text.data())));
    const auto row = std::ranges::find_if(
        size_units, [&](const SizeUnit& one) { return equal_folded(one.name, unit); });
    if (row == std::end(size_units)) return std::nullopt;
    return Size{static_cast<std::uint64_t>(std::floor(number * row->decimal)),
                static_cast<std::uint64_t>(std::ceil(number * row->binary))};
}

}  // namespace shoujian

#include "parsers/documents/equation_field.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <vector>

namespace shoujian {

namespace {

constexpr std::size_t longest = 400;  // bytes; what is longer is mathematics

/// Behind the switch that lays its arguments over each other: what its brackets hold.
std::string_view overlaid(std::string_view instruction) {
    const std::string lower = lower_ascii(instruction);
    const std::size_t overlay = lower.find("\\o");
    const std::size_t open = overlay == lower.npos ? lower.npos : lower.find('(', overlay);
    const std::size_t close = lower.rfind(')');
    if (open == lower.npos || close == lower.npos || close <= open) return {};
    return instruction.substr(open + 1, close - open - 1);
}

/// The arguments, parted by commas (semicolons in some countries) that stand in no brackets.
std::vector<std::string_view> arguments_in(std::string_view text) {
    std::vector<std::string_view> out;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '(') ++depth;
        if (text[at] == ')') --depth;
        if (depth > 0 || (text[at] != ',' && text[at] != ';')) continue;
        out.push_back(trim(text.substr(begin, at - begin)));
        begin = at + 1;
    }
    out.push_back(trim(text.substr(begin)));
    return out;
}

bool is_one_of(std::string_view text, std::u32string_view characters) {
    const std::u32string one = to_u32(text);
    return one.size() == 1 && characters.find(one[0]) != characters.npos;
}

bool is_frame(std::string_view text) {
    return is_one_of(text, U"□○◇△☐〇◯");
}

}  // namespace

bool is_equation(std::string_view instruction) {
    const std::string_view text = trim(instruction);
    return equal_folded(text.substr(0, 2), "eq")
           && (text.size() == 2 || text[2] == ' ' || text[2] == '\\');
}

std::string equation_text(std::string_view instruction) {
    if (!is_equation(instruction) || instruction.size() > longest) return {};
    const std::vector<std::string_view> arguments = arguments_in(overlaid(instruction));
    const bool frame = std::ranges::any_of(arguments, is_frame);
    std::string out;
    for (const std::string_view one : arguments) {
        if (one.starts_with('\\')) continue;  // raised: the reading of what stands below
        if (frame && is_one_of(one, U"√✓✔×")) return "☑";
        if (!is_frame(one)) out += one;
    }
    return out.empty() && frame ? "□" : out;
}

}  // namespace shoujian

#include "parsers/files/entry.hpp"

#include "parsers/base/safe_name.hpp"
#include "parsers/base/text.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace shoujian {
namespace {

constexpr int most_steps = 32;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr EntryFailure failures[] = {
    {EntryRead::encrypted, "material.encrypted", "压缩包设有密码", "压缩包设有密码"},
    {EntryRead::unsupported, "material.unsupported", "压缩方式无法识别", "压缩方式无法识别"},
    {EntryRead::too_large, "material.limit", "解压后过大", "解压所需的内存过大"},
    {EntryRead::broken, "material.unreadable", "压缩包内的文件已损坏", "压缩包已损坏或不完整"},
};

}  // namespace

const EntryFailure& failure(EntryRead outcome) {
    const auto* row = std::ranges::find(failures, outcome, &EntryFailure::outcome);
    return row == std::end(failures) ? failures[std::size(failures) - 1] : *row;
}

std::string safe_entry_name(std::string_view utf8) {
    std::string text(utf8);
    std::ranges::replace(text, '\\', '/');
    std::vector<std::string> steps;
    for (const std::string_view written : split(text, '/')) {
        std::string step = safe_name(written);
        const bool drive = step.size() == 2 && step[1] == ':';
        if (!step.empty() && !drive) steps.push_back(std::move(step));
    }
    if (steps.size() > most_steps) steps.erase(steps.begin(), steps.end() - most_steps);
    std::string out;
    for (const std::string& step : steps) out += (out.empty() ? "" : "/") + step;
    return out;
}

bool names_folder(std::string_view utf8) {
    return utf8.ends_with('/') || utf8.ends_with('\\');
}

bool is_litter(std::string_view name) {
    const std::string_view leaf = name.substr(name.rfind('/') + 1);
    return name.starts_with("__MACOSX/") || name.find("/__MACOSX/") != std::string_view::npos
           || leaf == ".DS_Store" || equal_folded(leaf, "Thumbs.db")
           || equal_folded(leaf, "desktop.ini") || leaf.starts_with("._");
}

bool is_volume_name(std::string_view name) {
    const std::string lower = lower_ascii(name);
    const std::string_view text = lower;
    const auto digits = [&](std::size_t count) {
        return text.size() > count
               && std::ranges::all_of(text.substr(text.size() - count), is_digit);
    };
    if (digits(3)) {  // x.7z.001
        const std::string_view stem = text.substr(0, text.size() - 3);
        return stem.ends_with(".7z.") || stem.ends_with(".zip.") || stem.ends_with(".rar.");
    }
    if (!digits(2)) return false;
    const std::string_view stem = text.substr(0, text.size() - 2);
    return stem.ends_with(".z") || stem.ends_with(".r");
}

}  // namespace shoujian

#include "rules/call/config_errors.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <utility>

namespace shoujian {

void ConfigErrors::add(const std::string& file, Place at, std::string what) {
    // Some quote what stands in the file, line breaks and all.
    what = clean_utf8(what);
    std::ranges::replace_if(
        what, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    // Behind the last of the same file: files keep the order in which they were read.
    const auto last = std::find_if(errors_.rbegin(), errors_.rend(),
                                   [&](const One& one) { return one.file == file; });
    auto behind = last == errors_.rend() ? errors_.end() : last.base();
    while (behind != errors_.begin()) {
        const auto before = std::prev(behind);
        if (before->file != file || before->at <= at) break;
        behind = before;
    }
    errors_.insert(behind, {file, at, std::move(what)});
}

std::string ConfigErrors::text() const {
    std::string out;
    for (const One& one : errors_) {
        if (!out.empty()) out += '\n';
        out += one.file + ":" + std::to_string(std::max(one.at.line, 1)) + ":"
               + std::to_string(std::max(one.at.column, 1)) + ": " + one.what;
    }
    return out;
}

}  // namespace shoujian

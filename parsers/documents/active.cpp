#include "parsers/documents/active.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>

namespace shoujian {
namespace {

// Objects of these programs are content; any other may be a program ("Package" is a file of any
// kind).
constexpr std::string_view harmless_programs[] = {
    "Equation", "Excel", "Word", "PowerPoint", "Visio",  "MathType", "KWps",    "Ket",
    "ET.",      "WPS.",  "Acro", "Paint",      "PBrush", "ChemDraw", "Mathcad",
};

}  // namespace

void note_active(Document& document, std::string_view what) {
    document.active = true;
    if (document.active_detail.find(what) != std::string::npos) return;
    if (!document.active_detail.empty()) document.active_detail += "、";
    document.active_detail += what;
}

void note_program(Document& document, std::string_view program) {
    const bool harmless = std::ranges::any_of(harmless_programs, [&](std::string_view name) {
        return starts_with_folded(program, name);
    });
    if (!harmless) note_active(document, "嵌入的程序或文件");
}

bool is_remote(std::string_view target) {
    const std::string lower = lower_ascii(target);
    if (lower.starts_with("file:///") && !lower.starts_with("file:////")
        && !lower.starts_with("file:///\\\\"))
        return false;
    return lower.find("://") != std::string::npos || lower.starts_with("\\\\")
           || lower.starts_with("mhtml:") || lower.starts_with("file:////")
           || lower.starts_with("file:///\\\\");
}

}  // namespace shoujian

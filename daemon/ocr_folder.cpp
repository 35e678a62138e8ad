#include "daemon/ocr_folder.hpp"

#include <cstdlib>
#include <system_error>

namespace shoujian {

namespace {

namespace fs = std::filesystem;

bool has(const fs::path& folder, const char* name) {
    std::error_code ignored;
    return fs::is_regular_file(folder / name, ignored);
}

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

bool has_paddle(const fs::path& folder) {
    return has(folder, onnx_library) && has(folder, detection_model) && has(folder, reading_model)
           && has(folder, character_list);
}

bool has_tesseract(const fs::path& folder) {
    return has(folder, tesseract_model);
}

fs::path ocr_folder(const std::string& configured) {
    if (configured == no_recogniser || environment("SHOUJIAN_OCR") == no_recogniser) return {};
    const fs::path places[] = {configured, environment("SHOUJIAN_OCR"),
                               fs::path(SHOUJIAN_TREE) / "build/ocr", "/usr/share/shoujian/ocr"};
    for (const fs::path& folder : places)
        if (!folder.empty() && has_paddle(folder)) return folder;
    // Debian 12, and where its tesseract looks if it is told to.
    for (const fs::path& folder : {fs::path(configured), fs::path(environment("TESSDATA_PREFIX")),
                                   fs::path("/usr/share/tesseract-ocr/5/tessdata")})
        if (!folder.empty() && has_tesseract(folder)) return folder;
    return {};
}

}  // namespace shoujian

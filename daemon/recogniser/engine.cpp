#include "daemon/recogniser/engine.hpp"

#include "daemon/ocr_folder.hpp"
#include "daemon/text_file.hpp"
#include "parsers/base/bytes.hpp"
#include "parsers/recognition/paddle_recogniser.hpp"
#include "parsers/recognition/tesseract_recogniser.hpp"

namespace shoujian {

namespace {

Result<std::unique_ptr<Recogniser>> load_paddle_from(const std::filesystem::path& folder) {
    const auto detection = read_text_file(folder / detection_model);
    const auto reading = read_text_file(folder / reading_model);
    const auto characters = read_text_file(folder / character_list);
    if (!detection || !reading || !characters)
        return Error{Fault::absent, "识别模型 " + folder.string() + ": 读不了"};
    return load_paddle(
        {(folder / onnx_library).string(), as_bytes(*detection), as_bytes(*reading), *characters});
}

}  // namespace

Result<std::unique_ptr<Recogniser>> load_engine(const std::filesystem::path& folder) {
    if (has_paddle(folder)) return load_paddle_from(folder);
    if (has_tesseract(folder)) return load_tesseract(folder.string());
    return Error{Fault::absent, "识别模型 " + folder.string() + ": 没有"};
}

}  // namespace shoujian

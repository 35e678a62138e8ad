#pragma once

#include "parsers/recognition/recogniser.hpp"

#include <filesystem>
#include <memory>

namespace shoujian {

/// Which of the two engines a folder is of, and the engine loaded: PP-OCRv4 by ONNX Runtime, or
/// tesseract. All of its files are read here; none is needed later.
///
/// returns  Fault::absent where the folder has neither
Result<std::unique_ptr<Recogniser>> load_engine(const std::filesystem::path& folder);

}  // namespace shoujian

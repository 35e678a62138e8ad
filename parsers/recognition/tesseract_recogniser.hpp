#pragma once

#include "parsers/recognition/recogniser.hpp"

#include <memory>
#include <string>

namespace shoujian {

/// Debian's tesseract with its model of simplified Chinese: the recogniser where PP-OCR's models
/// are not installed. It reads whole pages, whatever the question.
///
/// data     folder with chi_sim.traineddata and osd.traineddata
/// returns  Fault::absent where the data is not there or not for this version
Result<std::unique_ptr<Recogniser>> load_tesseract(const std::string& data);

}  // namespace shoujian

#pragma once

#include "parsers/recognition/paddle_networks.hpp"
#include "parsers/recognition/recogniser.hpp"

#include <memory>

namespace shoujian {

/// What pages are looked at with; larger is slower, and takes more memory.
struct PaddleSettings {
    int detection_side = 736;  ///< pixels of the page's long side while lines are looked for
    double squeeze = 1.0;      ///< of lines' widths (crop_line)
};

/// PP-OCRv4 (PaddlePaddle's mobile models): one network finds lines, the other reads them.
Result<std::unique_ptr<Recogniser>> load_paddle(const PaddleFiles& files,
                                                const PaddleSettings& settings = {});

}  // namespace shoujian

#pragma once

#include "parsers/pages/page.hpp"
#include "parsers/pages/pixmap.hpp"
#include "parsers/recognition/onnx_runtime.hpp"
#include "parsers/recognition/text_boxes.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// What PP-OCRv4 is made of; used while it is loaded only.
struct PaddleFiles {
    std::string library;          ///< path of libonnxruntime.so.1
    ByteSpan detection, reading;  ///< the two networks, ONNX
    std::string_view characters;  ///< UTF-8, one a line, in the order of the reading network
};

/// The two networks of PP-OCRv4 with what goes in and out of them.
class PaddleNetworks {
public:
    static Result<PaddleNetworks> load(const PaddleFiles& files);

    /// Boxes round lines of text at any angle, in pixels of the page.
    ///
    /// long_side  the page is looked at with at most this many pixels along its long side
    Result<std::vector<TextBox>> find_lines(const Pixmap& page, int long_side);

    /// strip    grey, strip_height pixels high
    /// returns  without a place
    Result<TextLine> read(const Pixmap& strip);

private:
    PaddleNetworks(OnnxModel detection, OnnxModel reading, std::vector<std::string> characters);
    OnnxModel detection_, reading_;
    std::vector<std::string> characters_;  ///< by class of the network; the first stands for none
};

}  // namespace shoujian

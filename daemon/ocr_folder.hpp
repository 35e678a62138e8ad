#pragma once

#include <filesystem>
#include <string>

namespace shoujian {

/// The files of PP-OCRv4 in a folder, as `./dev ocr` installs them.
inline constexpr const char* onnx_library = "libonnxruntime.so.1";
inline constexpr const char* detection_model = "ch_PP-OCRv4_det_infer.onnx";
inline constexpr const char* reading_model = "ch_PP-OCRv4_rec_infer.onnx";
inline constexpr const char* character_list = "ppocr_keys_v1.txt";

/// As `[ocr] dir` or $SHOUJIAN_OCR: whatever is installed, texts are not read.
inline constexpr const char* no_recogniser = "none";

/// Tesseract's model of simplified Chinese (Debian: tesseract-ocr-chi-sim).
inline constexpr const char* tesseract_model = "chi_sim.traineddata";

bool has_paddle(const std::filesystem::path& folder);  ///< all four files
bool has_tesseract(const std::filesystem::path& folder);

/// Where the recogniser finds its engine: `[ocr] dir`; else $SHOUJIAN_OCR; else what `./dev ocr`
/// installed in the tree that this binary was built in; else /usr/share/shoujian/ocr. The first of
/// them that is named, or is there, and has PP-OCRv4; where none has, tesseract's own data.
///
/// configured  `[ocr] dir`, absolute; empty: not set
/// returns     empty: there is no recogniser on this machine
std::filesystem::path ocr_folder(const std::string& configured);

}  // namespace shoujian

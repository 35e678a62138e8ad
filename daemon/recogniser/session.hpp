#pragma once

#include "rules/recognition_wire.hpp"

#include <functional>
#include <string>

namespace shoujian {

/// The recogniser's whole life: engine and models out of a folder, then the sandbox, then a length
/// of zero to descriptor 1 (it is ready), then request after request from descriptor 0
/// (rules/recognition_wire.hpp), each answered to descriptor 1, until the end of its input.
///
/// folder       with the library and models that `./dev ocr` installs, or with tesseract's
///              chi_sim.traineddata
/// before_page  called with each request before it is read; for tests
/// returns      the exit code: 0 done, 69 no engine in the folder, 70 a request is not as agreed,
/// 78
///              it cannot be confined
int run_recogniser(const std::string& folder,
                   const std::function<void(const RecognitionRequest&)>& before_page = {});

inline constexpr int exit_no_engine = 69, exit_bad_recognition = 70,
                     exit_recogniser_unconfined = 78;

}  // namespace shoujian

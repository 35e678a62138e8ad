#pragma once

#include <functional>
#include <string_view>

namespace shoujian {

/// The viewer's whole life, as run_reader's: each input is a PDF or a picture; for each comes a
/// Piece whose content is ScanFacts or PictureFacts with `looks` filled in: measures, seals with
/// their crops, and the grey pixels for the recogniser in the arena.
///
/// before_file  called with the name of each file before it is looked at; for tests
/// returns      the exit code, as run_reader's
int run_viewer(const std::function<void(std::string_view name)>& before_file = {});

}  // namespace shoujian

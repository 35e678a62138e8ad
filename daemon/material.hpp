#pragma once

#include "daemon/converter_process.hpp"
#include "daemon/kept_looks.hpp"
#include "daemon/reader_process.hpp"
#include "daemon/recogniser_process.hpp"

#include <memory>

namespace shoujian {

struct MaterialSettings {
    ReaderSettings reader;
    ConverterSettings converter;
    ReaderSettings viewer;
    std::shared_ptr<RecogniserProcess> recogniser;  ///< nullptr: none is installed
    KeptLooks kept;                                 ///< of earlier messages; empty: nothing is kept
};

/// Reads a message, or files, to the end: read_in_child, then whatever the reader left as foreign
/// (RTF, Word 95, Works) is converted, all of it at once, and a fresh reader reads what came of it.
/// Its facts take the place of the original's; name, size and digest stay the original's.
///
/// Then the viewer looks at the pages of scans (daemon/viewing), and the recogniser reads them
/// (daemon/recognising).
///
/// Where LibreOffice is not installed such a file is `material.unsupported`, with what to do; where
/// it fails, `material.unjudged`. No ForeignFacts are left.
Result<ReadOutcome> read_material(const MaterialSettings& settings,
                                  int fd,
                                  std::vector<InputFile> inputs,
                                  bool is_message,
                                  std::span<const FormSpec> forms);

}  // namespace shoujian

#pragma once

#include "daemon/material.hpp"
#include "parsers/base/result.hpp"
#include "rules/call/call.hpp"
#include "rules/cases/report.hpp"
#include "rules/cases/submission.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// Files as one input of the reader: their bytes one after another in a memory file.
struct GatheredFiles {
    int fd = -1;  ///< owned
    std::vector<InputFile> inputs;
    bool is_message = false;  ///< the one file is a mail of its own (`x.eml`)

    GatheredFiles() = default;
    ~GatheredFiles();
    GatheredFiles(GatheredFiles&& other) noexcept;
    GatheredFiles& operator=(GatheredFiles&&) = delete;
};

/// paths: regular files, or folders whose regular files are taken, by name. Fault::absent where one
/// is not there, cannot be read, or is something else (a FIFO, a device).
Result<GatheredFiles> gather_files(std::span<const std::string> paths);

/// The same for bytes that are in memory already.
Result<GatheredFiles> gather_bytes(std::string name, ByteSpan bytes);

/// The report of one message that belongs to no case yet: each submission is a case with one entry.
///
/// received  Instant{}: not known, no `deadline.*` finding
Report report_alone(std::span<const Call> calls, const MessageFacts& facts, Instant received);

/// The call that a submission, or a message without any, is judged by.
const Call& call_of(std::span<const Call> calls, const std::string& id);

/// shoujian-reader and shoujian-converter lie beside our own executable; LibreOffice where the
/// environment's SHOUJIAN_LIBREOFFICE says, else where its package puts it; so do shoujian-viewer
/// and shoujian-recogniser.
///
/// ocr  `[ocr] dir`; where the recogniser's engine is looked for else: daemon/ocr_folder
MaterialSettings material_settings(const Limits& limits, const std::string& ocr);

}  // namespace shoujian

#pragma once

#include "daemon/descriptor.hpp"
#include "daemon/reader_process.hpp"
#include "parsers/base/budget.hpp"
#include "rules/facts.hpp"
#include "rules/wire.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// LibreOffice, an optional package (libreoffice-writer-nogui), and what confines it.
struct ConverterSettings {
    std::filesystem::path executable;  ///< shoujian-converter; default: beside our own
    std::filesystem::path office;      ///< soffice.bin itself: `soffice` around it survives SIGTERM
};

/// The office program is installed.
bool can_convert(const ConverterSettings& settings);

/// A file that only a converter can read; its bytes lie in the arena.
struct ForeignFile {
    View view;
    ForeignKind kind = ForeignKind::rtf;
};

/// What came of a list of foreign files.
struct Conversion {
    /// The .docx files one after another in a memory file, each by the ordinal ("0", "1", …) of the
    /// foreign file that it was made of. One that is not here could not be converted.
    std::vector<InputFile> files;
    Descriptor bytes;
    int starts = 0;                     ///< of LibreOffice: one a kind, however many files wait
    std::vector<std::string> failures;  ///< for the log: deadline, exit, signal; no personal data
};

/// Converts by shoujian-converter: for each kind a process group, a folder (0700) and a profile of
/// its own, all of them gone at the end. A batch has `[limits] file_seconds` for each file, twenty
/// of them at most, then its group is killed. What was written by then counts.
///
/// Nothing here is an error: a file that is not converted is a person's to look at.
Conversion convert(const ConverterSettings& settings,
                   const Limits& limits,
                   const Arena& arena,
                   std::span<const ForeignFile> sources);

}  // namespace shoujian

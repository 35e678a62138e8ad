#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/base/result.hpp"
#include "rules/facts.hpp"
#include "rules/forms/form_reader.hpp"
#include "rules/wire.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// The bytes that a reader found, in a sealed memory file that only it wrote. Read by offset, never
/// mapped.
class Arena {
public:
    explicit Arena(int fd = -1) : fd_(fd) {}
    ~Arena();
    Arena(Arena&& other) noexcept;
    Arena& operator=(Arena&& other) noexcept;
    Result<std::vector<std::byte>> read(const View& view) const;
    int fd() const { return fd_; }

private:
    int fd_ = -1;
};

/// What a message or a list of files turned out to be. A file on which a reader died, hung or
/// flooded is here with the problem `material.unjudged`; so is the message as a whole where no
/// reader survived its header.
struct ReadOutcome {
    MessageFacts facts;  ///< digests of views are filled in
    Arena arena;
    std::vector<std::string> deaths;  ///< how readers died, for the log: signal, deadline,
                                      ///< malformed answer; no personal data
    int conversions = 0;              ///< starts of LibreOffice (daemon/material)
    Arena pictures;  ///< crops of seals and pages' pixels (daemon/viewing); views in `looks` are of
                     ///< this one
};

struct ReaderSettings {
    std::filesystem::path executable;  ///< shoujian-reader, or shoujian-viewer, which speaks the
                                       ///< same language; default: beside our own
    Limits limits;
};

/// Runs shoujian-reader, a fresh process a message, and reads its frames under a deadline.
///
/// fd, inputs  the open input and the runs in it (a spooled message, or several files one after
/// another) forms       of all calls returns     Fault::sandbox where the reader says that it
/// cannot be confined; never an error for what is in the bytes
Result<ReadOutcome> read_in_child(const ReaderSettings& settings,
                                  int fd,
                                  std::vector<InputFile> inputs,
                                  bool is_message,
                                  std::span<const FormSpec> forms);

}  // namespace shoujian

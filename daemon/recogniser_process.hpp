#pragma once

#include "parsers/recognition/recogniser.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace shoujian {

struct RecogniserSettings {
    std::filesystem::path executable;             ///< shoujian-recogniser; default: beside our own
    std::filesystem::path folder;                 ///< its engine (daemon/ocr_folder); not empty
    std::chrono::milliseconds page_time{20'000};  ///< for a page, and for loading the engine
    int most_pages = 200;                         ///< then a fresh one takes its place
};

/// shoujian-recogniser: started when it is first needed, kept for many pages, replaced after any
/// fault. May be used by several threads; one page is read at a time. It dies with the thread that
/// started it, or with this object; the next page starts another.
class RecogniserProcess {
public:
    explicit RecogniserProcess(RecogniserSettings settings);
    ~RecogniserProcess();

    /// fd, offset     where width × height bytes of grey lie, row by row (the reader's arena); they
    ///                go to the recogniser without being looked at, or copied, here
    /// returns        Fault::damaged: it died, hung or talked nonsense on this page, or its engine
    ///                failed: asking again will not help. Fault::sandbox, Fault::absent: it does
    ///                not start, with any page
    Result<PageText> recognise(
        int fd, std::uint64_t offset, int width, int height, const Question& question);

    /// The same of one line of text that fills the picture.
    Result<TextLine> recognise_line(int fd, std::uint64_t offset, int width, int height);

private:
    class Running;
    std::unique_ptr<Running> running_;
};

}  // namespace shoujian

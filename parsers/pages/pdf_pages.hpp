#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/pages/pixmap.hpp"

#include <memory>

namespace shoujian {

/// A PDF whose pages can be turned into pixels. Only ever used in the viewer's process: hostile
/// files make a renderer loop, grow and crash.
class PdfPages {
public:
    /// file  used as long as this lives
    explicit PdfPages(ByteSpan file);
    ~PdfPages();
    PdfPages(const PdfPages&) = delete;
    PdfPages& operator=(const PdfPages&) = delete;

    /// 0 where the file cannot be opened or needs a password.
    int count() const;

    /// A page (from 0) as it is shown, its own /Rotate done, annotations and forms drawn too.
    ///
    /// longest_side  of the result, pixels; never by a resolution, as a page may claim any size
    /// returns       RGB; empty where there is no such page or nothing came of it
    Pixmap render(int page, int longest_side) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace shoujian

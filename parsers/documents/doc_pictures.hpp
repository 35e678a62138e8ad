#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/documents/doc_file.hpp"
#include "parsers/documents/document.hpp"
#include "parsers/documents/office_art.hpp"

#include <map>
#include <vector>

namespace shoujian {

/// The pictures of a Word 97–2003 file, put into Document::images when they are first shown, with
/// the bytes of the file that was inserted (a bitmap gets back the file header that Word drops).
/// A picture shown twice is there twice, never more: Word stores one anew for each place.
class DocPictures {
public:
    DocPictures(const DocFile& doc, Budget& budget, std::vector<Picture>& images);

    /// A picture in the line: a PICFAndOfficeArtData ([MS-DOC] 2.9.190) in the Data stream.
    std::optional<std::size_t> place_inline(std::uint32_t location);

    /// A floating shape's picture, by the document's store.
    std::optional<std::size_t> place_floating(const ArtShape& shape);

    /// The drawings of the main text, by the id of their anchor (2.9.253 Spa.lid).
    const ArtDrawing* drawing(std::uint32_t anchor) const;

private:
    struct Shown {
        ByteSpan bytes;
        std::size_t first, last;  ///< indexes in images_
    };
    Shown* find_shown(ByteSpan bytes);
    std::optional<std::size_t> place(const Bytes& stream,
                                     const char* stream_name,
                                     ByteSpan record,
                                     bool cropped);
    Picture read(const Bytes& stream, const char* stream_name, const ArtBlip& blip);
    void read_drawing_group(ByteSpan dgg_info);

    const DocFile& doc_;
    Budget& budget_;
    std::vector<Picture>& images_;
    std::vector<ArtStoreEntry> store_;
    std::vector<ArtDrawing> drawings_;
    std::map<std::uint32_t, std::size_t> drawing_of_;
    std::size_t looked_at_ = 0;
    std::multimap<std::size_t, Shown> shown_;  ///< by their number of bytes
};

}  // namespace shoujian

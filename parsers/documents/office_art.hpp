#pragma once

#include "parsers/base/little_endian.hpp"

#include <optional>
#include <vector>

namespace shoujian {

/// A record of Office drawings ([MS-ODRAW] 2.2.1).
struct ArtRecord {
    std::uint16_t type = 0, instance = 0;
    bool container = false;
    ByteSpan whole;  ///< with its header
    ByteSpan body;
};

/// The records of a container, one after the other; the last may be cut short by the end of the
/// bytes, which must outlive it.
class ArtRecords {
public:
    explicit ArtRecords(ByteSpan bytes) : bytes_(bytes) {}
    std::optional<ArtRecord> next();

private:
    LittleEndian bytes_;
    std::size_t at_ = 0;
};

/// A shape: a picture, a text box, or neither.
struct ArtShape {
    std::uint32_t id = 0;  ///< spid
    std::uint32_t picture =
        0;  ///< index from 1 of its picture (or the picture that fills it) in the store; 0: none
    bool cropped = false;  ///< only a part of the picture is shown
};

/// What is drawn at one anchor: a shape, or a group of them in its order.
struct ArtDrawing {
    std::vector<ArtShape> shapes;  ///< the first has the anchor's id
};

/// One shape's container (OfficeArtSpContainer, 2.2.14).
ArtShape read_shape(ByteSpan container);

/// The drawings of a page (OfficeArtDgContainer, 2.2.13).
std::vector<ArtDrawing> read_drawings(ByteSpan container);

/// A picture's file as it lies in a blip (2.2.23): in the bytes given to read_blip.
struct ArtBlip {
    enum class Kind { file, dib, metafile } kind = Kind::file;
    bool deflated = false;
    std::uint32_t inflated_bytes = 0;
    ByteSpan bytes;
};
/// Nothing where there is no blip of a kind that we know.
std::optional<ArtBlip> read_blip(ByteSpan record);

/// An entry of the store (OfficeArtFBSE, 2.2.32; or the blip itself).
struct ArtStoreEntry {
    ByteSpan blip;                       ///< the blip's record; empty: it lies elsewhere
    std::optional<std::uint32_t> delay;  ///< its place in the delay stream
};
/// The entries of a store (OfficeArtBStoreContainer, 2.2.20, or a list of them).
std::vector<ArtStoreEntry> read_store(ByteSpan bytes);

}  // namespace shoujian

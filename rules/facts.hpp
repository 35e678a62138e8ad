#pragma once

#include "parsers/base/bytes.hpp"
#include "parsers/base/problem.hpp"
#include "parsers/documents/document.hpp"
#include "parsers/mail/message.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace shoujian {

/// A file as the daemon knows it: bytes it never parses. `offset` and `length` lie in the reader's
/// arena; after the reader has gone only name, length and digest mean anything.
struct View {
    std::string name;  ///< the way in: "材料.zip/推荐表.docx"
    std::uint64_t offset = 0, length = 0;
    Sha256 digest{};  ///< made by the daemon out of the arena, never believed from the reader
    bool operator==(const View&) const = default;
};

/// A field's value as the submitter wrote it, and where it stood.
struct RawField {
    std::string id;
    std::string value;        ///< trimmed, inner line breaks \n; "" where the form does not fill it
    std::string place;        ///< for a person: "表1 第3行 第2列"
    std::string rule;         ///< which rule of form_reader found it: "R1 right"
    double confidence = 1.0;  ///< below 0.85 a person should look
    std::vector<std::string>
        alternatives;  ///< other values found elsewhere in the file that disagree
    bool operator==(const RawField&) const = default;
};

/// One filled (or blank) form found in a Word file.
struct FormFacts {
    std::string call, form;
    bool blank = false;  ///< no field is filled
    std::vector<RawField> fields;
    std::vector<std::size_t>
        pictures;  ///< indexes into WordFacts::pictures of those that lie in this form
    bool operator==(const FormFacts&) const = default;
};

/// Pixels in the arena: 8-bit grey samples, rows without padding. Of no length once the recogniser
/// has seen them.
struct PixelView {
    View view;
    int width_px = 0, height_px = 0;
    bool operator==(const PixelView&) const = default;
};

/// A seal, or what may be one, on a page.
struct SealFacts {
    SealSighting sighting;
    View crop;                         ///< its surroundings as a JPEG file, for a person
    std::vector<PixelView> lettering;  ///< the ring unrolled, in bands of different radius
    std::string text;                  ///< what the recogniser made of it; "": nothing sure
    double text_confidence = 0.0;
    bool operator==(const SealFacts&) const = default;
};

/// Share of red ink by place: `red_columns` times `red_rows` bytes, row by row, 255 is all red.
inline constexpr int red_columns = 60, red_rows = 84;

/// One page of a scan: by the PDF's structure, then by its pixels, then by its text. What was not
/// done is as it stands here.
struct PageFacts {
    PageStructure structure;

    bool seen = false;  ///< the pixels were looked at
    PageLook look;
    std::vector<SealFacts> seals;
    Bytes red;       ///< of the page as rendered; empty once it has been asked
    PixelView grey;  ///< for the recogniser, red ink taken out

    bool recognised = false;  ///< the text was read
    bool complete = false;    ///< all of it
    int turned = 0;           ///< clockwise quarter turns that make the page upright
    double skew_degrees = 0.0;
    std::vector<TextLine> lines;     ///< bounded
    Seen seal_place = Seen::unsure;  ///< red ink at the printed place of the seal; unsure: no such
                                     ///< place was read
    bool operator==(const PageFacts&) const = default;
};

/// A picture by its own header. In a Word file `view.name` is the part's name alone.
struct PictureFacts {
    View view;
    std::string format;
    int width_px = 0, height_px = 0;
    bool cropped = false;
    std::vector<PageFacts> looks;  ///< its pages (a TIFF may have several), where it was looked at
    bool recogniser = false;       ///< there was one to ask
    bool operator==(const PictureFacts&) const = default;
};

/// A Word file that could be opened. No form in it: some other document (a covering letter, a
/// list).
struct WordFacts {
    std::vector<FormFacts> forms;
    std::vector<PictureFacts> pictures;
    bool looks_like_form = false;  ///< none of the call's forms, but a filled form of some kind:
                                   ///< `form.unknown`, else ignored
    std::string heading;           ///< first words of it, for a person
    bool hidden_text = false, tracked = false;
    bool operator==(const WordFacts&) const = default;
};

/// A PDF, or a picture of a page.
struct ScanFacts {
    int pages = 0;
    std::optional<bool> is_scan;   ///< nothing: cannot be told
    int dpi = 0;                   ///< of the coarsest page; 0: not measured
    std::vector<PageFacts> looks;  ///< the first pages, at most limits.pdf_pages
    bool recogniser = false;       ///< there was one to ask
    bool operator==(const ScanFacts&) const = default;
};

struct OtherFacts {
    std::string kind;
    bool operator==(const OtherFacts&) const = default;
};

/// A Word processor's file that the reader leaves to the converter. The daemon puts what became of
/// it in its place: no rule meets it.
struct ForeignFacts {
    ForeignKind kind = ForeignKind::rtf;
    bool operator==(const ForeignFacts&) const = default;
};

/// Nothing could be read; the problems say why.
struct NoFacts {
    bool operator==(const NoFacts&) const = default;
};

/// What the reader says of one file. Kept by the key (file's SHA-256, reader version, digest of the
/// call's forms and labels).
struct FileFacts {
    std::variant<NoFacts, WordFacts, ScanFacts, PictureFacts, OtherFacts, ForeignFacts> content;
    std::vector<Problem> problems;  ///< about this file; `where` is empty or a place inside it
    bool operator==(const FileFacts&) const = default;
};

/// One file with what is known of it. For a Word file with several forms each candidate gets a
/// Piece with its form alone.
struct Piece {
    View file;
    FileFacts facts;
    bool inline_part = false;
    bool operator==(const Piece&) const = default;
};

/// What the reader says of a whole message (or, for `check`, of a list of files: then the envelope
/// is empty).
struct MessageFacts {
    Envelope envelope;
    std::string text;  ///< what the sender wrote, bounded
    std::vector<Piece> pieces;
    std::vector<CloudLink> links;
    std::vector<Problem> problems;  ///< about the message or containers, `where` says which
    bool operator==(const MessageFacts&) const = default;
};

}  // namespace shoujian

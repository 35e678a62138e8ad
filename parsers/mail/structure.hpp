#pragma once

#include "parsers/base/budget.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// One header field, as it stands: name in lower case, value with its folds.
struct HeaderField {
    std::string name;
    std::string_view value;
};

/// One node of a message's MIME tree (RFC 2045, 2046). All views look into the raw message.
struct Part {
    std::vector<HeaderField> fields;
    std::string_view body;   ///< encoded, without the line end before a boundary
    std::size_t parent = 0;  ///< index; the root is its own parent
    bool multipart = false;  ///< its children follow it; its own body is no content
    std::string type;        ///< "text/plain" where none is declared or readable
    std::string subtype_of;  ///< type of the parent multipart, or empty

    std::string_view field(std::string_view name) const;  ///< the first of that name, or empty
};

/// How the lines of a message end. CR alone counts only where no LF stands in the whole message: it
/// occurs inside binary parts.
enum class LineEnd : char { lf = '\n', cr = '\r' };

struct Structure {
    std::vector<Part> parts;  ///< depth first; the root at 0
    bool cut = false;      ///< there were more parts or levels than the bounds allow, or Content-*
                           ///< fields
    bool unsplit = false;  ///< a multipart had no boundary in it: its parts are not here
    LineEnd line_end = LineEnd::lf;
};

struct HeaderBlock {
    std::vector<HeaderField> fields;
    std::size_t body_at = 0;
    bool cut = false;  ///< Content-* fields were left out, or the end of one; of all others there
                       ///< may be less, which costs no file
};

/// The header block at the start of `raw`: fields, and where the body begins. Lines that are no
/// field (8-bit names, no colon, an mbox `From ` line) are passed over. A field is cut at 64 KB;
/// once 256 KB are kept only Content-* fields are.
HeaderBlock read_header(std::string_view raw, LineEnd line_end = LineEnd::lf);

/// A message taken apart, iteratively. Boundaries are matched at line starts against all that are
/// open, so that a lacking end costs no sibling; LF, CRLF and blanks behind a boundary are alike. A
/// multipart whose boundary is not declared, or does not stand in it, is parted at the first line
/// that looks like one: "--x" with a Content-* field below it.
Structure read_structure(std::string_view raw, Budget& budget);

}  // namespace shoujian

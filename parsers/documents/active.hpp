#pragma once

#include "parsers/documents/document.hpp"

#include <string_view>

namespace shoujian {

/// Adds to Document::active_detail, once for each kind of thing, that the document acts on its own.
void note_active(Document& document, std::string_view what);

/// An object embedded in a document, by its program (ProgID, "Excel.Sheet.8"): told where it may be
/// a program itself. "" where none is given.
void note_program(Document& document, std::string_view program);

/// Whether an address is loaded from a network. A path on the sender's own disk loads nothing here.
bool is_remote(std::string_view target);

}  // namespace shoujian

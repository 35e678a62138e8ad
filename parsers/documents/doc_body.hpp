#pragma once

#include "parsers/documents/doc_fields.hpp"
#include "parsers/documents/doc_file.hpp"
#include "parsers/documents/doc_pictures.hpp"
#include "parsers/documents/doc_properties.hpp"
#include "parsers/documents/doc_text.hpp"
#include "parsers/documents/document.hpp"

#include <string>
#include <vector>

namespace shoujian {

struct DocBody {
    enum class State { ok, too_large } state = State::ok;
    std::vector<Block> blocks;
    bool hidden_text = false, tracked = false;
    std::vector<std::string> instructions;  ///< of the fields
};

/// The visible text of the main part ([MS-DOC] 2.4), as a reader of the printed page sees it:
/// deletions, instructions of fields and hidden text left out, tables as a grid, the content of a
/// text box after the paragraph that it is anchored at (of one without an anchor, at the end).
/// Pictures are placed, in order of appearance, where they are anchored.
DocBody read_doc_body(const DocFile& doc, const PieceTable& pieces, DocPictures& pictures);

}  // namespace shoujian

#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/documents/document.hpp"

namespace shoujian {

/// A Word file that is one XML text: WordprocessingML of Word 2003 (often named .doc by office
/// systems), or a package of 2007 written flat ("flat OPC", pkg:package).
///
/// file     used during the call only
/// budget   the bytes of its pictures are taken here
/// returns  as read_docx
Reading read_word_xml(ByteSpan file, Budget& budget);

}  // namespace shoujian

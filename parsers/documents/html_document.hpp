#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/documents/document.hpp"

namespace shoujian {

/// A web page that an office system or Word itself calls .doc: HTML, or MHT (RFC 2557: a page and
/// its pictures as one mail). Its paragraphs and tables, as a browser shows them; what is hidden by
/// style is left out.
///
/// file     in any charset that it names; used during the call only, but pictures of an MHT may be
///          views into it
/// budget   the parts of an MHT are taken here
/// returns  a Document (an MHT's pictures all lie in its last paragraph), or Unreadable with
///          `material.limit` where it is too large
Reading read_html_document(const Bytes& file, Budget& budget);

}  // namespace shoujian

#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/documents/document.hpp"

namespace shoujian {

/// A PDF's pages, what is on them, and whether it acts on its own; no pixel is looked at.
///
/// file     used during the call only
/// returns  a Scan: `is_scan` only where it is plain (each page one picture of its full size and no
/// visible text; or text and no
///          picture), `dpi` of the coarsest of such pictures; or Unreadable with
///          `material.encrypted` where a password is needed, `material.unreadable` where even
///          recovery finds no page. At most limits.pdf_pages pages are looked at
Reading inventory_pdf(ByteSpan file, const Budget& budget);

}  // namespace shoujian

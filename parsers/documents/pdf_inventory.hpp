#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/documents/document.hpp"

namespace shoujian {

/// A PDF's pages, what is on them, and whether it acts on its own; no pixel is looked at.
///
/// file     used during the call only
/// returns  a Scan, with `material.limit` where a page cannot be rendered within the bounds; or
///          Unreadable: `material.encrypted` where a password is needed to open it (one that only
///          forbids printing is none), `material.unsupported` for a dynamic XFA form or a
///          portfolio, `material.unreadable` where even recovery finds no page. At most
///          limits.pdf_pages pages are looked at
Reading inventory_pdf(ByteSpan file, const Budget& budget);

}  // namespace shoujian

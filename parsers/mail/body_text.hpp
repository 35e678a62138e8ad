#pragma once

#include "parsers/mail/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// What an HTML body says: as plain text with line breaks where blocks end, its quotations
/// (blockquote, reply blocks of the common mail programs) left out; and where its links go.
struct HtmlText {
    std::string text;
    std::vector<std::string> links;    ///< href values, in order
    std::size_t own_links = 0;         ///< so many of them stand before an older mail begins
    std::vector<std::string> inlined;  ///< Content-IDs that its pictures name (cid:), without <>
    bool cut = false;                  ///< made to exhaust memory: nothing of it was read
};

/// html  valid UTF-8, cut by the caller to what is worth reading
HtmlText read_html(std::string_view html);

/// Files that were sent as download links (超大附件, 云附件, 中转站), by the hosts of the
/// providers.
std::vector<CloudLink> cloud_links(std::string_view text, const std::vector<std::string>& links);

}  // namespace shoujian

// HTML and plain bodies: text, quotations, links to files that were sent as downloads.
#include "parsers/base/text.hpp"
#include "parsers/mail/body_text.hpp"
#include "parsers/mail/quotation.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    const std::string page = clean_utf8(as_text(std::as_bytes(std::span(data, size))));
    const HtmlText html = read_html(page);
    if (!is_valid_utf8(html.text) || html.own_links > html.links.size()) __builtin_trap();
    for (const CloudLink& link : cloud_links(page + "\n" + html.text, html.links))
        if (!is_valid_utf8(link.name) || !is_valid_utf8(link.expiry) || link.host.empty())
            __builtin_trap();
    if (without_quotation(page).size() > page.size()) __builtin_trap();
    return 0;
}

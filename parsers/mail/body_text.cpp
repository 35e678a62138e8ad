#include "parsers/mail/body_text.hpp"

#include "parsers/base/text.hpp"
#include "parsers/mail/html_tree.hpp"
#include "parsers/mail/quotation.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

/// Pages where the big mail providers keep what did not fit in a mail: host, and a word that its
/// address has for such a file. Not among them: u.163.com and fs.163.com, where mail programs
/// advertise themselves in every mail.
struct CloudHost {
    std::string_view host, word;
};
constexpr CloudHost cloud_hosts[] = {
    {"mail.163.com", "/large-attachment-download/"},
    {"mail.163.com", "filestation"},
    {"mail.126.com", "/large-attachment-download/"},
    {"dashi.163.com", "cloud-attachment"},
    {"edisk.qiye.163.com", "/api/biz/attachment/download"},
    {"mail.qq.com", "ftnexs_download"},
    {"wx.mail.qq.com", "ftn/download"},
    {"iwx.mail.qq.com", "ftn/download"},
    {"exmail.qq.com", "ftnexs_download"},
    {"mail.10086.cn", "largeattachment"},
    {"mail.10086.cn", "/disk/"},
    {"mail.sina.com.cn", "filecenter"},
    {"mail.aliyun.com", "/alimail/bigattach"},
    {"qiye.aliyun.com", "/alimail/bigattach"},
    {"mail.139.com", "largeattachment"},
    {"pan.baidu.com", "/s/"},
    {"www.aliyundrive.com", "/s/"},
    {"www.jianguoyun.com", "/p/"},
    {"kdocs.cn", "/l/"},
    {"www.kdocs.cn", "/l/"},
    {"docs.qq.com", "/doc"},
};

bool is_block(std::string_view tag) {
    constexpr std::array blocks{"p",  "div", "br", "tr", "li",   "h1",
                                "h2", "h3",  "ul", "ol", "table"};
    return std::ranges::find(blocks, tag) != blocks.end();
}

bool is_quotation(const HtmlNode& node) {
    if (html_tag(node) == "blockquote") return true;
    const std::string_view id = html_attribute(node, "id"), type = html_attribute(node, "class");
    return type.find("gmail_quote") != std::string_view::npos
           || type.find("yahoo_quoted") != std::string_view::npos || id == "isReplyContent"
           || id == "divRplyFwdMsg" || id == "mail-editor-reference-message-container"
           || id == "ntes-pcmac-signature-quote";
}

/// Outlook marks where the older mail begins, and lets it follow beside the mark.
bool begins_quotation(const HtmlNode& node) {
    const std::string_view id = html_attribute(node, "id");
    return id == "divRplyFwdMsg" || id == "appendonsend";
}

/// A block begins and ends a line.
void end_line(const HtmlNode& node, HtmlText& out) {
    if (is_block(html_tag(node)) && !out.text.ends_with('\n')) out.text += '\n';
}

/// A page on the way, and where in its text each link stands.
struct Page {
    HtmlText out;
    std::vector<std::size_t> places;
};

/// Takes what one node says of itself; false: what is below it is passed over.
bool enter(const HtmlNode& node, Page& page) {
    HtmlText& out = page.out;
    out.text += html_text(node);
    if (begins_quotation(node)) out.text += "\n-----原始邮件-----\n";
    const std::string_view link = html_attribute(node, "href"),
                           source = html_attribute(node, "src");
    if (!link.empty() && out.links.size() < 500) {
        out.links.push_back(clean_utf8(link.substr(0, 2000)));
        page.places.push_back(out.text.size());
    }
    if (starts_with_folded(source, "cid:") && out.inlined.size() < 500)
        out.inlined.emplace_back(source.substr(4));
    end_line(node, out);
    const std::string_view tag = html_tag(node);
    return tag != "head" && tag != "style" && tag != "script" && !is_quotation(node);
}

bool is_link_line(std::string_view line) {
    return line.find("http://") != std::string_view::npos
           || line.find("https://") != std::string_view::npos;
}

/// Names of files end so; in the text around a link they are told by it.
std::string file_name_in(std::string_view line) {
    constexpr std::array endings{".docx", ".doc", ".wps", ".pdf",  ".zip",
                                 ".rar",  ".7z",  ".jpg", ".jpeg", ".png"};
    const std::string low = lower_ascii(line);
    for (const std::string_view ending : endings) {
        const std::size_t at = low.find(ending);
        if (at == std::string::npos) continue;
        const std::string_view before = line.substr(0, at);
        const std::size_t start = before.find_last_of(" \t<>\"/|:") + 1;  // npos + 1 is 0
        return std::string(trim(line.substr(start, at + ending.size() - start)));
    }
    return {};
}

/// "a.zip (80.96M, 2020年5月25日 0:49 到期)进入下载页面：" until when; empty where it does not say.
std::string expiry_in(std::string_view line) {
    for (const std::string_view word : {"到期", "有效期", "过期"}) {
        const std::size_t at = line.find(word);
        if (at == std::string_view::npos) continue;
        const std::size_t open = line.rfind('(', at);
        const std::size_t close = std::min(line.find(')', at), line.size());
        if (open == std::string_view::npos) return shorten(trim(line), 80);
        return shorten(trim(line.substr(open + 1, close - open - 1)), 80);
    }
    return {};
}

bool is_cloud(std::string_view link, std::string& host) {
    const std::size_t scheme = link.find("://");
    if (scheme == std::string_view::npos) return false;
    const std::string rest = lower_ascii(link.substr(scheme + 3));
    host = rest.substr(0, rest.find_first_of("/:?#"));
    return std::ranges::any_of(cloud_hosts, [&](const CloudHost& one) {
        return host == one.host && rest.find(one.word) != std::string::npos;
    });
}

std::vector<std::string> links_in_text(std::string_view text) {
    std::vector<std::string> out;
    std::size_t at = 0;
    while ((at = text.find("http", at)) != std::string_view::npos && out.size() < 500) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n<>\"'", at), text.size());
        out.emplace_back(text.substr(at, std::min<std::size_t>(end - at, 2000)));
        at = end;
    }
    return out;
}

}  // namespace

HtmlText read_html(std::string_view html) {
    Page page;
    HtmlText& out = page.out;
    const HtmlTree tree(html);
    out.cut = tree.root() == nullptr;
    if (!out.cut)
        walk_html(
            *tree.root(), [&](const HtmlNode& node) { return enter(node, page); },
            [&](const HtmlNode& node) { end_line(node, out); });
    const Quotation quotation = find_quotation(out.text);
    out.own_links = static_cast<std::size_t>(std::ranges::count_if(
        page.places, [&](std::size_t at) { return quotation.forwarded || at < quotation.begin; }));
    out.text = std::string(trim(clean_utf8(out.text)));
    return out;
}

std::vector<CloudLink> cloud_links(std::string_view text, const std::vector<std::string>& links) {
    std::vector<CloudLink> out;
    std::vector<std::string> all = links, seen;
    std::ranges::move(links_in_text(text), std::back_inserter(all));
    std::vector<std::string> names;
    std::string expiry;
    for (const std::string_view line : split(text, '\n')) {
        if (line.size() > 2000) continue;
        if (std::string name = is_link_line(line) ? "" : file_name_in(line); !name.empty())
            names.push_back(std::move(name));
        if (std::string until = expiry_in(line); !until.empty()) expiry = std::move(until);
    }
    for (const std::string& link : all) {
        std::string host;
        if (!is_cloud(link, host) || std::ranges::find(seen, link) != seen.end()) continue;
        seen.push_back(link);
        out.push_back({host, out.size() < names.size() ? names[out.size()] : "", expiry});
        if (out.size() >= 50) break;
    }
    return out;
}

}  // namespace shoujian
